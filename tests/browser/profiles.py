"""Browser profiles, emptied and used again: a new one would have Chromium compile the page's scripts once more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Error

from tests.browser.tab_record import TabRecord

LOCALES = {"ja": "ja-JP", "en": "en-US"}
EMPTY = "() => { localStorage.clear(); sessionStorage.clear(); }"


@dataclass(frozen=True, slots=True)
class Profile:
    """A context and what its tabs have done in the test at hand."""

    context: BrowserContext
    record: TabRecord


@dataclass
class Profiles:
    """Profiles that no test has at hand, by what they were made with."""

    chromium: Browser
    free: dict[tuple[object, ...], list[Profile]] = field(default_factory=dict)

    @contextmanager
    def one(self, language: str, scheme: str, width: int, height: int, **more: object) -> Iterator[Profile]:
        """Lend a profile without cookies, storage, permissions or tabs; one with `more` options is a new one."""
        free = self.free.setdefault((language, scheme, width, height), []) if not more else []
        profile = free.pop() if free else self._made(language, scheme, width, height, more)
        profile.record.begin()
        yield profile
        if more or not _emptied(profile.context):
            profile.context.close()
        else:
            free.append(profile)

    def close(self) -> None:
        for profiles in self.free.values():
            for profile in profiles:
                profile.context.close()

    def _made(self, language: str, scheme: str, width: int, height: int, more: dict[str, object]) -> Profile:
        context = self.chromium.new_context(
            locale=LOCALES[language],
            timezone_id="Asia/Tokyo",
            color_scheme=scheme,
            viewport={"width": width, "height": height},
            **more,
        )
        context.set_default_timeout(15_000)
        return Profile(context, TabRecord.of(context))


def _emptied(context: BrowserContext) -> bool:
    """Take everything out of a profile; False where a tab no longer answers."""
    try:
        context.set_offline(False)
        for page in context.pages:
            if page.url.startswith("http"):
                page.evaluate(EMPTY)
            page.close()
        context.clear_cookies()
        context.clear_permissions()
        context.unroute_all()
    except Error:
        return False
    return True
