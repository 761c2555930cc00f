"""The door of the standalone server, /practice/…, on loopback and with a key: faults on and off, projects, calls."""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from assistant.practice.directory import Directory
from assistant.practice.faults import FAULTS
from assistant.practice.organization import PracticeOrganization
from assistant.practice.routes import Route as Place
from assistant.practice.wire import Arrival

_LONGEST = 86_400.0  # seconds
Handle = Callable[[PracticeOrganization, Request], Awaitable[Response]]


def door_routes(directory: Directory) -> list[BaseRoute]:
    """Return the routes of the door; each speaks about the organization whose key the request presents."""
    table: tuple[tuple[str, str, Handle], ...] = (
        ("/practice/organization", "GET", _organization),
        ("/practice/faults", "GET", _faults),
        ("/practice/faults", "POST", _switch_on),
        ("/practice/faults", "DELETE", _all_fine),
        ("/practice/faults/{fault}", "DELETE", _switch_off),
        ("/practice/calls", "GET", _calls),
    )
    return [Route(path, _guarded(directory, handle), methods=[method]) for path, method, handle in table]


def _guarded(directory: Directory, handle: Handle) -> Callable[[Request], Awaitable[Response]]:
    async def guarded(request: Request) -> Response:
        if request.client is None or not ipaddress.ip_address(request.client.host).is_loopback:
            return _refused(403, "loopback only")
        secret = Arrival("", "", headers={"authorization": request.headers.get("authorization", "")}).secret
        organization = directory.owner(secret)
        return await handle(organization, request) if organization else _refused(401, "a key of the organization")

    return guarded


def _refused(status: int, needed: str) -> Response:
    return JSONResponse({"needed": needed}, status)


async def _organization(organization: PracticeOrganization, _request: Request) -> Response:
    projects = [
        {
            "id": project.id,
            "role": project.role,
            "name": project.name,
            "archived": project.archived,
            "mode": project.policy.mode,
            "model_ids": list(project.policy.model_ids),
        }
        for project in organization.projects()
    ]
    return JSONResponse({"id": organization.id, "name": organization.name, "projects": projects})


async def _faults(organization: PracticeOrganization, _request: Request) -> Response:
    on = [asdict(each) for each in organization.faults()]
    known = [{"id": fault.id, "group": fault.group, "cause": fault.cause} for fault in FAULTS.values()]
    return JSONResponse({"on": on, "known": known})


async def _switch_on(organization: PracticeOrganization, request: Request) -> Response:
    try:
        organization.switch_on(**_wish(await request.json()))
    except (KeyError, TypeError, ValueError) as error:
        return _refused(400, f"fault, seconds, times, after, project_id, models, routes ({type(error).__name__})")
    return await _faults(organization, request)


def _wish(body: Any) -> dict[str, Any]:
    """Return the arguments of `switch_on` that a body states."""
    wish: dict[str, Any] = {"fault_id": body["fault"]}
    wish.update({name: read(body[name]) for name, read in _READ.items() if body.get(name) is not None})
    return wish


def _seconds(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _LONGEST:
        raise ValueError(value)
    return float(value)


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(value)
    return value


def _names(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise TypeError(value)
    return value


def _places(value: Any) -> list[Place]:
    return [Place(each) for each in _names(value)]


_READ: Mapping[str, Callable[[Any], Any]] = {
    "seconds": _seconds,
    "times": _count,
    "after": _count,
    "project_id": str,
    "models": _names,
    "routes": _places,
}


async def _all_fine(organization: PracticeOrganization, request: Request) -> Response:
    organization.all_fine()
    return await _faults(organization, request)


async def _switch_off(organization: PracticeOrganization, request: Request) -> Response:
    organization.switch_off(request.path_params["fault"])
    return await _faults(organization, request)


async def _calls(organization: PracticeOrganization, _request: Request) -> Response:
    return JSONResponse({"calls": [asdict(call) for call in organization.calls()]})
