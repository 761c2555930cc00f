"""Every known sentence in every wrapper with every damage gives the same cause and the same names."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.wiring import decider
from tests.pastes.damage import SHAPES, misses, mutants

PROJECT, ORGANIZATION = "proj_" + "Ab3dEf7hJk9mNp2rSt5vWx8z", "org-" + "Zy8xWv6tSr4pNm2kJh0gFe1d"
REQUEST = "req_" + "0123456789abcdef" * 2
SENTENCES: tuple[tuple[str, int, str, str | None, str], ...] = (  # category, status, type, code, sentence
    ("project_model_access", 403, "invalid_request_error", "model_not_found", "Project `{P}` does not have access to model `{M}`"),
    ("model_not_found", 404, "invalid_request_error", "model_not_found", "The model `{M}` does not exist or you do not have access to it."),
    ("model_deprecated", 404, "invalid_request_error", "model_not_found", "The model `{M}` has been deprecated, learn more here: https://platform.openai.com/docs/deprecations"),
    ("org_verification_required", 403, "invalid_request_error", None, "Your organization must be verified to use the model `{M}`. Please go to: https://platform.openai.com/settings/organization/general and click on Verify Organization."),
    ("missing_scope", 401, "invalid_request_error", "missing_scope", "You have insufficient permissions for this operation. Missing scopes: model.request."),
    ("invalid_api_key", 401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided: sk-proj-********wq9A. You can find your API key at https://platform.openai.com/account/api-keys."),
    ("key_org_project_mismatch", 401, "invalid_request_error", "mismatched_project", "OpenAI-Project header should match project for API key"),
    ("project_archived", 401, "invalid_request_error", "not_authorized_invalid_project", "The project you are requesting has been archived and is no longer accessible"),
    ("ip_not_allowed", 401, "invalid_request_error", "ip_not_authorized", "Your IP is not authorized to make this request."),
    ("unsupported_region", 403, "request_forbidden", "unsupported_country_region_territory", "Country, region, or territory not supported"),
    ("insufficient_quota", 429, "insufficient_quota", "credit_balance_exhausted", "You have no credits remaining. Add credits to continue using the API at https://platform.openai.com/settings/organization/billing/."),
    ("billing_limit_reached", 429, "insufficient_quota", "project_spend_limit_exceeded", "Your project has reached its configured enforced spend limit. Update your limit at https://platform.openai.com/settings/{P}/limits."),
    ("billing_inactive", 429, "billing_not_active", "billing_not_active", "Your account is not active, please check your billing details on our website."),
    ("rate_limited", 429, "tokens", "rate_limit_exceeded", "Rate limit reached for {M} in organization {O} on tokens per min (TPM): Limit 30000, Used 29500, Requested 900."),
    ("wrong_endpoint", 404, "invalid_request_error", None, "This model is only supported in v1/responses and not in v1/chat/completions."),
    ("context_length", 400, "invalid_request_error", "context_length_exceeded", "This model's maximum context length is 128000 tokens. However, your messages resulted in 131402 tokens."),
    ("server_error", 500, "server_error", None, "The server had an error while processing your request. Sorry about that!"),
)  # fmt: skip
MODELS = ("gpt-4.1", "gpt-4o-mini-2024-07-18", "o3", "ft:gpt-4.1-mini-2025-04-14:acme::AbC123xy", "text-embedding-3-small")
CLASSES = {400: "BadRequestError", 401: "AuthenticationError", 403: "PermissionDeniedError", 404: "NotFoundError", 429: "RateLimitError", 500: "InternalServerError"}

Shape = Callable[[str, int, str, str | None], str]
WRAPPERS: dict[str, Shape] = {
    "python 2": lambda m, s, t, c: f"openai.{CLASSES[s]}: Error code: {s} - { {'error': {'message': m, 'type': t, 'param': None, 'code': c}} }",
    "python 3": lambda m, s, t, c: f'Traceback (most recent call last):\n  File "/srv/app.py", line 41, in ask\nopenai.{CLASSES[s]}: Error code: {s} - {m}',
    "curl": lambda m, s, t, c: f"HTTP/2 {s}\nx-request-id: {REQUEST}\ncf-ray: 9a1b2c3d4e5f6071-NRT\n\n{json.dumps({'error': {'message': m, 'type': t, 'code': c}}, indent=2)}",
    "node": lambda m, s, t, c: f"{CLASSES[s]}: {s} {m}\n    at OpenAI.makeStatusError (file:///app/node_modules/openai/client.mjs:160:32) {{\n  status: {s},\n  error: {{ message: {json.dumps(m)}, type: {json.dumps(t)}, code: {json.dumps(c)} }}\n}}",
    "go": lambda m, s, t, c: f'POST "https://api.openai.com/v1/responses": {s} {json.dumps({"message": m, "type": t, "param": None, "code": c})}',
    "rust": lambda m, s, t, c: f"Error: ApiError(ApiError {{ message: {json.dumps(m)}, type: Some({json.dumps(t)}), param: None, code: {f'Some({json.dumps(c)})' if c else 'None'} }}) status={s}",
    "log": lambda m, s, t, c: json.dumps({"level": "error", "status": s, "err": json.dumps({"error": {"message": m, "type": t, "code": c}})}),
    "litellm": lambda m, s, t, c: f"litellm.{CLASSES[s]}: OpenAIException - Error code: {s} - {m}",
    "mail": lambda m, s, t, c: f"お世話になっております。{s}エラーで止まっています。\n「{m}」と表示されます。",
}  # fmt: skip


@pytest.mark.parametrize("damage", SHAPES)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(row=st.sampled_from(SENTENCES), wrapper=st.sampled_from(sorted(WRAPPERS)), model=st.sampled_from(MODELS))
def test_the_same_error_in_any_shape(damage: str, row: tuple[str, int, str, str | None, str], wrapper: str, model: str) -> None:
    category, status, type_, code, sentence = row
    message = sentence.replace("{P}", PROJECT).replace("{M}", model).replace("{O}", ORGANIZATION)
    deciding = decider()
    damaged = SHAPES[damage](WRAPPERS[wrapper](message, status, type_, code))
    report = deciding.read(damaged)
    assert deciding.from_text(report).category == category, report.text
    assert report.value("project_id") == (PROJECT if "{P}" in sentence else None)
    assert report.value("model") == (model if "{M}" in sentence else None), report.text
    assert report.value("organization_id") == (ORGANIZATION if "{O}" in sentence else None), report.text
    cut = str(status) not in damaged  # a number that a wrap has cut is no status
    assert report.status == status or (cut and report.status is None), report.text
    assert report.value("provider") == "openai"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=400))
def test_reading_never_raises(text: str) -> None:
    deciding = decider()
    deciding.from_text(deciding.read(text))


MARKS = st.text("`'\"{}[]():;,.\\/<>|%&#=- \n\tproj_skmodelerrorcode0123456789{}", max_size=300)


@settings(max_examples=200, deadline=None)
@given(MARKS)
def test_random_text_is_no_error_of_ours(text: str) -> None:
    deciding = decider()
    verdict = deciding.from_text(deciding.read(text))
    assert verdict.category in ("other", "none") or verdict.grade == "possible", text


@pytest.mark.parametrize("cut", range(6, 25))
def test_a_cut_end_invents_nothing(cut: int) -> None:
    whole = f"openai.PermissionDeniedError: Error code: 403 - Project `{PROJECT}` does not have access to model `gpt-4.1-mini`"
    report = decider().read(whole[:-cut])
    assert report.value("model") is None
    assert report.value("project_id") in (None, PROJECT)
    assert report.status == 403


@pytest.mark.parametrize("text", ["{" * 50_000, "\\" * 50_000, '"' * 50_000, "sk-" * 20_000, "SG." * 20_000, "proj_" * 20_000, "\n" * 50_000, "> " * 25_000,
                                  " " * 50_000, "a" * 50_000, "does not have access to model " * 2_000, "=3D=\n" * 10_000, "[31m│[0m\n" * 5_000, "autho\nrized\n" * 5_000,
                                  "does not have acess to modle x\n" * 2_000, "Page 2\n" * 8_000, "{{a-1}}" * 8_000, '""a""' * 10_000])  # fmt: skip
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    deciding = decider()
    assert deciding.from_text(deciding.read(text)).category in ("other", "none")


READ = ("project_id", "model", "organization_id", "request_id", "http_status", "error_code", "error_type", "provider")


def test_our_own_pastes_are_read_the_same_in_every_shape() -> None:
    """Every fifth of them, in an order that meets every paste and every shape; `make bench` reads all of them."""
    deciding, wrong = decider(), []
    chosen = list(mutants())[::5]
    for mutant in chosen:
        report = deciding.read(mutant.text)
        read = {name: value for name in READ if (value := report.value(name))}
        wrong += misses(mutant, deciding.from_text(report).category, read)
    assert len(chosen) > 1_000
    assert len({one.rpartition(":")[0] for one in wrong}) <= len(chosen) * 0.02, wrong


@pytest.mark.parametrize(("slip", "project"), [
    ("Pr0ject {P} d0es not have access to mode1 gpt-4.1", PROJECT),
    ("Project {P} does not have access to m\u043edel gpt-4.1", PROJECT),
    ("Project proj_" + PROJECT[5:28] + " " + PROJECT[28:] + " does not have access to model gpt-4.1", PROJECT),
])  # fmt: skip
def test_an_id_beside_slips_of_a_picture_reader_is_doubtful(slip: str, project: str) -> None:
    facts = {fact.name: fact for fact in decider().read(f"openai 403: {slip.replace('{P}', PROJECT)}").facts}
    assert (facts["project_id"].value, facts["project_id"].doubtful) == (project, True)


@pytest.mark.parametrize("clean", ["Project `{P}` does not have access to model `gpt-4.1`", "Project {P}does not have access to model\u200bgpt-4.1",
                                   "Project \u2018{P}\u2019\ndoes not have access to\nmodel gpt-4.1"])  # fmt: skip
def test_an_id_in_a_clean_sentence_is_not_doubtful(clean: str) -> None:
    facts = {fact.name: fact for fact in decider().read(f"openai 403: {clean.replace('{P}', PROJECT)}").facts}
    assert (facts["project_id"].value, facts["project_id"].doubtful) == (PROJECT, False)


def test_an_id_in_a_sentence_that_breaks_off_is_not_doubtful() -> None:
    report = decider().read(f"openai: Error code: 403 - Project `{PROJECT}` does not have access to mod")
    assert [(fact.value, fact.doubtful) for fact in report.facts if fact.name == "project_id"] == [(PROJECT, False)]
