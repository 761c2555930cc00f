"""The truth table, cell by cell, and with half the facts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain.deciding.diagnosis import Diagnosis, Line
from assistant.domain.deciding.judge import combine, judge, passes
from assistant.domain.deciding.refusal import refusal_of
from assistant.domain.evidence import Finding, Found, ListedModel, Policy, PolicyMode
from assistant.domain.knowledge import Family, ModelTable, Retirement

P, Q = "proj_" + "Ab3d" * 6, "proj_" + "Zz9y" * 6
M, SNAPSHOT = "gpt-4.1", "gpt-4.1-2025-04-14"
URL = "https://api.openai.com/v1/x"
TODAY = "2026-11-23"
TABLE = ModelTable(
    families=(Family("gpt-4.1", ("gpt-4.1", "gpt-4.1-mini"), ("responses", "chat")),),
    snapshots={M: (SNAPSHOT,)},
    retirements=(Retirement(("gpt-3.5-turbo",), "2026-10-23", "gpt-5.6-terra"), Retirement((M,), "2027-01-14")),
)
CATEGORIES = {
    "model_shut_down": "model_deprecated",
    "limit_zero": "rate_limited",
    "project_spend_limit": "billing_limit_reached",
    "legacy_quota": "insufficient_quota",
}
SAYS = {
    "does not have access to model": "project_model_access",
    "deprecated": "model_shut_down",
    "does not exist": "model_not_found",
    "missing scopes": "missing_scope",
    "incorrect api key": "invalid_api_key",
    "quota": "legacy_quota",
    "unverified": "org_not_verified",
}


def classify(status, code, kind, message):
    return next((cause for words, cause in SAYS.items() if words in (message or "").lower()), None)


def finding(probe, found=Found.OK, **more):
    return Finding(probe, found, url=URL, **more)


def listing(*ids, project=None):
    return finding("models_list", status=200, listed=tuple(map(ListedModel, ids)), project_id=project)


def policy(mode, *ids):
    return finding("project_policy", status=200, policy=Policy(mode and PolicyMode(mode), ids))


def denied(model=M, project=P, **more):
    message = f"Project `{project}` does not have access to model `{model}`"
    return finding("model_call", Found.DENIED, status=403, code="model_not_found", message=message, **more)


def refused(status, message=None, found=Found.DENIED, probe="model_call", **more):
    return finding(probe, found, status=status, message=message, **more)


ALLOWS = policy("allow_list", M)
LEAVES_OUT = policy("allow_list", "o3")
BLOCKS = policy("deny_list", M)
NONE = finding("project_policy", Found.MISSING, status=404, policy=Policy(None, ()))
UNKNOWN_MODE = finding("project_policy", policy=Policy(None, (M,), "some_list"))
PASS = finding("model_call", status=200, model=M)
GONE = refused(404, f"The model `{M}` does not exist or you do not have access to it.", Found.MISSING)
HAS, LACKS = listing(M, "o3"), listing("o3")
SEES = finding("model_retrieve", status=200, listed=(ListedModel(M),))
NOT_SEEN = refused(404, f"The model '{M}' does not exist", Found.MISSING, "model_retrieve")
NO_SCOPE = refused(403, "Missing scopes: api.model.read", probe="models_list")


def verdict(*findings, model=M, project=P, today=TODAY, table=TABLE):
    return judge(
        findings,
        asked_model=model,
        asked_project=project,
        report=None,
        classify=classify,
        categories=CATEGORIES,
        table=table,
        today=today,
    )


def brief(one):
    return one.category, one.grade, one.usable


DENIAL = "project_model_access"
ROWS = [
    # policy, list, call -> category, grade, usable
    ((LEAVES_OUT, LACKS, denied()), (DENIAL, "verified", False)),
    ((LEAVES_OUT, denied()), (DENIAL, "verified", False)),
    ((LEAVES_OUT, LACKS), (DENIAL, "verified", None)),
    ((LEAVES_OUT,), (DENIAL, "verified", None)),
    ((BLOCKS, LACKS, denied()), (DENIAL, "verified", False)),
    ((BLOCKS, LACKS), (DENIAL, "verified", None)),
    ((BLOCKS,), (DENIAL, "verified", None)),
    ((policy("allow_list"),), (DENIAL, "verified", None)),  # an empty allow list lets nothing through
    ((policy("deny_list"),), ("none", "possible", None)),
    ((ALLOWS, denied(SNAPSHOT)), (DENIAL, "verified", False)),  # the list has only the alias
    ((policy("allow_list", SNAPSHOT), denied(M)), (DENIAL, "verified", False)),  # … only the snapshot
    ((NONE, LACKS, denied()), (DENIAL, "possible", False)),
    ((ALLOWS, LACKS, GONE), ("model_not_found", "verified", False)),
    ((NONE, LACKS, GONE), ("model_not_found", "verified", False)),
    ((ALLOWS, HAS, denied()), (DENIAL, "possible", False)),
    ((LEAVES_OUT, HAS, PASS), ("none", "verified", True)),
    ((PASS,), ("none", "verified", True)),
    ((ALLOWS, HAS, PASS), ("none", "verified", True)),
    ((LACKS, PASS), ("none", "verified", True)),
    ((LEAVES_OUT, refused(400, "bad")), ("bad_request_other", "reported", False)),
    ((LEAVES_OUT, refused(401, "Incorrect API key", Found.BAD_KEY)), ("invalid_api_key", "verified", False)),
    ((BLOCKS, refused(429, "quota", Found.LIMITED)), ("insufficient_quota", "verified", False)),
    ((BLOCKS, refused(503, found=Found.CRASHED)), ("server_error", "verified", False)),
    ((BLOCKS, finding("model_call", Found.UNREACHABLE, reason="timeout")), ("network", "verified", False)),
    ((LACKS, GONE), ("model_not_found", "verified", False)),
    ((HAS, GONE), ("model_not_found", "possible", False)),
    ((LACKS, refused(404, "has been deprecated", Found.MISSING)), ("model_deprecated", "verified", False)),
    ((NO_SCOPE, PASS), ("none", "verified", True)),
    ((NO_SCOPE,), ("none", "possible", None)),
    ((LACKS,), (DENIAL, "possible", None)),
    ((LACKS, NOT_SEEN), (DENIAL, "possible", None)),
    ((NONE, LACKS), ("model_not_found", "possible", None)),
    ((HAS,), ("none", "possible", None)),
    ((UNKNOWN_MODE,), ("none", "possible", None)),
    ((UNKNOWN_MODE, denied()), (DENIAL, "verified", False)),
    ((denied(),), (DENIAL, "verified", False)),
    ((GONE,), ("model_not_found", "verified", False)),
    ((LACKS, SEES), ("none", "possible", None)),
    ((HAS, NOT_SEEN), ("none", "possible", None)),
    ((), ("none", "possible", None)),
]


@pytest.mark.parametrize(("findings", "expected"), ROWS)
def test_the_truth_table(findings, expected):
    assert brief(verdict(*findings)) == expected


@pytest.mark.parametrize(("findings", "expected"), ROWS)
def test_the_order_of_the_findings_does_not_matter(findings, expected):
    assert brief(verdict(*reversed(findings))) == expected


@pytest.mark.parametrize("call", [refused(401, "x"), refused(429, "quota", Found.LIMITED), GONE, refused(400, "x")])
def test_what_the_policy_says_stays_a_second_finding(call):
    assert verdict(LEAVES_OUT, call).second == (DENIAL,)
    assert verdict(ALLOWS, call).second == ()


def test_what_speaks_against():
    assert verdict(ALLOWS, HAS, denied()).against == ("project_policy",)
    assert verdict(LEAVES_OUT, HAS, PASS).against == ("project_policy",)
    assert verdict(LEAVES_OUT, HAS).against == ("models_list",)
    assert verdict(LEAVES_OUT, HAS).grade == "possible"


def test_not_the_list_names_what_else_it_may_be():
    assert "org_not_verified" in verdict(NONE, LACKS, denied()).rivals
    assert "model_not_found" in verdict(LACKS).rivals


@pytest.mark.parametrize(
    ("findings", "rests_on"),
    [
        ((LEAVES_OUT, LACKS, denied()), ("model_call", "project_policy")),
        ((LACKS, denied()), ("model_call", "models_list")),
        ((LEAVES_OUT, LACKS), ("project_policy", "models_list")),
        ((HAS, PASS), ("model_call",)),
        ((HAS, NONE), ("models_list", "project_policy")),
        ((LACKS, NOT_SEEN), ("models_list", "model_retrieve")),
    ],
)
def test_what_a_verdict_rests_on(findings, rests_on):
    assert verdict(*findings).rests_on == rests_on


@pytest.mark.parametrize(
    "findings",
    [
        (listing(M, project=Q),),
        (HAS, replace(PASS, project_id=Q)),
        (HAS, denied(project_id=Q)),
        (HAS, denied(project=Q)),
        (HAS, denied(project=Q, project_id=P)),
        (LEAVES_OUT, replace(NO_SCOPE, project_id=Q)),
        (replace(PASS, project_id=Q, found=Found.UNREACHABLE, reason="other_model"),),
    ],
)
def test_a_key_of_another_project(findings):
    one = verdict(*findings)
    assert (one.category, one.cause_id, one.grade) == ("key_org_project_mismatch", "mismatched_project", "verified")
    assert verdict(*findings, project=None).category != "key_org_project_mismatch"


def test_a_crash_or_no_answer_does_not_speak_of_projects():
    assert verdict(refused(500, found=Found.CRASHED, project_id=Q)).category == "server_error"


def test_a_pass_in_another_project_is_usable_and_no_pass():
    assert brief(verdict(replace(PASS, project_id=Q))) == ("key_org_project_mismatch", "verified", True)
    assert not passes(replace(PASS, project_id=Q), P)
    assert passes(PASS, P)
    assert passes(replace(PASS, project_id=P), P)
    assert not passes(denied(), P)


class TestOnlyAdmin:
    def test_an_archived_project(self):
        archived = finding("project", status=200, detail="archived")
        assert verdict(archived, LEAVES_OUT).category == "project_archived"
        assert verdict(archived, LACKS).category == "project_archived"

    def test_a_rate_limit_of_zero(self):
        assert brief(verdict(finding("rate_limits", detail="0"), NONE)) == ("rate_limited", "verified", None)
        assert verdict(finding("rate_limits", detail="500"), NONE).category == "none"

    def test_a_spend_limit_that_stops_calls(self):
        one = verdict(finding("spend_limit", detail="enforcing"), NONE)
        assert (one.category, one.cause_id) == ("billing_limit_reached", "project_spend_limit")
        assert verdict(finding("spend_limit", detail="inactive"), NONE).category == "none"

    def test_a_project_that_the_organization_does_not_know(self):
        missing = finding("project", Found.MISSING, status=404)
        assert brief(verdict(missing, NONE)) == ("key_org_project_mismatch", "possible", None)

    def test_an_admin_key_that_sees_nothing(self):
        bad = refused(401, found=Found.BAD_KEY, probe="project")
        assert verdict(bad, replace(bad, probe="project_policy")).category == "invalid_api_key"
        assert verdict(replace(bad, found=Found.CRASHED)).category == "server_error"

    def test_its_trouble_does_not_refuse_a_key_that_works(self):
        bad = refused(401, found=Found.BAD_KEY, probe="project")
        assert brief(verdict(bad, HAS)) == ("none", "possible", None)


class TestWithoutACall:
    def test_a_refused_key_comes_before_the_policy(self):
        bad = refused(401, "Incorrect API key", Found.BAD_KEY, "models_list")
        one = verdict(bad, LEAVES_OUT)
        assert (one.category, one.second) == ("invalid_api_key", (DENIAL,))

    @pytest.mark.parametrize("found", [Found.CRASHED, Found.UNREACHABLE])
    def test_a_proved_policy_comes_before_no_answer(self, found):
        lost = finding("models_list", found, status=None)
        assert verdict(lost, LEAVES_OUT).category == DENIAL
        assert verdict(lost, NONE).category == ("server_error" if found is Found.CRASHED else "network")

    def test_a_lookup_that_is_denied_by_the_project(self):
        lookup = replace(denied(), probe="model_retrieve")
        assert brief(verdict(lookup)) == (DENIAL, "verified", None)
        assert brief(verdict(lookup, ALLOWS)) == (DENIAL, "possible", None)

    def test_an_unreadable_lookup_says_nothing(self):
        lookup = refused(404, None, Found.MISSING, "model_retrieve")
        assert brief(verdict(lookup, NO_SCOPE)) == ("other", "unknown", None)

    def test_a_name_that_nobody_knows(self):
        assert verdict(LACKS, model="gpt-4.l").cause_id == "model_not_found"
        assert verdict(LACKS, model="gpt-4.1-mini").cause_id == DENIAL

    def test_without_a_model_a_list_refuses_nothing(self):
        assert brief(verdict(HAS, model="")) == ("none", "possible", None)

    def test_a_skipped_call_is_no_call(self):
        skipped = Finding("model_call", Found.SKIPPED, reason="media")
        assert brief(verdict(HAS, skipped)) == ("none", "possible", None)

    def test_a_call_that_was_held_back_is_no_call(self):
        held = Finding("model_call", Found.BAD_KEY, reason="admin_key")
        assert brief(verdict(held)) == ("invalid_api_key", "verified", None)


class TestShutDown:
    def test_by_the_table(self):
        assert verdict(LACKS, model="gpt-3.5-turbo").category == "model_deprecated"
        assert verdict(LACKS, GONE, model="gpt-3.5-turbo").category == "model_deprecated"
        assert verdict(LACKS, GONE, model="gpt-3.5-turbo", today=None).category == "model_not_found"

    def test_by_the_list_itself(self):
        past = finding("models_list", listed=(ListedModel("x-1", "2026-11-01"),))
        assert brief(verdict(past, model="x-1")) == ("model_deprecated", "possible", None)
        assert brief(verdict(past, replace(PASS, model="x-1"), model="x-1")) == ("none", "verified", True)

    def test_a_day_to_come_is_not_past(self):
        assert verdict(HAS).category == "none"


class TestManyFindings:
    def test_the_newest_of_a_probe_counts(self):
        assert verdict(denied(), PASS).category == "none"
        assert verdict(PASS, denied()).category == DENIAL

    def test_a_pasted_answer_is_a_call(self):
        pasted = Finding("model_call", Found.OK, model=M, pasted=True)
        assert brief(verdict(pasted)) == ("none", "verified", True)


@pytest.mark.parametrize(
    ("status", "found", "message", "category"),
    [
        (401, Found.BAD_KEY, None, "invalid_api_key"),
        (403, Found.DENIED, None, "other"),
        (404, Found.MISSING, None, "other"),
        (429, Found.LIMITED, None, "rate_limited"),
        (400, Found.DENIED, None, "other"),
        (400, Found.DENIED, "x", "bad_request_other"),
        (402, Found.DENIED, "x", "other"),
        (503, Found.CRASHED, "does not exist", "server_error"),
    ],
)
def test_what_the_status_alone_says(status, found, message, category):
    refusal = refusal_of(refused(status, message, found), classify, CATEGORIES)
    assert refusal is not None
    assert refusal.category == category


TOLD = Diagnosis(DENIAL, DENIAL, "reported", evidence=(Line("Project … does not have access", 3),), rivals=("x",))


class TestCombine:
    def test_proved(self):
        one = combine(TOLD, verdict(LEAVES_OUT, denied()))
        assert (one.category, one.grade, one.evidence) == (DENIAL, "verified", TOLD.evidence)
        assert one.rests_on == ("model_call", "project_policy")

    def test_refuted_by_a_pass(self):
        one = combine(TOLD, verdict(PASS))
        assert (one.category, one.grade, one.usable, one.also_seen) == ("none", "verified", True, (DENIAL,))

    def test_refuted_by_another_cause(self):
        one = combine(TOLD, verdict(refused(401, "Incorrect API key", Found.BAD_KEY)))
        assert (one.category, one.grade, one.also_seen) == ("invalid_api_key", "verified", (DENIAL,))

    def test_a_policy_that_permits_speaks_against(self):
        one = combine(TOLD, verdict(ALLOWS, HAS))
        assert (one.category, one.grade, one.against) == (DENIAL, "possible", ("models_list", "project_policy"))
        assert combine(TOLD, verdict(NO_SCOPE)) == TOLD

    @pytest.mark.parametrize(
        "lost", [finding("model_call", Found.UNREACHABLE, reason="timeout"), refused(500, found=Found.CRASHED)]
    )
    def test_no_answer_leaves_the_text_standing(self, lost):
        one = combine(TOLD, verdict(lost))
        assert (one.category, one.grade) == (DENIAL, "reported")
        assert one.second[0] in ("network", "server_error")

    def test_a_supposition_does_not_lower_what_the_text_says(self):
        one = combine(TOLD, verdict(LACKS))
        assert (one.category, one.grade, one.rests_on) == (DENIAL, "reported", ("models_list",))
        other = combine(TOLD, verdict(LACKS, model="gpt-4.l"))
        assert (other.category, other.grade) == (DENIAL, "reported")
        assert "model_not_found" in other.rivals

    def test_a_text_without_a_cause_gives_way(self):
        nothing = Diagnosis("none", None, "unknown")
        assert combine(nothing, verdict(denied())).category == DENIAL
        assert combine(replace(nothing, category="other"), verdict(HAS)).category == "none"

    @pytest.mark.parametrize(
        "told",
        [
            Diagnosis("wrong_endpoint", "responses_only", "reported"),
            Diagnosis("context_length", "context_length", "reported"),
            Diagnosis("gateway_model_access", "gateway_key_access", "reported"),
            Diagnosis("rate_limited", "request_too_large", "reported"),
            Diagnosis("key_org_project_mismatch", "mismatched_project", "reported"),
            Diagnosis("invalid_api_key", "azure_bad_key", "reported"),
            Diagnosis("org_verification_required", "org_not_verified", "reported",
                      evidence=(Line("Your organization must be verified to stream this model.", 1),)),
        ],
    )  # fmt: skip
    def test_a_minimal_call_does_not_try_everything(self, told):
        one = combine(told, verdict(PASS), ours=told.cause_id != "azure_bad_key")
        assert (one.category, one.grade, one.usable) == (told.category, "reported", True)
