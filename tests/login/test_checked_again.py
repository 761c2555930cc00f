"""Every use of the desk asks again whether the visitor still may, and a refusal goes on the record."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from assistant.adapters.desk_store.forgetting import Forgetting
from assistant.domain.desk.queue import Asked
from assistant.domain.people.visitor import LoginRules
from assistant.interfaces.access import NotAllowedError, checker
from assistant.interfaces.access.guarded import guarded
from assistant.interfaces.limits import VisitorLimits
from tests.desk.conftest import DENIED, Parts, ticket

MODULE = "assistant.interfaces.access.who"
NOW = 1_800_000_000.0
RULES = LoginRules({"agent": ("agent@example.com",), "customer": ("*",)}, hours=8)


@pytest.fixture
def session(database_url, monkeypatch):
    """A desk as an agent's session has it, on either database; its time may be moved."""
    parts, at = Parts.at(database_url), [NOW]
    said = {"is_logged_in": True, "email": "agent@example.com", "email_verified": True, "sub": "1", "iat": NOW}
    monkeypatch.setattr(f"{MODULE}.st", SimpleNamespace(user=SimpleNamespace(to_dict=lambda: said)))
    monkeypatch.setattr(f"{MODULE}.time", SimpleNamespace(time=lambda: at[0]))

    def record(who: str, action: str, detail: str) -> None:
        parts.store.record(parts.clock(), who, action, detail=detail)

    services = SimpleNamespace(login=RULES, limits=VisitorLimits(), record=record)
    parts.take(ticket("T-1", DENIED))
    yield SimpleNamespace(parts=parts, at=at, said=said, services=services)
    parts.close()


def test_once_the_login_has_ended_nothing_more_is_done(session):
    desk = guarded(session.parts.desk, checker(session.services, "desk"))
    one = desk.page(Asked()).tickets[0]
    session.at[0] += 8 * 3600
    for use in (lambda: desk.claim(one.id, one.version, "agent@example.com"), lambda: desk.page(Asked())):
        with pytest.raises(NotAllowedError):
            use()
    assert session.parts.desk.page(Asked()).tickets[0].holder is None
    lines = list(Forgetting(session.parts.store).audit())
    assert [(one["who"], one["action"], one["detail"]) for one in lines] == [("agent@example.com", "refused", "expired: desk")] * 2


def test_a_role_that_is_taken_away_counts_at_the_next_use(session):
    desk = guarded(session.parts.desk, checker(session.services, "desk"))
    assert desk.page(Asked()).total == 1
    session.services.login = LoginRules({"lead": ("lead@example.com",), "customer": ("*",)}, hours=8)
    with pytest.raises(NotAllowedError):
        desk.page(Asked())
    session.services.login = RULES
    assert desk.page(Asked()).total == 1


def test_a_customer_s_session_reaches_nothing_of_the_desk(session):
    session.said["email"] = "customer@example.com"
    desk = guarded(session.parts.desk, checker(session.services, "desk"))
    with pytest.raises(NotAllowedError):
        desk.open(1, "ja", "https://api.openai.com/v1", "customer@example.com")
    (line,) = Forgetting(session.parts.store).newest(10)
    for _ in range(20):
        with pytest.raises(NotAllowedError):
            desk.page(Asked())
    assert len(Forgetting(session.parts.store).newest(100)) == 10  # nobody fills what can never be emptied
    assert (line["who"], line["detail"], line["ticket_id"]) == ("customer@example.com", "customer: desk", None)
