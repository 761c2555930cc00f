"""A language model that rewords: a langchain-core chain to any OpenAI-compatible endpoint, with one deadline."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import TimeoutError as TooLate
from typing import Any, Literal

from assistant.adapters.chooser import LanguageModel
from assistant.adapters.daemon_threads import DaemonThreads

SECONDS = 25.0
NoAnswer = Literal["late", "unreachable", "refused"]


class ChainWriter:
    """Sends messages as they are and returns the text of the answer; tries nothing twice."""

    def __init__(self, model: LanguageModel) -> None:
        """Keep the settings; the libraries are imported with the first use."""
        self._model = model

    @property
    def host(self) -> str:
        """Return the host that the messages are sent to."""
        return self._model.host

    @property
    def model(self) -> str:
        """Return the name of the model."""
        return self._model.model

    def write(self, messages: Sequence[tuple[str, str]]) -> tuple[str, NoAnswer | None]:
        """Return the answer, or why there is none: too late, nobody there, or an answer that is an error."""
        try:  # the client's own time-out runs anew with every byte: a server that drips would never reach it
            answer = DaemonThreads().submit(_written, self._model, messages).result(SECONDS)
        except TooLate:
            return "", "late"
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the plain draft is there
            return "", _why(error)
        return answer if isinstance(answer, str) else "", None


def _written(model: LanguageModel, messages: Sequence[tuple[str, str]]) -> Any:
    from langchain_core.output_parsers import StrOutputParser
    from langchain_core.prompts import ChatPromptTemplate
    from langchain_openai import ChatOpenAI
    from langsmith import tracing_context  # comes with langchain-core
    from pydantic import SecretStr

    from assistant.adapters.bare_client import NO_KEY, bare_client

    client = bare_client(model.base_url, model.key, SECONDS)
    chat = ChatOpenAI(
        model=model.model,
        base_url=model.base_url,
        api_key=SecretStr(model.key or NO_KEY),
        root_client=client,
        client=client.chat.completions,
    )
    names = [(role, f"{{said_{at}}}") for at, (role, _) in enumerate(messages)]
    chain = ChatPromptTemplate(names) | chat | StrOutputParser()
    with tracing_context(enabled=False):  # an environment that traces would send the words to a third host
        return chain.invoke({f"said_{at}": words for at, (_, words) in enumerate(messages)})


def _why(error: Exception) -> NoAnswer:
    from openai import APIConnectionError, APITimeoutError

    if isinstance(error, APITimeoutError):
        return "late"
    return "unreachable" if isinstance(error, APIConnectionError) else "refused"
