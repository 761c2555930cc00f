"""Draws the message to OpenAI's support: what their article asks for, and what was left out on purpose."""

from __future__ import annotations

import streamlit as st

from assistant.domain.case import Case
from assistant.domain.view.support import support
from assistant.domain.view.words import Words
from assistant.interfaces.chat.permission.asking import chosen_language, draw_message
from assistant.interfaces.services import Services


def draw(services: Services, case: Case, say: Words) -> None:
    """Draw the message in a language of its own."""
    st.markdown(f"**{say('support_title')}**  \n{say('support_what')}")
    language = chosen_language("support_language", say)
    message = support(case, services.engine.diagnosis(case), services.engine.knowledge, language)
    draw_message(message.subject, message.text, "support", language, say, None)
    shown = support(case, services.engine.diagnosis(case), services.engine.knowledge, say.language)
    st.markdown("\n".join([f":small[**{say('support_left_out')}**]", "", *(f"- {one}" for one in shown.left_out)]))
