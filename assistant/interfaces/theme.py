"""The theme of the served app, put together once."""

from __future__ import annotations

from functools import cache

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session


def remember() -> None:
    """Have Streamlit keep the theme, which it puts together from its 367 options six times in every run.

    That is an eighth of a turn; while the app is served, no setting changes.
    """
    populate = app_session._populate_theme_msg  # noqa: SLF001 - nothing public spares it

    @cache
    def made(section: str) -> CustomThemeConfig:
        theme = CustomThemeConfig()
        populate(theme, section)
        return theme

    def remembered(msg: CustomThemeConfig, section: str = "theme") -> None:
        if made(section).ByteSize():
            msg.MergeFrom(made(section))

    app_session._populate_theme_msg = remembered  # noqa: SLF001
