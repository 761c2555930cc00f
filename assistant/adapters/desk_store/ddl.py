"""What SQLAlchemy has no words for, by dialect: the word index of tickets, and the guard of the audit record.

The index holds prepared tokens (`domain.desk.tokens`): neither FTS5's tokenizer nor PostgreSQL's parser knows Japanese.
"""

from __future__ import annotations

from collections.abc import Mapping

_SQLITE_INDEX = "CREATE VIRTUAL TABLE ticket_words USING fts5(words, tokenize = 'unicode61 remove_diacritics 0')"
_INDEX = """
CREATE TABLE ticket_words (
  ticket_id INTEGER PRIMARY KEY REFERENCES tickets (id) ON DELETE CASCADE,
  words TSVECTOR NOT NULL
)"""
_GUARD = """
CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'append only'; END $$"""
_GUARDED = """
CREATE TRIGGER audit_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()"""

_NO_REPLACE = """
CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append only'); END"""

WORD_INDEX: Mapping[str, tuple[str, ...]] = {
    "sqlite": (_SQLITE_INDEX,),
    "postgresql": (_INDEX, "CREATE INDEX ix_ticket_words ON ticket_words USING gin (words)"),
}

AUDIT_REPLACE: Mapping[str, tuple[str, ...]] = {"sqlite": (_NO_REPLACE,), "postgresql": ()}

AUDIT_GUARD: Mapping[str, tuple[str, ...]] = {
    "sqlite": tuple(
        f"CREATE TRIGGER audit_no_{verb} BEFORE {verb.upper()} ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END"
        for verb in ("update", "delete")
    ),
    "postgresql": (_GUARD, _GUARDED),
}
