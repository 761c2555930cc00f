"""An organization of one's own and its page, opened with the Admin key."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from assistant.domain.text import Language
from assistant.practice.organization import PracticeOrganization
from assistant.practice.server import PracticeServer
from tests.browser.conftest import Opener
from tests.browser.organization_page import OrganizationPage

Opened = Callable[..., OrganizationPage]


@pytest.fixture
def organization(practice_server: PracticeServer) -> Iterator[PracticeOrganization]:
    made = practice_server.new_organization("Aoyama")
    yield made
    made.all_fine()
    practice_server.drop(made)


@pytest.fixture
def opened(open_chat: Opener, practice_server: PracticeServer, organization: PracticeOrganization) -> Opened:
    """Open the page, give the key, and read the organization."""

    def page(language: Language = "en", *, read: bool = True, **more: object) -> OrganizationPage:
        found = OrganizationPage(open_chat("/organization", language=language, **more), organization, language)
        found.take_key(practice_server)
        if read:
            found.read()
        return found

    return page
