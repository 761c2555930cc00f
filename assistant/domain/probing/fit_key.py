"""Which keys are never sent, seen from the key alone."""

from __future__ import annotations

from assistant.domain.probing.base_url import is_openai
from assistant.domain.probing.keys import ADMIN_PREFIX, Keys
from assistant.domain.probing.request import Slot

PROJECT_PREFIXES = ("sk-proj-", "sk-svcacct-")
FOREIGN_PREFIXES = ("sk-ant-", "sk-or-", "gsk_", "AIza", "hf_", "r8_", "xai-", "pplx-")
LONGEST_KEY = 4096


def key_in(keys: Keys, slot: Slot) -> str:
    """Return a key without the white space that copying leaves around it, or an empty text."""
    return ((keys.project if slot == "project" else keys.admin) or "").strip()


def unfit(keys: Keys, slot: Slot) -> str | None:
    """Return why a key is not sent, or None when it may be.

    no_key · characters (cannot stand in a header) · admin_key (on inference) · project_key (on an Admin endpoint) ·
    foreign_key (another vendor's, at OpenAI's own host).
    """
    key = key_in(keys, slot)
    if not key:
        return "no_key"
    if not key.isascii() or not key.isprintable() or " " in key or len(key) > LONGEST_KEY:
        return "characters"
    if slot == "project" and key.startswith(ADMIN_PREFIX):
        return "admin_key"
    if slot == "admin" and key.startswith(PROJECT_PREFIXES):
        return "project_key"
    return "foreign_key" if is_openai(keys.base_url) and key.startswith(FOREIGN_PREFIXES) else None
