"""Macros on a ticket: chosen, seen in both languages with its values, put into the draft, made and changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import streamlit as st

from assistant.domain.desk.macros import (
    LONGEST,
    LONGEST_NAME,
    PLACEHOLDERS,
    Macro,
    MacroFault,
    filled,
    placed,
    values_for,
)
from assistant.domain.desk.reply import ReplyAsked
from assistant.domain.text import LANGUAGES, Language, Text, as_code
from assistant.domain.view.words import Words
from assistant.engine.desk.desk import Opened
from assistant.interfaces.desk import area
from assistant.interfaces.desk.face import DeskFace

NEW = 0
HEIGHT = 150


def draw(face: DeskFace, opened: Opened, asked: ReplyAsked, key: str, say: Words) -> None:
    """Draw the fold of a person's macros; one that is chosen stands in both languages side by side."""
    box = st.expander(say("macros_title"), key="macros", on_change="rerun")
    if not box.open:
        return
    known = {one.id: one for one in face.macros.of(face.who) if one.id is not None}
    values = values_for(opened.ticket, opened.case, asked, say.knowledge.letters.titles)
    with box:
        chosen = _chosen(known, say)
        macro = known.get(chosen)
        nonce = f"{chosen}_{macro.version if macro else st.session_state.get('macro_nonce', 0)}"
        if macro is not None:
            _seen(macro, values, key, asked.language, say)
            edit = st.expander(say("macro_edit"), key="macro_edit", on_change="rerun")
            if edit.open:
                with edit:
                    _editor(face, macro, values, nonce, say)
        else:
            _editor(face, Macro(None, "", Text("", "")), values, nonce, say)


def _chosen(known: Mapping[int, Macro], say: Words) -> int:
    """Return the id of the macro that is chosen, none for a new one; one that is gone is no longer chosen."""
    if st.session_state.get("macro_chosen") not in (*known, NEW):
        st.session_state["macro_chosen"] = next(iter(known), NEW)
    return int(
        st.selectbox(
            say("macro_choose"),
            [*known, NEW],
            key="macro_chosen",
            format_func=lambda one: known[one].name if one in known else say("macro_new"),
        )
        or NEW
    )


def _seen(macro: Macro, values: Mapping[str, str], key: str, language: Language, say: Words) -> None:
    """Draw a macro as this ticket fills it, in both languages, and what puts it into the draft."""
    _previews(macro.text, values, "macro_seen", say)
    words, _ = filled(macro.text, values, Words(say.knowledge, language))
    with st.container(horizontal=True):
        closings = [one.say(language) for one in say.knowledge.letters.frames["closing"].values()]
        st.button(say("macro_add"), key="macro_add", on_click=_add, args=(key, words, macro.name, closings))
        st.button(
            say("macro_replace"), key="macro_replace", type="tertiary", on_click=_replace, args=(key, words, macro.name)
        )


def _previews(text: Text, values: Mapping[str, str], key: str, say: Words) -> None:
    for place, language in zip(st.columns(2), LANGUAGES, strict=True):
        words, missing = filled(text, values, Words(say.knowledge, language))
        with place, st.container(key=f"{key}_{language}"):
            st.caption(say("macro_preview", language=say(f"language_{language}")))
            st.code(words, language=None, wrap_lines=True)
            if missing:
                st.caption(say("macro_missing", names=" ".join(f"{{{one}}}" for one in missing)))


def _add(key: str, words: str, name: str, closings: Collection[str]) -> None:
    area.put(key, placed(area.text_of(key), words, closings), "macro_added", name=name)


def _replace(key: str, words: str, name: str) -> None:
    area.put(key, f"{words}\n", "macro_replaced", name=name)


def _editor(face: DeskFace, macro: Macro, values: Mapping[str, str], nonce: str, say: Words) -> None:
    """Draw the fields of a macro with what they come to on this ticket; what is refused stays in them."""
    keys = {name: f"macro_{name}_{nonce}" for name in ("name", *LANGUAGES)}
    area.begin(keys["name"], macro.name)
    st.text_input(say("macro_name"), key=keys["name"], max_chars=LONGEST_NAME)
    said: dict[str, str] = {}
    for place, language in zip(st.columns(2), LANGUAGES, strict=True):
        area.begin(keys[language], macro.text.say(language))
        label = say("macro_text", language=say(f"language_{language}"))
        said[language] = place.text_area(label, key=keys[language], height=HEIGHT, max_chars=LONGEST) or ""
    text = Text(said["ja"], said["en"])
    st.caption(f"{say('macro_placeholders')} {' '.join(as_code(f'{{{one}}}') for one in PLACEHOLDERS)}")
    if text != macro.text and (text.ja or text.en):
        _previews(text, values, "macro_live", say)
    for fault in st.session_state.pop("macro_faults", ()):
        st.error(say(fault.reason, words=fault.words))
    with st.container(horizontal=True):
        st.button(say("macro_save"), key="macro_save", on_click=_save, args=(face, macro, keys))
        if macro.id is not None:
            st.button(
                say("macro_delete", name=macro.name),
                key="macro_delete",
                type="tertiary",
                on_click=_delete,
                args=(face, macro.id),
            )


def _save(face: DeskFace, macro: Macro, keys: Mapping[str, str]) -> None:
    text = Text(area.text_of(keys["ja"]), area.text_of(keys["en"]))
    saved, found = face.macros.save(face.who, Macro(macro.id, area.text_of(keys["name"]), text, macro.version))
    if saved is None:
        st.session_state["macro_faults"] = found
        return
    st.session_state["macro_chosen"] = saved
    st.session_state["macro_nonce"] = int(st.session_state.get("macro_nonce", 0)) + 1


def _delete(face: DeskFace, macro_id: int) -> None:
    if not face.macros.delete(face.who, macro_id):
        st.session_state["macro_faults"] = [MacroFault("macro_late")]
