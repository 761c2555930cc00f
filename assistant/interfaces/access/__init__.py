"""Who is at the page and what they may do here: asked of Streamlit's login on every run and at every action."""

from assistant.interfaces.access.who import NotAllowedError, allowed, checker, current, may_open, owner

__all__ = ["NotAllowedError", "allowed", "checker", "current", "may_open", "owner"]
