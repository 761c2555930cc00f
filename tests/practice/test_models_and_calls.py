"""The model endpoints as a caller with a good key sees them, through the SDK."""

from __future__ import annotations

import openai
import pytest

PING = [{"role": "user", "content": "ping"}]
DATED = "gpt-4.1-2025-04-14"


def test_the_list_shows_what_the_policy_lets_through(client_of, org):
    listed = {each.id: each for each in client_of("open").models.list()}
    assert set(listed) == set(org.model_ids())
    assert listed["gpt-4.1"].shutdown_date == "2027-01-14"
    assert listed["gpt-6-luna"].shutdown_date is None
    assert "gpt-3.5-turbo" not in listed

    allowed = {each.id for each in client_of("allow").models.list()}
    assert allowed == set(org.project("allow").policy.model_ids)
    denied = {each.id for each in client_of("deny").models.list()}
    assert denied == set(org.model_ids()) - set(org.project("deny").policy.model_ids)


def test_a_model_is_retrieved_or_not_there(client_of, org):
    tuned = next(each for each in org.model_ids() if each.startswith("ft:"))
    assert client_of("open").models.retrieve(tuned).id == tuned
    with pytest.raises(openai.NotFoundError) as caught:
        client_of("allow").models.retrieve("gpt-4.1")
    assert (caught.value.code, caught.value.param) == ("model_not_found", "model")


@pytest.mark.parametrize("model", ["openai/gpt-4.1", "what?is#this", "ft:none:of:ours", "日本"])
def test_an_id_of_any_spelling_is_echoed(client_of, model):
    with pytest.raises(openai.NotFoundError, match="does not exist") as caught:
        client_of("open").models.retrieve(model)
    assert f"'{model}'" in caught.value.message


def test_an_alias_answers_as_its_dated_snapshot(client_of):
    client = client_of("open")
    chat = client.chat.completions.create(model="gpt-4.1", messages=PING)
    assert chat.model == DATED
    assert chat.choices[0].message.content
    response = client.responses.create(model="gpt-4.1", input="ping", max_output_tokens=16, store=False)
    assert (response.model, response.status) == (DATED, "completed")
    assert response.output_text
    assert client.responses.create(model="gpt-6-luna", input="ping").model == "gpt-6-luna"


def test_a_reasoning_model_runs_out_of_sixteen_tokens_and_still_answers(client_of):
    response = client_of("open").responses.create(model="gpt-6.1-sol", input="ping", max_output_tokens=16)
    assert (response.status, response.incomplete_details.reason) == ("incomplete", "max_output_tokens")
    assert response.model == "gpt-6.1-sol"


def test_other_endpoints(client_of):
    client = client_of("open")
    assert client.responses.input_tokens.count(model="gpt-4.1", input="ping").input_tokens == 1
    vectors = client.embeddings.create(model="text-embedding-3-small", input=["a", "a", "b"]).data
    assert len(vectors[0].embedding) == 1536
    assert vectors[0].embedding == vectors[1].embedding != vectors[2].embedding
    assert client.embeddings.create(model="text-embedding-3-large", input="a").data[0].embedding.__len__() == 3072
    judged = client.moderations.create(input="hello")
    assert (judged.model, judged.results[0].flagged) == ("omni-moderation-2024-09-26", False)


def test_streams(client_of):
    client = client_of("open")
    chunks = list(client.chat.completions.create(model="gpt-4.1", messages=PING, stream=True))
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks)
    assert chunks[-1].choices[0].finish_reason == "stop"
    events = list(client.responses.create(model="gpt-4.1", input="ping", stream=True))
    assert [event.type for event in events][0::3] == ["response.created", "response.completed"]
    assert events[-1].response.model == DATED


def test_headers_of_a_good_answer(client_of, org):
    raw = client_of("open").responses.with_raw_response.create(model="gpt-4.1", input="ping")
    headers = raw.headers
    assert headers["openai-project"] == org.project("open").id
    assert headers["openai-organization"] == org.slug
    assert org.slug.startswith("aoyama-trading-")
    assert headers["openai-version"] == "2020-10-01"
    assert headers["openai-processing-ms"].isdigit()
    assert headers["x-request-id"].startswith("req_") and len(headers["x-request-id"]) == 36
    assert headers["x-ratelimit-limit-requests"].isdigit()
    assert not {"cf-ray", "x-openai-proxy-wasm"} & set(headers)
    assert "x-ratelimit-limit-requests" not in client_of("open").models.with_raw_response.list().headers


def test_every_request_is_logged_without_its_key(client_of, org):
    client = client_of("allow")
    with pytest.raises(openai.PermissionDeniedError) as caught:
        client.chat.completions.create(model="gpt-4.1", messages=PING)
    call = org.calls()[-1]
    assert (call.method, call.path, call.model, call.status) == ("POST", "/v1/chat/completions", "gpt-4.1", 403)
    assert call.request_id == caught.value.request_id
    assert (call.key, call.project_id) == ("allow", org.project("allow").id)
    assert call.body["messages"] == PING
    assert not any(secret in repr(call) + str(dict(call.headers)) for secret in org.secrets())
    for _ in range(60):
        client.models.list()
    assert len(org.calls()) == 50
