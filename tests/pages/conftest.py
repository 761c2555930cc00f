"""The pages without a browser: Streamlit's own test runner, a database of each test's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant import wiring
from assistant.wiring import app
from tests.serving import ROOT

Opener = Callable[..., AppTest]


@pytest.fixture
def open_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opener:
    """Opens the app in a language; the query of the address may be given."""
    monkeypatch.setenv("MODEL_ACCESS_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("STREAMLIT_SECRETS_FILES", str(tmp_path / "secrets.toml"))
    for name in ("DATABASE_URL", "MODEL_ACCESS_HOSTED", "MODEL_ACCESS_BASE_URLS"):
        monkeypatch.delenv(name, raising=False)
    for made_once in (wiring.store, wiring.login_file, app._services):
        made_once.cache_clear()

    def opened(language: str = "en", **query: str) -> AppTest:
        page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        page.context["locale"] = {"ja": "ja-JP", "en": "en-US"}[language]
        page.context["timezone"] = "Asia/Tokyo"
        for name, value in query.items():
            page.query_params[name] = value
        return ran(page)

    return opened


def ran(page: AppTest) -> AppTest:
    page.run()
    assert not page.exception, page.exception
    return page
