"""The smallest page that has what the server's tests need."""

from __future__ import annotations

import streamlit as st

if pasted := st.chat_input("paste", key="chat"):
    if pasted.startswith("boom"):
        raise ValueError(pasted)
    st.text(f"{len(pasted)} characters")
