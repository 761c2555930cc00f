"""What the organization refuses by its own state, with no fault on: status, type, code, param and sentence."""

from __future__ import annotations

import pytest

from tests.practice.plain import ask

RESPONSES = "/responses"
CHAT = "/chat/completions"


def chat(model, **more):
    return {"model": model, "messages": [{"role": "user", "content": "ping"}], **more}


def response(model, **more):
    return {"model": model, "input": "ping", **more}


# key, path, body, status, type, code, param, how the sentence reads
REFUSED = [
    ("allow", RESPONSES, response("gpt-4.1"), 403, "model_not_found", None, "Project `{allow}` does not have access to model `gpt-4.1`"),
    ("deny", CHAT, chat("gpt-4.1"), 403, "model_not_found", None, "Project `{deny}` does not have access to model `gpt-4.1`"),
    ("alias", CHAT, chat("gpt-4.1-2025-04-14"), 403, "model_not_found", None, "Project `{alias}` does not have access to model `gpt-4.1-2025-04-14`"),
    ("allow", "/embeddings", {"model": "text-embedding-3-large", "input": "a"}, 403, "model_not_found", None, "Project `{allow}` does not have access to model `text-embedding-3-large`"),
    ("allow", RESPONSES, response("gpt-4o", tools=[{"type": "image_generation"}]), 403, "model_not_found", None, "Project `{allow}` does not have access to model `gpt-image-2.6-flare`"),
    ("open", RESPONSES, response("gpt-4.l"), 404, "model_not_found", None, "The model `gpt-4.l` does not exist or you do not have access to it."),
    ("open", CHAT, chat("openai/gpt-4.1"), 404, "model_not_found", None, "The model `openai/gpt-4.1` does not exist or you do not have access to it."),
    ("open", CHAT, chat("gpt-3.5-turbo"), 404, "model_not_found", None, "The model `gpt-3.5-turbo` has been deprecated, learn more here: https://platform.openai.com/docs/deprecations"),
    ("open", CHAT, chat("o3-pro"), 404, None, "model", "This model is only supported in v1/responses and not in v1/chat/completions."),
    ("open", CHAT, chat("text-embedding-3-small"), 404, None, "model", "This is not a chat model and thus not supported in the v1/chat/completions endpoint. Did you mean to use v1/completions?"),
    ("open", "/completions", {"model": "gpt-4.1", "prompt": "a"}, 404, None, "model", "This is a chat model and not supported in the v1/completions endpoint. Did you mean to use v1/chat/completions?"),
    ("open", "/embeddings", {"model": "gpt-4.1", "input": "a"}, 403, None, None, "You are not allowed to generate embeddings from this model"),
    ("open", "/images/generations", {"model": "gpt-4.1", "prompt": "a"}, 400, "invalid_value", "model", "Invalid value: 'gpt-4.1'. Supported values are: 'gpt-image-2.6-flare'."),
    ("open", CHAT, chat("gpt-6.1-sol", max_tokens=5), 400, "unsupported_parameter", "max_tokens", "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."),
    ("open", CHAT, chat("gpt-6-astra", temperature=0.2), 400, "unsupported_value", "temperature", "Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported."),
    ("open", RESPONSES, response("gpt-4.1", max_output_tokens=1), 400, "integer_below_min_value", "max_output_tokens", "Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but got 1 instead."),
    ("open", RESPONSES, {"model": "gpt-4.1"}, 400, "missing_required_parameter", "input", "Missing required parameter: 'input'."),
    ("open", RESPONSES, b"{", 400, None, None, "We could not parse the JSON body of your request."),
    ("open", "/response", response("gpt-4.1"), 404, None, None, "Invalid URL (POST /v1/response)"),
    ("open", "//v1/v1/models", None, 404, None, None, "Invalid URL (POST /v1/v1/models)"),
    ("archived", RESPONSES, response("gpt-4.1"), 401, "not_authorized_invalid_project", None, "The project you are requesting has been archived and is no longer accessible"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "path", "body", "status", "code", "param", "says"),
    REFUSED,
    ids=[f"{row[3]}-{row[6][:40]}" for row in REFUSED],
)
def test_refusal(server, org, key, path, body, status, code, param, says):
    answer = ask(server.base_url, "POST", path, org.secret(key), body)
    ids = {project.role: project.id for project in org.projects()}
    expected = {"message": says.format(**ids), "type": "invalid_request_error", "param": param, "code": code}
    assert (answer.status, answer.error) == (status, expected)
    assert answer.headers["x-request-id"].startswith("req_")


def test_a_key_without_list_scope_calls_but_does_not_list(server, org):
    secret = org.secret("no_list_scope")
    listed = ask(server.base_url, "GET", "/models", secret)
    assert (listed.status, listed.error["code"]) == (403, "missing_scope")
    assert "Missing scopes: api.model.read. " in listed.error["message"]
    assert "openai-project" not in listed.headers
    assert ask(server.base_url, "POST", RESPONSES, secret, response("gpt-4.1")).status == 200


def test_a_key_without_request_scope_lists_but_does_not_call(server, org):
    secret = org.secret("no_request_scope")
    assert ask(server.base_url, "GET", "/models", secret).status == 200
    for path, body, scope in (
        (RESPONSES, response("gpt-4.1"), "api.responses.write"),
        (CHAT, chat("gpt-4.1"), "model.request"),
    ):
        called = ask(server.base_url, "POST", path, secret, body)
        assert (called.status, called.error["code"]) == (401, "missing_scope")
        assert f"Missing scopes: {scope}. " in called.error["message"]


def test_who_calls(server, org):
    url = server.base_url
    nobody = ask(url, "GET", "/models")
    assert (nobody.status, nobody.error["code"]) == (401, None)
    assert nobody.error["message"].startswith("You didn't provide an API key.")
    assert nobody.headers["www-authenticate"] == 'Bearer realm="OpenAI API"'

    stranger = ask(url, "GET", "/models", "sk-" + "proj-" + "Q" * 40 + "wxyz")
    assert (stranger.status, stranger.error["code"]) == (401, "invalid_api_key")
    assert stranger.error["message"] == (
        f"Incorrect API key provided: sk-proj-{'*' * 40}wxyz."
        " You can find your API key at https://platform.openai.com/account/api-keys."
    )
    assert "openai-organization" not in stranger.headers

    admin = ask(url, "POST", RESPONSES, org.secret("admin"), response("gpt-4.1"))
    assert (admin.status, admin.error["code"]) == (401, "invalid_api_key")
    project = ask(url, "GET", "/organization/projects", org.secret("open"))
    assert (project.status, project.error["code"]) == (403, "missing_scope")
    assert "Missing scopes: api.management.read. " in project.error["message"]
    assert ask(url, "GET", "/models", org.secret("service_account")).status == 200


@pytest.mark.parametrize(
    ("header", "value", "code", "says"),
    [
        ("OpenAI-Organization", "org-" + "A" * 24, "mismatched_organization", "OpenAI-Organization header should match organization for API key"),
        ("OpenAI-Organization", "acme", "invalid_organization", "No such organization: acme."),
        ("OpenAI-Project", "proj_" + "A" * 24, "mismatched_project", "OpenAI-Project header should match project for API key"),
    ],
)  # fmt: skip
def test_headers_that_name_someone_else(server, org, header, value, code, says):
    answer = ask(server.base_url, "GET", "/models", org.secret("open"), headers={header: value})
    assert (answer.status, answer.error["code"], answer.error["message"]) == (401, code, says)


def test_headers_that_repeat_the_truth(server, org):
    truth = {"OpenAI-Organization": org.id, "OpenAI-Project": org.project("open").id}
    assert ask(server.base_url, "GET", "/models", org.secret("open"), headers=truth).status == 200


def test_scope_is_checked_before_money_and_the_model_before_money(server, org):
    org.switch_on("credit_balance_exhausted")
    assert ask(server.base_url, "GET", "/models", org.secret("no_list_scope")).status == 403
    assert ask(server.base_url, "POST", RESPONSES, org.secret("allow"), response("gpt-4.1")).status == 403
    assert ask(server.base_url, "POST", RESPONSES, org.secret("open"), response("gpt-4.1")).status == 429
