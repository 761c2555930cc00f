"""The error catalogue: every cause, searchable in both languages, with its example and the way into its guide."""

from __future__ import annotations

import streamlit as st

from assistant.domain.cause import Cause
from assistant.domain.guiding.phrase import plain
from assistant.domain.masking.mask import mask
from assistant.domain.text import as_code
from assistant.domain.view.words import Words
from assistant.interfaces.chat import actions
from assistant.interfaces.services import Services
from assistant.interfaces.visit import CASE, Visit, words

LONGEST_EXAMPLE = 1_500


@st.fragment
def draw(services: Services, visit: Visit) -> None:
    """Draw the page; an entry that is folded is not sent."""
    say = words(services, visit)
    st.page_link(st.session_state["pages"]["chat"], label=f"← {say('go_home')}")
    st.markdown(f"## {say('catalogue_title')}\n\n{say('catalogue_intro')}")
    asked = st.text_input(say("catalogue_search"), key="catalogue_search", max_chars=200)
    read = services.engine.read_as(asked) if " " in asked.strip() else None
    found = [one for one in services.engine.knowledge.causes.values() if one.id == read or _fits(one, asked)]
    st.caption(say("catalogue_count", count=len(found)))
    if not found:
        st.info(say("catalogue_empty", query=as_code(mask(asked).text)))
    for cause in found:
        label = f"{say.markdown(cause.title)} — {say(f'category_{cause.category}')}"
        box = st.expander(label, key=f"cause_{cause.id}", on_change="rerun")
        if box.open:
            with box:
                _entry(services, visit, cause, say)
    if st.session_state.pop("go_chat", False) and visit.case:
        st.switch_page(st.session_state["pages"]["chat"], query_params={CASE: visit.case.id})


def _entry(services: Services, visit: Visit, cause: Cause, say: Words) -> None:
    who = f"**{say('column_who')}** {say(f'who_{cause.who}')} · **{say('column_provider')}** {_provider(cause, say)}"
    st.markdown(f"{say.markdown(cause.why)}\n\n{who}\n\n{_signals(cause, say)}")
    rivals = [(services.engine.knowledge.causes[one].title, tell) for one, tell in cause.rivals.items()]
    if rivals:
        told = (f"- **{say.markdown(title)}**: {say.markdown(tell)}" for title, tell in rivals)
        st.markdown("\n".join([f"**{say('catalogue_rivals')}**", "", *told]))
    st.caption(say("catalogue_example"))
    st.code(cause.examples[0].paste[:LONGEST_EXAMPLE], language=None, wrap_lines=True)
    st.button(
        say("catalogue_try"), key=f"try_{cause.id}", on_click=_try, args=(services, visit, cause.examples[0].paste)
    )
    st.markdown(f"**{say('guide_title')}**\n\n{_guide(cause, say)}")
    st.caption(f"{say('column_checked')} {say.written(cause.checked)}")


def _signals(cause: Cause, say: Words) -> str:
    """Return the statuses and codes that the cause is known by."""
    known = {str(one) for signal in cause.signals for one in (*signal.status, *signal.code)}
    return f"**{say('column_signal')}** " + " ".join(as_code(one) for one in sorted(known)) if known else ""


def _guide(cause: Cause, say: Words) -> str:
    """Return the guide as a whole: every step with its words, in the file's order."""
    steps = cause.steps.values()
    return "\n".join(f"1. **{say.markdown(one.title)}**  \n   {say.markdown(one.say)}" for one in steps)


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
