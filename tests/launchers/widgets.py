"""One of each widget that the app draws, for the policy and the contrast."""

from __future__ import annotations

import streamlit as st

component = st.components.v2.component(
    "trial",
    html="<p id='drawn'></p>",
    js="export default c => { c.parentElement.querySelector('#drawn').textContent = 'component drew this' }",
)
st.title("見出し Heading")
st.markdown("Words with a [link](https://example.com) and `code`.")
st.markdown("![](https://remote.example/pixel.png)")
st.caption("A caption")
st.button("First", type="primary", key="first")
st.button("Second", key="second")
st.button("Third", type="tertiary", key="third")
st.link_button("Open", "https://example.com")
st.text_input("Words", value="typed", key="words")
st.radio("Choice", ["one", "two"], key="choice")
st.code("{'error': 1}", language=None)
st.status("Done", state="complete")
with st.container(border=True):
    st.badge("verified", color="green")
    st.badge("reported", color="blue")
    st.badge("possible", color="orange")
    st.badge("unknown", color="gray")
for draw in (st.info, st.success, st.warning, st.error):
    draw(draw.__name__)
with st.chat_message("assistant"):
    st.text("A reply")
component(key="component")
st.chat_input("Paste here", key="chat")
