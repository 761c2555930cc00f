"""Where the app, its knowledge and its data are: in the checkout, in an installed wheel, in the user's data folder."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_SHIPPED = _PACKAGE / "shipped"


def app_file() -> Path:
    """Return the script that Streamlit runs."""
    return _root() / "app.py"


def knowledge_folder() -> Path:
    """Return the folder of causes, wording and pictures."""
    return _root() / "knowledge"


def data_folder() -> Path:
    """Return the folder for what is kept between runs, made when missing; MODEL_ACCESS_DATA_DIR names another."""
    named = os.environ.get("MODEL_ACCESS_DATA_DIR")
    folder = Path(named).expanduser().resolve() if named else _user_data()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def cache_folder() -> Path | None:
    """Return the folder for what can be made again, which need not exist; None for a user who has no home."""
    from platformdirs import user_cache_path

    try:
        return user_cache_path("model-access-assistant", appauthor=False)
    except (OSError, RuntimeError, KeyError):
        return None


def database_url() -> str:
    """Return SQLAlchemy's address of the database: DATABASE_URL, or a SQLite file in the data folder."""
    return os.environ.get("DATABASE_URL") or f"sqlite:///{(data_folder() / 'cases.sqlite3').as_posix()}"


def _root() -> Path:
    return _SHIPPED if (_SHIPPED / "app.py").is_file() else _PACKAGE.parent


def _user_data() -> Path:
    from platformdirs import user_data_path  # only a command that keeps something needs it

    return user_data_path("model-access-assistant", appauthor=False)
