"""How an error is known that people only retell: phrases, idioms, concepts near each other, two sentences together."""

from __future__ import annotations

import pytest

from assistant.domain.cause import Signal
from assistant.domain.deciding.decide import Decider
from assistant.domain.reading.retold.lexicon import compile_lexicon, spoken
from assistant.domain.reading.retold.telling import Said, fits, telling_of


@pytest.mark.parametrize(
    ("phrase", "low", "found"),
    [
        ("verif*", "it must be verified", True),
        ("verif*", "reverified", False),
        ("no", "no access", True),
        ("no", "I know", False),
        ("pas", "c'est passé", False),
        ("*konto", "mein chatgpt-unterkonto", True),
        ("*n't", "it isn't", True),
        ("キー", "このキーは", True),
        ("不", "不", True),
    ],
)
def test_a_phrase_stands_for_whole_words_unless_it_is_open(phrase: str, low: str, found: bool) -> None:
    assert ("it" in spoken(low, compile_lexicon({"it": [phrase]}))) is found


def test_an_idiom_hides_its_words_and_not_itself() -> None:
    lexicon = compile_lexicon({"not": ["no", "no idea at all"], "idiom": ["no idea at all", "no problem"]}, "idiom")
    assert spoken("no problem", lexicon) == {}
    assert spoken("no idea at all", lexicon) == {"not": [(0, 14)]}
    assert spoken("no, no problem", lexicon) == {"not": [(0, 2)]}


@pytest.mark.parametrize(
    ("item", "low", "fitting"),
    [
        ("key near wrong", "the key is wrong", True),
        ("key near wrong", f"the key {'so to say ' * 5}is wrong", False),
        ("key near wrong", f"key {'に' * 25} wrong", False),
        ("without wrong", "the key", True),
        ("without wrong", "the key is wrong", False),
        ("anywhere ollama", "the key", False),
    ],
)
def test_a_telling_asks_for_concepts(item: str, low: str, fitting: bool) -> None:
    spans = spoken(low, compile_lexicon({"key": ["key"], "wrong": ["wrong"]}))
    telling = telling_of(0, Signal(in_words=("key", item)), ())
    said = Said(spans, frozenset(spans), frozenset(), frozenset(), low)
    assert fits(telling, said) is fitting


@pytest.mark.parametrize(
    ("text", "category"),
    [
        (
            "gpt-5 from our script: 403. It says this. The project isn't allowed to use that model.",
            "project_model_access",
        ),
        ("gpt-5 の件。エラーは403です。プロジェクトにこのモデルの権限がないらしいです。", "project_model_access"),
        ("What happens if the project may not use gpt-5? OpenAI would answer 403 then, I guess.", "none"),
    ],
)
def test_two_neighbouring_sentences_tell_together(deciding: Decider, text: str, category: str) -> None:
    assert deciding.from_text(deciding.read(text)).category == category


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("gpt-4o answers fine, with gpt-5 OpenAI says 403, the project has no access to the model.", "gpt-5"),
        ("OpenAIで403、プロジェクトに権限がないと言われ gpt-5 は動きません。gpt-4o は大丈夫です。", "gpt-5"),
        ("Moved from gpt-4o to gpt-5: 403, OpenAI says the project isn't allowed to use that model.", "gpt-5"),
        ("LiteLLM: I picked gpt-5 and I'm told my key can't use that model, only gpt-4o and o3.", "gpt-5"),
        ("OpenAI에서 gpt-5를 호출하면 403이고 프로젝트에 모델 권한이 없다고 나와요. gpt-4o는 잘 됩니다.", "gpt-5"),
    ],
)
def test_the_model_is_the_one_that_failed(deciding: Decider, text: str, model: str) -> None:
    assert deciding.read(text).value("model") == model
