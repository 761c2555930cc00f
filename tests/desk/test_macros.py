"""Macros, on both databases: what may be kept, for whom, and what a ticket makes of one."""

from __future__ import annotations

import pytest

from assistant.adapters.desk_store import macros as store
from assistant.adapters.desk_store.macros import MacroStore
from assistant.domain.desk.macros import PLACEHOLDERS, Macro, filled, placed, values_for
from assistant.domain.desk.queue import Asked
from assistant.domain.desk.reply import ReplyAsked
from assistant.domain.text import Text
from assistant.domain.view.words import Words
from assistant.engine.desk.macros import Macros
from assistant.wiring import knowledge
from tests.desk.conftest import DENIED, PROJECT, ticket
from tests.desk.test_claims import audit

BOTH = Text("{name}様、{model} の件です。", "Dear {name}, about {model}.")
KEY = "sk-" + "proj-" + "Xy7a" * 12


@pytest.fixture
def macros(parts) -> Macros:
    return Macros(MacroStore(parts.store), parts.clock)


def test_a_macro_is_kept_for_its_owner_alone_changed_and_deleted(macros, parts):
    made, found = macros.save("me", Macro(None, " お礼  ", Text(f"{BOTH.ja} {KEY}", BOTH.en)))
    assert found == [] and macros.of("you") == []
    (kept,) = macros.of("me")
    assert (kept.id, kept.name, kept.version) == (made, "お礼", 0) and KEY not in kept.text.ja and "[masked:" in kept.text.ja
    assert macros.save("you", kept)[1][0].reason == "macro_late"
    assert macros.save("me", Macro(kept.id, "お礼", BOTH, 0)) == (kept.id, [])
    assert macros.save("me", Macro(kept.id, "遅い", BOTH, 0))[1][0].reason == "macro_late"
    assert macros.save("me", Macro(None, "お礼", BOTH))[1][0].reason == "macro_taken"
    assert macros.save("you", Macro(None, "お礼", BOTH))[1] == []
    assert not macros.delete("you", kept.id) and macros.delete("me", kept.id) and macros.of("me") == []
    assert [action for who, action, _ in audit(parts) if who == "me"] == ["macro", "macro", "macro_delete"]


@pytest.mark.parametrize(
    ("macro", "reasons"),
    [
        (Macro(None, " ", Text("", "")), ["macro_no_name", "macro_no_ja", "macro_no_en"]),
        (Macro(None, "x", Text("はい", " ")), ["macro_no_en"]),
        (Macro(None, "x", Text("{名前}様 {Model} {name}", "{} {key}")), ["macro_unknown_ja", "macro_unknown_en"]),
        (Macro(None, "x", Text("\uff5bname\uff5d様", "a")), ["macro_unknown_ja"]),
        (Macro(None, "x", Text("あ" * 5001, "a")), ["macro_too_long"]),
    ],
)
def test_what_cannot_be_kept_is_said(macros, macro, reasons):
    saved, found = macros.save("me", macro)
    assert saved is None and [one.reason for one in found] == reasons
    assert all(one.reason in knowledge().wording for one in found)
    if macro.text.en == "{} {key}":
        assert [one.words for one in found] == ["{名前} {Model}", "{} {key}"]


def test_there_is_an_end_to_how_many(macros, monkeypatch):
    monkeypatch.setattr(store, "MOST", 3)
    for at in range(3):
        assert macros.save("me", Macro(None, f"n{at}", BOTH))[1] == []
    assert macros.save("me", Macro(None, "one more", BOTH))[1][0].reason == "macro_full"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_ticket_fills_every_placeholder_or_says_which_it_cannot(lite, language):
    lite.take(ticket("T-7", DENIED, customer="山田様", subject="{model} です"))
    (one,) = lite.desk.page(Asked()).tickets
    asked = ReplyAsked(language, agent="Sato")
    values = values_for(one, lite.desk.case_of(one), asked, knowledge().letters.titles)
    said = " ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    words, missing = filled(Text(said, said), values, Words(knowledge(), language))
    assert words.startswith("山田 T-7 {model} です") and PROJECT in words and "gpt-4.1" in words and "Sato" in words
    assert missing == ("organization_id", "error_code", "request_id", "link", "signature")
    assert "…" not in words and words.count("{") == 1  # a customer's words fill nothing


@pytest.mark.parametrize(
    ("draft", "comes_to"),
    [
        ("Hello,\n\nbody\n\nKind regards,\nSato\n", "Hello,\n\nbody\n\nmore\n\nKind regards,\nSato\n"),
        ("memo: a\n", "memo: a\n\nmore\n"),
        ("", "more\n"),
        ("Kind regards, said he.\n\nKind regards,\nSato", "Kind regards, said he.\n\nmore\n\nKind regards,\nSato"),
    ],
)
def test_a_macro_goes_before_the_closing_or_to_the_end(draft, comes_to):
    assert placed(draft, "more", ["Kind regards,", "Mit Gruss"]) == comes_to
