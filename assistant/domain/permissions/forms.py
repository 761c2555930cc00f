"""One change in the forms in which others make it: the console's steps, curl, OpenAI's command line, Terraform."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass
from urllib.parse import quote

from assistant.domain.evidence import Policy, PolicyMode
from assistant.domain.permissions.edit import difference
from assistant.domain.permissions.policy import as_json

COMMAND = "openai admin:organization:projects:model-permissions"
RESOURCE = "openai_project_model_permissions"
ON_THE_WAY = ("choose_project", "open_limits", "model_usage")
TICK = ("edit_allowed", "tick_model", "save_allowed")
UNTICK = ("edit_blocked", "untick_model", "save_blocked")
HCL_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(frozen=True, slots=True)
class Forms:
    """The same change four times; `console` holds step ids of knowledge/, empty where no guide walks this change.

    `terraform` None: the resource is taken out of the configuration.
    """

    console: tuple[str, ...]
    curl: str
    command: str
    terraform: str | None


def forms(project_id: str, before: Policy, after: Policy, base_url: str) -> Forms:
    """Return the forms of a change to a known policy; every value is escaped for where it stands."""
    return Forms(
        console=_console(before, after),
        curl=_curl(project_id, after, base_url),
        command=_command(project_id, after),
        terraform=_terraform(project_id, after) if after.mode else None,
    )


def _console(before: Policy, after: Policy) -> tuple[str, ...]:
    change = difference(before, after)
    if after.mode is None:
        return (*ON_THE_WAY, "remove")
    if before.mode is not after.mode:
        return ()
    if after.mode is PolicyMode.ALLOW_LIST and change.adds and not change.takes_off:
        return (*ON_THE_WAY, *TICK)
    if after.mode is PolicyMode.DENY_LIST and change.takes_off and not change.adds:
        return (*ON_THE_WAY, *UNTICK)
    return ()


def _curl(project_id: str, after: Policy, base_url: str) -> str:
    url = shlex.quote(f"{base_url}/organization/projects/{quote(project_id, safe='')}/model_permissions")
    key = '-H "Authorization: Bearer $OPENAI_ADMIN_KEY"'
    if after.mode is None:
        return f"curl -X DELETE {url} {key}"
    body = shlex.quote(json.dumps(as_json(after)))
    return f"curl -X POST {url} {key} -H 'Content-Type: application/json' -d {body}"


def _command(project_id: str, after: Policy) -> str:
    project = flag("--project-id", project_id)
    if after.mode is None:
        return f"{COMMAND} delete {project}"
    models = "".join(f" {flag('--model-id', one)}" for one in after.model_ids)
    return f"{COMMAND} update {project} --mode {after.mode}{models}"


def flag(name: str, value: str) -> str:
    """Return an option with its value; one that begins with a hyphen cannot be taken for an option."""
    return f"{name}{'=' if value.startswith('-') else ' '}{shlex.quote(value)}"


def _terraform(project_id: str, after: Policy) -> str:
    name = label(project_id)
    ids = "".join(f"    {hcl(one)},\n" for one in after.model_ids)
    listed = f"[\n{ids}  ]" if ids else "[]"
    return (
        f"import {{\n  to = {RESOURCE}.{name}\n  id = {hcl(project_id)}\n}}\n\n"
        f'resource "{RESOURCE}" "{name}" {{\n'
        f"  project_id = {hcl(project_id)}\n"
        f"  mode       = {hcl(str(after.mode))}\n"
        f"  model_ids  = {listed}\n}}\n"
    )


def label(project_id: str) -> str:
    """Return the name under which Terraform knows a project's list."""
    return "project_" + re.sub(r"[^A-Za-z0-9_]", "_", project_id.removeprefix("proj_"))


def hcl(value: str) -> str:
    """Return a text as HCL writes it; a template sign in it stays a sign."""
    marked = value.replace("${", "$${").replace("%{", "%%{")
    return f'"{"".join(_hcl_sign(one) for one in marked)}"'


def _hcl_sign(sign: str) -> str:
    if sign in HCL_ESCAPES:
        return HCL_ESCAPES[sign]
    if sign.isprintable():
        return sign
    return f"\\u{ord(sign):04x}" if ord(sign) <= 0xFFFF else f"\\U{ord(sign):08x}"
