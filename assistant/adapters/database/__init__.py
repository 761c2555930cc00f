"""The one database of everything stored: its tables' metadata, and how it is opened and brought up to date."""

from assistant.adapters.database.metadata import metadata
from assistant.adapters.database.opening import open_database
from assistant.adapters.database.writing import writing

__all__ = ["metadata", "open_database", "writing"]
