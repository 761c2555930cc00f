"""Roles from what a provider says of somebody, and how long a login holds."""

from __future__ import annotations

import pytest

from assistant.domain.people.role import FROM, ROLES, may
from assistant.domain.people.visitor import LoginRules, Visitor, role_of, visitor_of

RULES = LoginRules(
    {"admin": ("boss@example.com",), "lead": ("leads",), "agent": ("@support.example.com",), "customer": ("*",)},
    claim="groups",
    hours=8,
)
NOW = 1_800_000_000.0


def claims(address: str = "a@example.net", *, verified: object = True, **more: object) -> dict[str, object]:
    return {"is_logged_in": True, "email": address, "email_verified": verified, "sub": "1", "iat": NOW - 60, **more}


def test_each_role_may_what_the_one_below_it_may():
    assert [[deed for deed in FROM if may(role, deed)] for role in ROLES] == [
        ["chat"],
        ["chat", "desk"],
        ["chat", "desk", "lead"],
        ["chat", "desk", "lead", "organization", "audit"],
    ]
    assert not any(may(None, deed) for deed in FROM)


@pytest.mark.parametrize(
    ("said", "role"),
    [
        (claims("Boss@Example.com"), "admin"),
        (claims("boss@example.com", verified=False), "customer"),
        (claims("boss@example.com", verified=None), "customer"),
        (claims("x@support.example.com"), "agent"),
        (claims("x@notsupport.example.com"), "customer"),
        (claims("x@support.example.com", groups=["leads"]), "lead"),
        (claims(groups="leads"), "lead"),
        (claims(groups={"leads": 1}), "customer"),
        (claims(groups=["boss@example.com"]), "admin"),
    ],
)
def test_the_highest_role_that_fits_holds_and_an_unverified_address_proves_nothing(said, role):
    assert role_of(said, RULES) == role


def test_without_a_rule_that_fits_nobody_has_a_role():
    assert role_of(claims(), LoginRules({"agent": ("b@example.net",)})) is None
    assert visitor_of(claims(), LoginRules({"agent": ("b@example.net",)}), NOW).state == "denied"


@pytest.mark.parametrize(
    ("since", "state"),
    [(NOW, "in"), (NOW - 8 * 3600 + 1, "in"), (NOW - 8 * 3600, "expired"), (NOW + 600, "expired"), (None, "expired"), ("x", "expired")],
)
def test_a_login_holds_for_so_many_hours(since, state):
    found = visitor_of(claims(iat=since), RULES, NOW)
    assert found.state == state and (found.role is not None) == (state == "in")


@pytest.mark.parametrize("said", [{}, {"is_logged_in": False, "email": "boss@example.com", "email_verified": True, "iat": NOW}])
def test_who_is_not_logged_in_is_nobody(said):
    assert visitor_of(said, RULES, NOW) == Visitor()


def test_one_without_a_verified_address_is_told_apart_by_the_providers_own_number():
    found = visitor_of(claims("boss@example.com", verified=False, name="boss@example.com"), RULES, NOW)
    assert (found.who, found.address) == ("boss@example.com [1]", None)
