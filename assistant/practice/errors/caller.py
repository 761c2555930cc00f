"""The refusals of the caller: key, scope, organization, project, place (E08 to E20, E37 to E40)."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus

from assistant.practice.errors.shape import ApiError
from assistant.practice.identity import mask

_CHALLENGE = {"www-authenticate": 'Bearer realm="OpenAI API"'}


def missing_scopes(scopes: Iterable[str], status: int) -> ApiError:
    """E08: 401 is captured on inference, 403 on the model list and on Admin paths."""
    text = (
        f"You have insufficient permissions for this operation. Missing scopes: {', '.join(scopes)}. Check that you"
        " have the correct role in your organization (Reader, Writer, Owner) and project (Viewer, Member, Owner), and"
        " if you're using a restricted API key, that it has the necessary scopes."
    )
    challenge = _CHALLENGE if status == HTTPStatus.UNAUTHORIZED else {}
    return ApiError(status, text, code="missing_scope", headers=challenge)


def insufficient_permissions() -> ApiError:
    """E09: no scope is named."""
    return ApiError(403, "You have insufficient permissions for this operation.")


def invalid_key(secret: str) -> ApiError:
    """E13: the key is echoed with its middle starred."""
    text = (
        f"Incorrect API key provided: {mask(secret)}. You can find your API key at"
        " https://platform.openai.com/account/api-keys."
    )
    return ApiError(401, text, code="invalid_api_key", headers=_CHALLENGE)


def no_key() -> ApiError:
    """E14: no Authorization header, or an empty one."""
    text = (
        "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth"
        " (i.e. Authorization: Bearer YOUR_KEY), or as the password field (with blank username) if you're accessing"
        " the API from your browser and are prompted for a username and password. You can obtain an API key from"
        " https://platform.openai.com/account/api-keys."
    )
    return ApiError(401, text, headers=_CHALLENGE)


def refused_identity(message: str, code: str | None) -> ApiError:
    """E15 to E20, E37, E39, E40: a 401 that refuses who, whose or where the caller is."""
    return ApiError(401, message, code=code, headers=_CHALLENGE)


def mismatched_organization() -> ApiError:
    """E15: the header names another organization than the key's."""
    text = "OpenAI-Organization header should match organization for API key"
    return refused_identity(text, "mismatched_organization")


def no_such_organization(organization: str) -> ApiError:
    """E16: the header names no organization at all."""
    return refused_identity(f"No such organization: {organization}.", "invalid_organization")


def mismatched_project() -> ApiError:
    """E17: the header names another project than the key's."""
    return refused_identity("OpenAI-Project header should match project for API key", "mismatched_project")


def archived_project() -> ApiError:
    """E18: archiving cannot be undone."""
    text = "The project you are requesting has been archived and is no longer accessible"
    return refused_identity(text, "not_authorized_invalid_project")


def not_a_member() -> ApiError:
    """E19: the key's owner left, or was taken off, the organization."""
    return refused_identity("You must be a member of an organization to use the API", None)


def account_deactivated() -> ApiError:
    """E20: the code is known, its sentence is not (facts, section 10); this one is made up."""
    text = "The OpenAI account associated with this API key has been deactivated."
    return refused_identity(text, "account_deactivated")


def ip_not_authorized() -> ApiError:
    """E37: not on the allow list of addresses."""
    return refused_identity("Your IP is not authorized to make this request.", "ip_not_authorized")


def unsupported_country() -> ApiError:
    """E38: depends on the address that the request leaves from."""
    text = "Country, region, or territory not supported"
    return ApiError(403, text, type="request_forbidden", code="unsupported_country_region_territory")


def incorrect_hostname(host: str) -> ApiError:
    """E39: the message names the right host."""
    text = f"Attempted to access resource with incorrect regional hostname. Please make your request to {host}"
    return refused_identity(text, "incorrect_hostname")


def geography_restricted() -> ApiError:
    """E40: a regional host, and a project without that residency."""
    text = "This endpoint is only accessible by projects with geography restrictions enabled."
    return refused_identity(text, None)
