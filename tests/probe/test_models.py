"""Model ids: same, dead, near; and which endpoint a minimal call takes."""

from __future__ import annotations

import pytest

from assistant.domain.endpoint import Endpoint, endpoint_for, endpoint_in, endpoints_of
from assistant.domain.evidence import ListedModel
from assistant.domain.knowledge import Family, ModelTable, Retirement
from assistant.domain.models import near_names, nearest, same_model, shut_down, siblings, to_try

TABLE = ModelTable(
    families=(
        Family("image", ("gpt-image-*",), ("images",)),
        Family("pro", ("gpt-*-pro", "o3-pro"), ("responses",)),
        Family("gpt-4.1", ("gpt-4.1*",), ("responses", "chat")),
        Family("gpt-4o", ("gpt-4o*",), ("/v1/chat/completions", "responses")),
        Family("odd", ("odd-*",), ()),
    ),
    snapshots={"gpt-5.6": ("gpt-5.6-sol",)},
    retirements=(Retirement(("gpt-3.5-turbo",), "2026-10-23"),),
)


@pytest.mark.parametrize(
    ("asked", "answered", "same"),
    [
        ("gpt-4.1", "gpt-4.1", True),
        ("gpt-4.1", "gpt-4.1-2025-04-14", True),
        ("gpt-4.1-2025-04-14", "gpt-4.1", True),
        ("gpt-4", "gpt-4-0613", True),
        ("gpt-5.6", "gpt-5.6-sol", True),
        ("gpt-5.6-sol", "gpt-5.6", True),
        ("omni-moderation-latest", "omni-moderation-2024-09-26", True),
        ("gpt-4.1", "gpt-4.1-mini", False),
        ("gpt-4.1", "gpt-4.1-mini-2025-04-14", False),
        ("gpt-4o-2024-05-13", "gpt-4o-2024-08-06", False),
        ("gpt-4.1", "GPT-4.1", False),
        ("gpt-4.1", "", False),
        ("gpt-4.1", None, False),
        ("ft:gpt-4.1:acme::a", "gpt-4.1", False),
    ],
)
def test_the_same_model(asked, answered, same):
    assert same_model(asked, answered, TABLE) is same


def test_a_model_is_not_its_own_sibling():
    assert not siblings("gpt-4.1", "gpt-4.1", TABLE)


@pytest.mark.parametrize(
    ("model", "reported", "endpoint"),
    [
        ("gpt-4.1", None, Endpoint.RESPONSES),
        ("gpt-4.1", "https://api.openai.com/v1/chat/completions", Endpoint.CHAT),
        ("gpt-4.1", "/v1/embeddings", Endpoint.RESPONSES),
        ("gpt-5-pro", "/v1/chat/completions", Endpoint.RESPONSES),
        ("gpt-4o-mini", None, Endpoint.CHAT),
        ("ft:gpt-4o-mini-2024-07-18:acme::x", None, Endpoint.CHAT),
        ("gpt-image-2", None, Endpoint.MEDIA),
        ("gpt-image-2", "/v1/responses", Endpoint.MEDIA),
        ("text-embedding-3-small", None, Endpoint.EMBEDDINGS),
        ("omni-moderation-latest", None, Endpoint.MODERATIONS),
        ("davinci-002", None, Endpoint.COMPLETIONS),
        ("gpt-realtime-2.1", None, Endpoint.MEDIA),
        ("some-new-model", None, Endpoint.RESPONSES),
        ("some-new-model", "/v1/chat/completions", Endpoint.CHAT),
        ("odd-1", None, Endpoint.RESPONSES),
    ],
)
def test_the_endpoint_of_a_minimal_call(model, reported, endpoint):
    assert endpoint_for(model, TABLE, reported) is endpoint


def test_every_model_has_an_endpoint():
    assert endpoints_of("", ModelTable()) == (Endpoint.RESPONSES, Endpoint.CHAT)
    assert endpoint_in("/v1/completions") is Endpoint.COMPLETIONS
    assert endpoint_in("/v1/files") is None
    assert endpoint_in(None) is None


def test_the_nearest_models_come_first():
    listed = [
        "zeta",
        "gpt-image-2",
        "gpt-4o",
        "gpt-4.1-mini",
        "gpt-4.1-2025-04-14",
        "gpt-4.1",
        "o3-pro",
        "gpt-4.1-mini",
    ]
    ordered = nearest("gpt-4.1", listed, TABLE)
    assert ordered[:2] == ("gpt-4.1-2025-04-14", "gpt-4.1-mini")
    assert ordered[-1] == "gpt-image-2"
    assert sorted(ordered) == sorted(set(listed) - {"gpt-4.1"})


def test_at_most_three_are_tried_and_no_media():
    listed = ["gpt-image-2", "gpt-4o", "gpt-4.1-mini", "gpt-4.1", "o3", "o3-mini"]
    tried = to_try("gpt-image-1", listed, TABLE)
    assert len(tried) == 3
    assert "gpt-image-2" not in tried


@pytest.mark.parametrize("typo", ["gpt-4.l", "GPT-4.1", "openai/gpt-4.1", "gpt_4.1", "gpt 4.1", "gpt4.1"])
def test_near_names_for_a_typo(typo):
    assert near_names(typo, ["o3", "text-embedding-3-small", "gpt-4.1", "gpt-4.1-mini"])[0] == "gpt-4.1"


def test_a_name_that_is_near_to_none():
    assert near_names("llama-3-70b", ["o3", "gpt-4.1"]) == ()


def test_only_so_many_ids_are_compared():
    listed = [f"{'ab' * 100}{number}" for number in range(5000)]
    assert len(nearest("ba" * 128, listed, TABLE)) == 1000
    assert near_names(listed[-1], listed)[0] in listed[:1000]


def test_the_day_of_the_end():
    assert shut_down("gpt-3.5-turbo", TABLE, (), "2026-10-23")
    assert not shut_down("gpt-3.5-turbo", TABLE, (), "2026-10-22")
    assert not shut_down("gpt-3.5-turbo", TABLE, (), None)
    assert shut_down("ft:gpt-3.5-turbo:acme::x", TABLE, (), "2026-11-23")
    assert shut_down("x", TABLE, [ListedModel("x", "2026-11-23")], "2026-11-23")
    assert not shut_down("x", TABLE, [ListedModel("x", None), ListedModel("y", "2020-01-01")], "2026-11-23")
