"""The macros of each person, in the desk's own database; one person never sees another's."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.adapters.database import writing
from assistant.adapters.desk_store.record import record
from assistant.adapters.desk_store.store import DeskStore
from assistant.adapters.desk_store.tables import macros
from assistant.domain.desk.macros import MOST, Macro
from assistant.domain.text import Text


class MacroStore:
    """Macros by owner; a change names the version it was made from."""

    def __init__(self, store: DeskStore) -> None:
        """Work on the database of a store."""
        self._engine = store.engine

    def of(self, owner: str) -> list[Macro]:
        """Return a person's macros by name."""
        query = sa.select(macros).where(macros.c.owner == owner).order_by(macros.c.name).limit(MOST)
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        return [Macro(row["id"], row["name"], Text(row["ja"], row["en"]), row["version"]) for row in rows]

    def save(self, owner: str, macro: Macro, at: str) -> int | str:
        """Insert or change a macro and return its id, or why not: `taken`, `late`, `full`."""
        values = {"name": macro.name, "ja": macro.text.ja, "en": macro.text.en, "updated": at}
        own = macros.c.owner == owner
        try:
            with writing(self._engine) as connection:
                if macro.id is None:
                    many = connection.execute(sa.select(sa.func.count()).select_from(macros).where(own)).scalar_one()
                    if many >= MOST:
                        return "full"
                    fresh = macros.insert().returning(macros.c.id).values(owner=owner, version=0, **values)
                    saved = int(connection.execute(fresh).scalar_one())
                else:
                    match = own & (macros.c.id == macro.id) & (macros.c.version == macro.version)
                    newer = macros.update().where(match).values(version=macro.version + 1, **values)
                    if connection.execute(newer).rowcount != 1:
                        return "late"
                    saved = macro.id
                record(connection, at, owner, "macro", None, str(saved))
                return saved
        except sa.exc.IntegrityError:
            return "taken"

    def delete(self, owner: str, macro_id: int, at: str) -> bool:
        """Delete one of a person's macros; False where there is none."""
        match = (macros.c.owner == owner) & (macros.c.id == macro_id)
        with writing(self._engine) as connection:
            gone = connection.execute(macros.delete().where(match)).rowcount == 1
            if gone:
                record(connection, at, owner, "macro_delete", None, str(macro_id))
            return gone
