"""Two processes on one database: every ticket is claimed and approved once, and the audit record says by whom."""

from __future__ import annotations

import json
import subprocess
import sys

import sqlalchemy as sa

from assistant.adapters.database.opening import driven
from tests.desk.conftest import QUOTA, Parts, ticket
from tests.serving import ROOT

COUNT = 40
PROGRAM = """
import json, sys
from assistant.domain.desk.draft import SavedDraft
from tests.desk.conftest import Parts
parts, who = Parts.at(sys.argv[1]), sys.argv[2]
ids = range(1, int(sys.argv[3]) + 1)
won = []
for one in ids:
    ticket = parts.store.ticket(one)
    claimed = parts.desk.claim(one, ticket.version, who)
    if claimed.refused is None:
        draft = SavedDraft("", who, "customer", "en", who, 1, "saved")
        if parts.desk.approve(one, claimed.ticket.version, who, draft).refused is None:
            won.append(one)
print(json.dumps(won))
"""


def test_two_processes_answer_every_ticket_once(database_url):
    parts = Parts.at(database_url)
    parts.take(*(ticket(f"T-{at}", f"{at} {QUOTA}") for at in range(COUNT)))
    begun = [
        subprocess.Popen([sys.executable, "-c", PROGRAM, database_url, who, str(COUNT)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for who in ("one", "two")
    ]
    won = [json.loads(process.communicate(timeout=120)[0]) for process in begun]
    assert sorted(won[0] + won[1]) == list(range(1, COUNT + 1))
    for who, ids in zip(("one", "two"), won, strict=True):
        assert all(parts.store.draft(one).approver == who == parts.store.ticket(one).holder for one in ids)
    engine = sa.create_engine(driven(database_url))
    with engine.connect() as connection:
        lines = connection.execute(sa.text("SELECT action, ticket_id, who FROM audit")).all()
    engine.dispose()
    assert len({(line.action, line.ticket_id) for line in lines}) == len(lines) == 2 * COUNT
    parts.close()
