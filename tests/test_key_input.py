"""What is typed into the key fields: taken, or refused with the reason; nothing of a key in a repr."""

from __future__ import annotations

import pytest

from assistant.domain.probing.key_input import taken
from assistant.wiring import knowledge

BODY = "Ab3" * 16
PROJECT = "sk-" + "proj-" + BODY
SERVICE = "sk-" + "svcacct-" + BODY
ADMIN = "sk-" + "admin-" + BODY
LEGACY = "sk-" + BODY


@pytest.mark.parametrize("key", [PROJECT, SERVICE, LEGACY])
@pytest.mark.parametrize("around", ["{}", " {} ", "'{}'", '"{}"', "`{}`\n", "\t{}\r\n"])
def test_a_project_key_is_taken_without_what_copying_left_around_it(key, around):
    found = taken(around.format(key), "")
    assert (found.note, found.project, found.admin) == ("key_taken", key, None)


def test_both_keys_are_taken_apart():
    found = taken(PROJECT, ADMIN)
    assert (found.note, found.project, found.admin) == ("key_taken", PROJECT, ADMIN)
    assert taken("", ADMIN).admin == ADMIN


@pytest.mark.parametrize(
    ("project", "admin", "note"),
    [
        ("", "", "key_empty"),
        (" '' ", "\n", "key_empty"),
        (ADMIN, "", "key_is_admin"),
        ("", PROJECT, "key_is_project"),
        (PROJECT, PROJECT, "key_is_project"),
        ("sk-" + "proj-abc def" + BODY, "", "key_has_space"),
        (PROJECT + "\n" + PROJECT, "", "key_has_space"),
        ("sk-" + "proj-********************abcd", "", "key_is_masked"),
        ("sk-" + "proj-abcd…wxyz" + BODY, "", "key_is_masked"),
        ("sk-" + "proj-abcd...wxyz" + BODY, "", "key_is_masked"),
        ("eyJ" + BODY + "." + BODY, "", "key_is_token"),
        ("sk-" + "ant-" + BODY, "", "key_looks_wrong"),
        ("gsk" + "_" + BODY, "", "key_looks_wrong"),
        ("AI" + "za" + BODY, "", "key_looks_wrong"),
        ("sk-short", "", "key_looks_wrong"),
        ("ｓｋ-ｐｒｏｊ-" + BODY, "", "key_looks_wrong"),
        ("キー" + BODY, "", "key_looks_wrong"),
    ],
)
def test_a_key_that_cannot_be_right_is_not_taken(project, admin, note):
    found = taken(project, admin)
    assert (found.note, found.project, found.admin) == (note, None, None)
    assert note in knowledge().wording


def test_a_wrong_admin_key_keeps_the_project_key_out_too():
    assert taken(PROJECT, "sk-short").project is None


def test_no_key_stands_in_a_repr():
    assert BODY not in repr(taken(PROJECT, ADMIN))
