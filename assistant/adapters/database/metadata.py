"""The one MetaData that every table of the house belongs to."""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()
