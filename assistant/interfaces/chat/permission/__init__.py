"""A permission in the chat: the ways to change a list or to ask for it, and what became of either."""
