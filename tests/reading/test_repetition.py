"""What people say around an error, said again and again, is read without raising."""

from __future__ import annotations

import pytest

from assistant.wiring import decider, knowledge

ERROR = "Error code: 403 - Project `proj_{tail}` does not have access to model `gpt-4.1`".format(tail="aB3d" * 6)
READING = knowledge().reading


@pytest.mark.parametrize("name", READING)
@pytest.mark.parametrize("between", [" ", "\n"])
def test_a_list_of_words_again_and_again(name: str, between: str) -> None:
    said = between.join(READING[name]) + between
    text = said * (15_000 // len(said) + 1)
    for paste in (text, f"{text}\n{ERROR}", f"{ERROR} {text}"):
        decider().read(paste)
