"""What stands on the screen: the words that a reader or a screen reader meets."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import TypeVar

from playwright.sync_api import Page

T = TypeVar("T")
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
LANGUAGE_NAME = "\u65e5\u672c\u8a9e"  # as its own button names it
LATIN = re.compile(r"[A-Za-z]{2,}")
# The same in both languages on purpose: names, and labels as OpenAI's console prints them.
SHARED = {
    *("Model Access Assistant", "English", "JST", "（JST）", "curl", "Python", "PROJECT / Limits", "Model usage"),
    *("Allowed models", "Blocked models", "Allow all models", "Edit", "Save", "Remove", "OpenAI"),
}
_WORDS = """() => {
  const words = [];
  const isData = (element) => element.closest('pre, code, textarea, style, script, [data-testid=stIconMaterial]');
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const [text, element] = [walker.currentNode.textContent.trim(), walker.currentNode.parentElement];
    if (text && !isData(element) && element.checkVisibility({ checkVisibilityCSS: true })) words.push(text);
  }
  for (const element of document.body.querySelectorAll('[aria-label], [placeholder], [alt], [title]'))
    for (const name of ['aria-label', 'placeholder', 'alt', 'title'])
      if (element.getAttribute(name) && element.checkVisibility()) words.push(element.getAttribute(name));
  return words;
}"""


def eventually(look: Callable[[], T], wanted: T, within: float = 5.0) -> T:
    """Look again and again until what is wanted is seen; return what was seen last."""
    deadline = time.monotonic() + within
    while (seen := look()) != wanted and time.monotonic() < deadline:
        time.sleep(0.1)
    return seen


def words_on(page: Page) -> set[str]:
    """Return every text, label, placeholder and alternative text of the page, without code and the user's own text."""
    return {" ".join(word.split()) for word in page.evaluate(_WORDS)}


def english_on(page: Page) -> set[str]:
    """Return what has Latin words and no Japanese at all, ids and names apart."""
    found = {word for word in words_on(page) if LATIN.search(word) and not JAPANESE.search(word)}
    return {word for word in found - SHARED if not is_value(word)}


def japanese_on(page: Page) -> set[str]:
    """Return what has Japanese in it, apart from the language's own name."""
    return {word for word in words_on(page) if JAPANESE.search(word)} - {LANGUAGE_NAME}


def is_value(word: str) -> bool:
    """Tell a model, an id, a host or a date from words of a language."""
    return (" " not in word and bool(re.search(r"[\d_./:-]", word))) or word in ("ft", "support")


def overflow_of(page: Page) -> int:
    """Return by how many pixels the page can be scrolled sideways."""
    return int(
        page.evaluate(
            "Math.max(...['body', '[data-testid=stMain]', '[data-testid=stAppViewContainer]']"
            ".map((one) => document.querySelector(one)).map((one) => one.scrollWidth - one.clientWidth))"
        )
    )
