"""One group worked through: the verdict and the shared draft looked at once, then ticket after ticket approved."""

from assistant.interfaces.desk.group.page import draw

__all__ = ["draw"]
