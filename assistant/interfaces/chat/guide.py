"""Draws the guide: the answers so far as a quiet list, then one step with its buttons."""

from __future__ import annotations

import html
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote

import streamlit as st

from assistant.domain.guiding.guide import PERSON
from assistant.domain.view.render import View
from assistant.domain.view.step import Button, ReadyMessage, ShownPicture, StepCard
from assistant.domain.view.words import Words
from assistant.interfaces.chat import actions
from assistant.interfaces.chat.practice_mark import practice_mark
from assistant.interfaces.services import Services
from assistant.interfaces.times import local
from assistant.interfaces.visit import CASE, Visit

ROW = 3


def draw_past(services: Services, visit: Visit, view: View, say: Words) -> None:
    """Draw the answered steps; each is a way back."""
    if not view.past:
        return
    box = st.expander(f"{say('history_title')} ({len(view.past)})", key="past", on_change="rerun")
    if not box.open:
        return
    with box:
        for one in view.past:
            st.button(
                f"{one.title}: {one.answer}",
                key=f"past_{one.step_id}",
                type="tertiary",
                help=say("history_change"),
                on_click=actions.went_back,
                args=(services, visit, view.version, one.step_id),
            )


def draw_step(services: Services, visit: Visit, view: View, say: Words, act: Callable[[], None]) -> None:
    """Draw the step that is next, an end included; `act` draws what a check or an end offers, inside the card."""
    step = view.step
    if step is None:
        return
    with st.container(border=True, key="step"):
        title = f"{_counter(step, say, practice=view.practice)}\n\n## {step.title}"
        if step.warn:
            st.markdown(title)
            st.warning(step.warn)
            st.markdown(step.say)
        else:
            st.markdown(f"{title}\n\n{step.say}")
        if step.picture:
            st.html(_figure(step.picture))
        _links(view, step, say)
        if step.retry_at:
            st.caption(say("wait_next", time=say("list_separator").join(local(one, "%H:%M") for one in step.retry_at)))
        _seen(view, step, say)
        if not _asks(services, visit, view, step, say):
            for message in step.messages:
                _message(message, say, len(step.messages))
        if step.verb in ("check", "end"):
            act()
        if step.verb != "end":
            _buttons(services, visit, view, step, say)
    _unseen(services, visit, view, say)


def _seen(view: View, step: StepCard, say: Words) -> None:
    """Say at a step in the console what the Admin key showed of the list: the exact list and the exact ids."""
    if view.seen is None or not step.checked:
        return
    at = local(view.seen.at, "%H:%M")
    st.info(f"{view.seen.said}  \n:small[{say('seen_by', time=at)}]")


def _asks(services: Services, visit: Visit, view: View, step: StepCard, say: Words) -> bool:
    """Draw what goes beyond a message to copy; False where the message alone is to be drawn."""
    case = visit.case
    if case is None or step.asks is None:
        return False
    if step.asks == "support":
        from assistant.interfaces.chat import supporting

        supporting.draw(services, case, say)
        return True
    if view.wanted is None:
        return False
    from assistant.interfaces.chat.permission import asking

    asking.draw(services, visit, case, view.wanted, say)
    return True


def _unseen(services: Services, visit: Visit, view: View, say: Words) -> None:
    if view.unseen is not None:
        from assistant.interfaces.chat import unseen

        unseen.draw(services, visit, view.version, view.unseen, say)


def _counter(step: StepCard, say: Words, *, practice: bool) -> str:
    """Return how far the guide has come, when the console was last looked at, and the mark of practice."""
    told = [] if step.verb == "end" else [say("step_counter", step=step.number, total=step.total)]
    told += [say("step_checked", date=step.checked)] if step.checked else []
    parts = [f":small[{' · '.join(told)}]"] if told else []
    return " ".join([*parts, practice_mark(say)] if practice else parts)


def _links(view: View, step: StepCard, say: Words) -> None:
    """Draw the pages to open; in practice the console's are the practice console."""
    if view.practice and step.checked:
        page = st.session_state["pages"]["practice"]
        st.page_link(
            page, label=say("practice_console"), icon=":material/open_in_new:", query_params={CASE: view.case_id}
        )
        return
    for index, link in enumerate(step.links):
        st.link_button(f"{link.label} ↗", link.url, key=f"link_{step.id}_{index}")


@lru_cache
def _figure(picture: ShownPicture) -> str:
    """Return our own drawing as a figure; an image by address, so that nothing in it can run."""
    source = "data:image/svg+xml," + quote(picture.svg)
    alt, caption = html.escape(picture.alt, quote=True), html.escape(picture.caption)
    return (
        f'<figure style="margin:0"><img src="{source}" alt="{alt}" style="width:100%;height:auto">'
        f'<figcaption style="font-size:.8rem;line-height:1.5">{caption}</figcaption></figure>'
    )


def _message(message: ReadyMessage, say: Words, count: int) -> None:
    label = say("message_title") if count == 1 else f"{say('message_title')} ({say(f'language_{message.language}')})"
    with st.expander(label, expanded=message.language == say.language):
        st.code(f"{message.subject}\n\n{message.body}", language=None, wrap_lines=True)


def _buttons(services: Services, visit: Visit, view: View, step: StepCard, say: Words) -> None:
    """Draw the answers in one row, and below them, by style, the two ways that every step has."""
    with st.container(horizontal=True, key="answers"):
        for button in step.buttons:
            _button(services, visit, view, step, button)
        _standing(services, visit, view, step, say)


def _button(services: Services, visit: Visit, view: View, step: StepCard, button: Button) -> None:
    kind = "primary" if button.primary else "secondary" if button.kind == "choice" else "tertiary"
    st.button(
        button.label,
        key=f"answer_{step.id}_{button.answer}",
        type=kind,  # type: ignore[arg-type]  # one of the three words above
        on_click=actions.answered,
        args=(services, visit, view.version, step.id, button.answer),
    )


def _standing(services: Services, visit: Visit, view: View, step: StepCard, say: Words) -> None:
    st.button(
        f"← {say('step_back')}",
        key="step_back",
        type="tertiary",
        on_click=actions.went_back,
        args=(services, visit, view.version),
    )
    st.button(
        say("step_person"),
        key="step_person",
        type="tertiary",
        on_click=actions.answered,
        args=(services, visit, view.version, step.id, PERSON),
    )
