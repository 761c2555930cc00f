"""Sentences that somebody retyped with slips are found at grade possible; those of other programs are not taken for them."""

from __future__ import annotations

import pytest

from assistant.domain.deciding.decide import Decider


@pytest.mark.parametrize(("text", "category"), [
    ("Porject proj_{id} dose not have acess to model gpt-4.1  403", "project_model_access"),
    ("The modle gpt-4.1 does not exsit or you do not have access to it (404)", "model_not_found"),
    ("You excceded your current qouta, please check your plan and biling details. 429", "insufficient_quota"),
    ("Your organisation must be verifed to use the model gpt-image-2.", "org_verification_required"),
    ("Your accout is not active, please check your biling details on our website", "billing_inactive"),
    ("Your IP is not authorised to make this request", "ip_not_allowed"),
    ("Country, region or teritory not supported", "unsupported_region"),
    ("401 You must be a member of an orgnization to use the API", "key_org_project_mismatch"),
    ("This models maximum context lenght is 128000 tokens. However, your mesages resulted in 131402 tokens.", "context_length"),
])  # fmt: skip
def test_a_retyped_sentence_is_possible(text: str, category: str, deciding: Decider) -> None:
    report = deciding.read(text.replace("{id}", "aB3d" * 6))
    verdict = deciding.from_text(report)
    assert (verdict.category, verdict.grade) == (category, "possible")
    assert all(fact.doubtful for fact in report.facts if fact.name in ("model", "project_id"))


@pytest.mark.parametrize("text", [
    "Great news: your account is now active, please check our website", "User does not have access to node 5. 403",
    "Project infra does not have access to node 5 in GitLab 403", "The table `x` does not exist or you do not have access to it. 404",
    "Your account balance is not active, please check your mailing details on our website", "Your disk is not authorized to take this request",
])  # fmt: skip
def test_another_sentence_is_not_taken_for_a_slip(text: str, deciding: Decider) -> None:
    assert deciding.from_text(deciding.read(text)).category in ("other", "none")


def test_what_stands_there_without_slips_decides(deciding: Decider) -> None:
    text = "Retyped first: You excceded your curent quota, please check your plan and billing details.\nCopied now: Your account is not active, please check your billing details on our website. 429"
    verdict = deciding.from_text(deciding.read(text))
    assert (verdict.category, verdict.grade) == ("billing_inactive", "reported")
