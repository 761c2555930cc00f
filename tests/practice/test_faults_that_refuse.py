"""Every fault that ends in a sound HTTP answer: status, type, code, param and sentence, as the facts have them."""

from __future__ import annotations

import re

import pytest

from assistant.practice.faults import FAULTS
from assistant.practice.faults.effects import Arrange, Edit, Refuse
from tests.practice.plain import ask

CALL = ("POST", "/responses", {"model": "gpt-4.1", "input": "ping"})
CHAT = ("POST", "/chat/completions", {"model": "gpt-4.1", "messages": [{"role": "user", "content": "ping"}]})
EMBED = ("POST", "/embeddings", {"model": "text-embedding-3-small", "input": "a"})
LIST = ("GET", "/models", None)
ONE = ("GET", "/models/gpt-4.1", None)
SEARCH = ("POST", "/responses", {**CALL[2], "tools": [{"type": "web_search"}]})
FLEX = ("POST", "/responses", {**CALL[2], "service_tier": "flex"})
POLICY = ("GET", "/organization/projects/{open}/model_permissions", None)

BAD = "invalid_request_error"
POOR = "insufficient_quota"
BUSY = "rate_limit_exceeded"
VERIFY = r"Your organization must be verified to {}\. Please go to: https://platform\.openai\.com/settings/organization/general"

# fault, request, status, type, code, param, the sentence as a pattern
REFUSALS = [
    ("policy_allow_list", CALL, 403, BAD, "model_not_found", None, r"Project `{open}` does not have access to model `gpt-4\.1`$"),
    ("policy_deny_list", CHAT, 403, BAD, "model_not_found", None, r"Project `{open}` does not have access to model `gpt-4\.1`$"),
    ("denied_without_policy", CALL, 403, BAD, "model_not_found", None, r"Project `{open}` does not have access to model `gpt-4\.1`$"),
    ("denied_snapshot", CALL, 403, BAD, "model_not_found", None, r"Project `{open}` does not have access to model `gpt-4\.1-2025-04-14`$"),
    ("denied_other_project", CALL, 403, BAD, "model_not_found", None, r"Project `proj_(?!{bare})\w{{24}}` does not have access to model `gpt-4\.1`$"),
    ("model_not_found", CALL, 404, BAD, "model_not_found", None, r"The model `gpt-4\.1` does not exist or you do not have access to it\.$"),
    ("model_not_found", ONE, 404, BAD, "model_not_found", "model", r"The model 'gpt-4\.1' does not exist$"),
    ("model_shut_down", CALL, 404, BAD, "model_not_found", None, r"The model `gpt-4\.1` has been deprecated, learn more here: https://platform\.openai\.com/docs/deprecations$"),
    ("unverified_404", CALL, 404, BAD, "model_not_found", None, VERIFY.format(r"use the model `gpt-4\.1`")),
    ("unverified_403", CALL, 403, BAD, None, None, VERIFY.format(r"use the model `gpt-4\.1`")),
    ("unverified_stream", CALL, 400, BAD, "unsupported_value", "stream", VERIFY.format("stream this model")),
    ("unverified_summary", CALL, 400, BAD, "unsupported_value", "reasoning.summary", VERIFY.format("generate reasoning summaries")),
    ("no_list_scope", LIST, 403, BAD, "missing_scope", None, r"You have insufficient permissions for this operation\. Missing scopes: api\.model\.read\. "),
    ("no_request_scope", CHAT, 401, BAD, "missing_scope", None, r"You have insufficient permissions for this operation\. Missing scopes: model\.request\. "),
    ("no_request_scope_403", CALL, 403, BAD, "missing_scope", None, r"You have insufficient permissions for this operation\. Missing scopes: model\.request\. "),
    ("insufficient_permissions", LIST, 403, BAD, None, None, r"You have insufficient permissions for this operation\.$"),
    ("bad_key", LIST, 401, BAD, "invalid_api_key", None, r"Incorrect API key provided: sk-proj-\*+{tail}\. You can find your API key at https://platform\.openai\.com/account/api-keys\.$"),
    ("no_key", LIST, 401, BAD, None, None, r"You didn't provide an API key\. "),
    ("account_deactivated", LIST, 401, BAD, "account_deactivated", None, "deactivated"),
    ("not_a_member", LIST, 401, BAD, None, None, "You must be a member of an organization to use the API$"),
    ("mismatched_organization", LIST, 401, BAD, "mismatched_organization", None, "OpenAI-Organization header should match organization for API key$"),
    ("unknown_organization", LIST, 401, BAD, "invalid_organization", None, r"No such organization: org-\w{{24}}\.$"),
    ("mismatched_project", LIST, 401, BAD, "mismatched_project", None, "OpenAI-Project header should match project for API key$"),
    ("project_archived", LIST, 401, BAD, "not_authorized_invalid_project", None, "The project you are requesting has been archived and is no longer accessible$"),
    ("ip_not_allowed", LIST, 401, BAD, "ip_not_authorized", None, r"Your IP is not authorized to make this request\.$"),
    ("unsupported_country", LIST, 403, "request_forbidden", "unsupported_country_region_territory", None, "Country, region, or territory not supported$"),
    ("regional_host", LIST, 401, BAD, "incorrect_hostname", None, r"Attempted to access resource with incorrect regional hostname\. Please make your request to eu\.api\.openai\.com$"),
    ("geography", LIST, 401, BAD, None, None, r"This endpoint is only accessible by projects with geography restrictions enabled\.$"),
    ("wrong_url", LIST, 404, BAD, None, None, r"Invalid URL \(GET /v1/models\)$"),
    ("responses_only", CHAT, 404, BAD, None, "model", r"This model is only supported in v1/responses and not in v1/chat/completions\.$"),
    ("not_chat_model", CHAT, 404, BAD, None, "model", "This is not a chat model and thus not supported in the v1/chat/completions endpoint"),
    ("embeddings_not_allowed", EMBED, 403, BAD, None, None, "You are not allowed to generate embeddings from this model$"),
    ("unsupported_parameter", CHAT, 400, BAD, "unsupported_parameter", "max_tokens", "Unsupported parameter: 'max_tokens' is not supported with this model"),
    ("context_length", CALL, 400, BAD, "context_length_exceeded", "messages", r"This model's maximum context length is 128000 tokens\."),
    ("service_tier", CALL, 400, BAD, None, "service_tier", r"Invalid service_tier argument: The requested service tier is not allowed for this project\.$"),
    ("standard_tier_only", FLEX, 400, BAD, None, "service_tier", r"Invalid service_tier argument: The requested service tier is not allowed for this project\.$"),
    ("hosted_tool", CALL, 400, BAD, None, "tools", "Web Search tool is not enabled for this organization$"),
    ("hosted_tools_off", SEARCH, 400, BAD, None, "tools", "Web Search tool is not enabled for this organization$"),
    ("credit_balance_exhausted", CALL, 429, POOR, "credit_balance_exhausted", None, r"You have no credits remaining\. Add credits to continue using the API at https://platform\.openai\.com/settings/organization/billing/\.$"),
    ("project_spend_limit", CALL, 429, POOR, "project_spend_limit_exceeded", None, r"Your project has reached its configured enforced spend limit\. Update your limit at https://platform\.openai\.com/settings/{open}/limits\.$"),
    ("organization_spend_limit", CALL, 429, POOR, "organization_spend_limit_exceeded", None, "Your organization has reached its configured enforced spend limit"),
    ("organization_usage_limit", CALL, 429, POOR, "organization_usage_limit_exceeded", None, "usage limit"),
    ("legacy_quota", CALL, 429, POOR, "insufficient_quota", None, r"You exceeded your current quota, please check your plan and billing details\."),
    ("billing_not_active", CALL, 429, "billing_not_active", "billing_not_active", None, r"Your account is not active, please check your billing details on our website\.$"),
    ("billing_hard_limit", CALL, 400, "image_generation_user_error", "billing_hard_limit_reached", None, "Billing hard limit has been reached$"),
    ("rate_limit", CALL, 429, "requests", BUSY, None, r"Rate limit reached for gpt-4\.1 in organization {org} on requests per min \(RPM\): Limit 3, Used 3, Requested 1\. Please try again in 2s\. "),
    ("limit_zero", CALL, 429, "requests", BUSY, None, r"Rate limit reached for gpt-4\.1 in organization {org}: Limit 0, Used 0, Requested 1\. "),
    ("request_too_large", CALL, 429, "tokens", BUSY, None, r"Request too large for gpt-4\.1 in organization {org} on tokens per min \(TPM\): Limit 30000, Requested 41203\. "),
    ("slow_down", CALL, 429, "rate_limit_error", "slow_down", None, "Slow down"),
    ("overloaded", CALL, 503, "service_unavailable_error", "server_is_overloaded", None, "overloaded"),
    ("server_error", CALL, 500, "server_error", None, None, "The server had an error while processing your request$"),
    ("bad_admin_key", POLICY, 401, BAD, "invalid_api_key", None, r"Incorrect API key provided: sk-admin-\*+\w{{4}}\."),
    ("admin_429", POLICY, 429, "requests", BUSY, None, "Rate limit reached"),
    ("admin_500", POLICY, 500, "server_error", None, None, "The server had an error while processing your request$"),
    ("error_in_200", CALL, 200, BAD, "model_not_found", None, r"Project `{open}` does not have access to model `gpt-4\.1`$"),
    ("money_error_in_200", CALL, 200, POOR, "credit_balance_exhausted", None, r"You have no credits remaining\."),
]  # fmt: skip

WITH_RETRY_AFTER = {"rate_limit", "slow_down", "overloaded", "admin_429"}


@pytest.mark.parametrize(
    ("fault", "request_", "status", "type_", "code", "param", "says"),
    REFUSALS,
    ids=[f"{row[0]}-{row[1][1]}" for row in REFUSALS],
)
def test_refusal(server, org, fault, request_, status, type_, code, param, says):
    method, path, body = request_
    project, key = org.project("open").id, org.secret("admin" if "organization" in path else "open")
    ids = {"open": project, "bare": project[5:], "tail": key[-4:], "org": org.id}
    org.switch_on(fault)
    answer = ask(server.base_url, method, path.format(**ids), key, body)
    error = answer.error
    assert (answer.status, error["type"], error["code"], error["param"]) == (status, type_, code, param)
    assert re.search(says.format(**ids), error["message"]), error["message"]
    assert ("retry-after" in answer.headers) == (fault in WITH_RETRY_AFTER)
    org.all_fine()
    assert ask(server.base_url, *CALL[:2], org.secret("open"), CALL[2]).status == 200


def test_every_refusal_is_tried():
    """A fault that refuses, arranges or edits is in the table above, or has a test of its own in the named file."""
    elsewhere = {
        *("policy_delay", "list_lags", "list_ignores_policy", "shut_down_listed"),  # test_faults_over_time
        *("failed_response", "other_model", "no_model", "other_project", "no_project_header", "empty_list"),
        *("flat_body", "no_list_scope_flat", "html_200", "html_403", "html_404", "html_502", "redirect"),
        *("wrong_content_type", "unreadable_json", "empty_body", "unknown_mode"),  # test_faults_of_the_answer
    }
    named = {row[0] for row in REFUSALS}
    assert named | elsewhere == {
        fault.id for fault in FAULTS.values() if isinstance(fault.effect, Refuse | Arrange | Edit)
    }
    assert not named & elsewhere


def test_a_fault_may_bite_one_project_one_model_some_times(server, org):
    def called(key, model):
        return ask(server.base_url, "POST", "/responses", org.secret(key), {"model": model, "input": "a"}).status

    org.switch_on("overloaded", project_id="open", models=["gpt-4.1"], after=1, times=2)
    assert [called("open", "gpt-4.1") for _ in range(4)] == [200, 503, 503, 200]
    org.switch_on("overloaded", project_id="open", models=["gpt-4.1"])
    assert (called("open", "gpt-4o"), called("allow", "gpt-4o"), called("open", "gpt-4.1")) == (200, 200, 503)
    assert [(each.id, each.times, each.models) for each in org.faults()] == [("overloaded", None, ("gpt-4.1",))]
    org.switch_off("overloaded")
    org.switch_off("overloaded")
    assert called("open", "gpt-4.1") == 200
    with pytest.raises(KeyError):
        org.switch_on("no such fault")
    with pytest.raises(KeyError):
        org.switch_on("slow", project_id="no such project")


def test_an_arranged_state_can_be_mended_and_then_stays_mended(server, org):
    org.switch_on("policy_allow_list", project_id="open")
    policy = org.project("open").policy
    assert "gpt-4.1" not in policy.model_ids
    org.set_policy("open", "allow_list", ["gpt-4.1"])
    org.all_fine()
    assert org.project("open").policy.model_ids == ("gpt-4.1",)


def test_the_other_state_of_the_key_still_lists(server, org):
    """Money, rate and load say nothing about access: the list stays whole."""
    for fault in ("credit_balance_exhausted", "limit_zero", "overloaded", "no_request_scope"):
        org.switch_on(fault)
        listed = ask(server.base_url, "GET", "/models", org.secret("open"))
        assert listed.status == 200
        assert "gpt-4.1" in {each["id"] for each in listed.json["data"]}
        org.all_fine()


def test_a_paste_is_the_answer_of_a_call(org):
    paste = org.paste("allow", "gpt-4.1")
    assert paste.startswith("HTTP/1.1 403 Forbidden\n")
    assert f"Project `{org.project('allow').id}` does not have access to model `gpt-4.1`" in paste
    assert f"x-request-id: {org.calls()[-1].request_id}" in paste
    assert org.secret("allow") not in paste
    assert org.paste("open").startswith("HTTP/1.1 200 OK\n")
