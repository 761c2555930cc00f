"""The forms of a change for somebody who has yet to read the list: what stands on it is left open."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.permissions.forms import COMMAND, RESOURCE, flag, hcl, label

KEPT = "…"  # stands for the ids that are on the list already


@dataclass(frozen=True, slots=True)
class UnreadForms:
    """First the list is read; then one of two, as its mode says. `…` stands for what is on it already."""

    read: str
    allow: str
    deny: str
    terraform: str
    tool: str  # this project's own command, which reads, edits and guards by itself


def unread_forms(project_id: str, models: Sequence[str]) -> UnreadForms:
    """Return the forms of permitting exact ids in a project whose list was not read."""
    project = flag("--project-id", project_id)
    added = "".join(f" {flag('--model-id', one)}" for one in models)
    ids = "".join(f"    {hcl(one)},\n" for one in models)
    return UnreadForms(
        read=f"{COMMAND} retrieve {project}",
        allow=f"{COMMAND} update {project} --mode allow_list --model-id {KEPT}{added}",
        deny=f"{COMMAND} update {project} --mode deny_list --model-id {KEPT}",
        terraform=(
            f'resource "{RESOURCE}" "{label(project_id)}" {{\n'
            f"  project_id = {hcl(project_id)}\n"
            f'  mode       = "allow_list"\n'
            f"  model_ids  = [\n    # {KEPT}\n{ids}  ]\n}}\n"
        ),
        tool=f"model-access permissions allow {' '.join(map(shlex.quote, models))} {flag('--project', project_id)}",
    )
