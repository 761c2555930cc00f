"""The error catalogue: every cause, searchable in both languages, with its example and the way into its guide."""

from __future__ import annotations

import streamlit as st

from assistant.domain.cause import Cause
from assistant.domain.phrase import plain
from assistant.domain.view.words import Words
from assistant.interfaces.chat import actions
from assistant.interfaces.services import Services
from assistant.interfaces.visit import CASE, Visit, words

LONGEST_EXAMPLE = 1_500


def draw(services: Services, visit: Visit) -> None:
    """Draw the page."""
    say = words(services, visit)
    st.page_link(st.session_state["pages"]["chat"], label=f"← {say('go_home')}")
    st.header(say("catalogue_title"), anchor=False)
    st.markdown(say("catalogue_intro"))
    asked = st.text_input(say("catalogue_search"), key="catalogue_search", max_chars=200)
    found = [one for one in services.engine.knowledge.causes.values() if _fits(one, asked)]
    st.caption(say("catalogue_count", count=len(found)))
    if not found:
        st.info(say("catalogue_empty"))
    for cause in found:
        _entry(services, visit, cause, say)
    if st.session_state.pop("go_chat", False) and visit.case:
        st.switch_page(st.session_state["pages"]["chat"], query_params={CASE: visit.case.id})


def _entry(services: Services, visit: Visit, cause: Cause, say: Words) -> None:
    label = f"{say.markdown(cause.title)} — {say(f'category_{cause.category}')}"
    with st.expander(label, key=f"cause_{cause.id}"):
        st.markdown(say.markdown(cause.why))
        st.markdown(
            f"**{say('column_who')}** {say(f'who_{cause.who}')} · **{say('column_provider')}** {_provider(cause, say)}"
        )
        if cause.rivals:
            titles = [
                services.engine.knowledge.causes[one].title
                for one in cause.rivals
                if one in services.engine.knowledge.causes
            ]
            st.markdown(f"**{say('catalogue_rivals')}**\n" + "\n".join(f"- {say.markdown(title)}" for title in titles))
        example = cause.examples[0].paste[:LONGEST_EXAMPLE]
        st.caption(say("catalogue_example"))
        st.code(example, language=None, wrap_lines=True)
        st.button(
            say("catalogue_try"), key=f"try_{cause.id}", on_click=_try, args=(services, visit, cause.examples[0].paste)
        )
        st.caption(f"{say('column_checked')} {cause.checked}")


def _provider(cause: Cause, say: Words) -> str:
    known = f"provider_{cause.provider}"
    return say(known if known in say.knowledge.wording else "provider_other")


def _try(services: Services, visit: Visit, paste: str) -> None:
    actions.opened(services, visit, paste)
    st.session_state["go_chat"] = True


def _fits(cause: Cause, asked: str) -> bool:
    """Tell whether every word of the question stands in the cause's texts, signals or example."""
    texts = [cause.title.ja, cause.title.en, cause.why.ja, cause.why.en, cause.id, cause.category]
    for signal in cause.signals:
        texts += [*signal.says, *signal.code, *signal.type, *(str(one) for one in signal.status)]
    texts += [example.paste for example in cause.examples]
    everything = plain(" ".join(texts))
    return all(word in everything for word in plain(asked).split())
