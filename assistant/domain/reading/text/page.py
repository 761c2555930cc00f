"""A web page where the API's JSON should be: something between has answered."""

from __future__ import annotations

import re

PAGE = "web_page"  # stands for the type of an error that is a page; causes name it in their signals
_PAGE = re.compile(r"<!doctype html\b|<html\b[^>]{0,200}>", re.IGNORECASE)


def is_page(seen: str, low: int, high: int) -> bool:
    """Tell whether a stretch of a text holds a web page."""
    return _PAGE.search(seen, low, high) is not None
