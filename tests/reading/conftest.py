"""What the reading tests share: the knowledge as it stands, and generated keys that are never written down."""

from __future__ import annotations

import random
import string
from collections.abc import Callable

import pytest

from assistant.domain.deciding.decide import Decider
from assistant.wiring import decider

WORD = string.ascii_letters + string.digits


@pytest.fixture(scope="session")
def deciding() -> Decider:
    """Return the decider with all causes of knowledge/."""
    return decider()


@pytest.fixture(scope="session")
def make_key() -> Callable[[str, int], str]:
    """Return a maker of keys: a kind of prefix and a seed; the pieces are joined here and nowhere else."""

    def make(kind: str, seed: int) -> str:
        chance = random.Random(f"{kind}{seed}")

        def run(length: int, alphabet: str = WORD) -> str:
            return "".join(chance.choice(alphabet) for _ in range(length))

        mark = "T3" + "Blbk" + "FJ"
        body = WORD + "_-"
        kinds = {
            "legacy": lambda: "sk" + "-" + run(20) + mark + run(20),
            "project": lambda: "sk" + "-proj-" + run(74, body) + mark + run(74, body),
            "service": lambda: "sk" + "-svcacct-" + run(58, body) + mark + run(58, body),
            "admin": lambda: "sk" + "-admin-" + run(58, body) + mark + run(58, body),
            "unnamed": lambda: "sk" + "-None-" + run(40),
            "anthropic": lambda: "sk" + "-ant-api03-" + run(90, body) + "Aa1",
            "openrouter": lambda: "sk" + "-or-v1-" + run(64, "0123456789abcdef"),
            "groq": lambda: "gsk" + "_" + run(52),
            "google": lambda: "AI" + "za" + run(35),
            "github": lambda: "gh" + "p_" + run(36),
            "slack": lambda: "xo" + "xb-" + run(12, string.digits) + "-" + run(24),
            "aws": lambda: "AK" + "IA" + run(16, string.ascii_uppercase + string.digits),
            "sendgrid": lambda: "S" + "G." + run(22, body) + "." + run(43, body),
            "fine_grained": lambda: "github" + "_pat_" + run(22) + "_" + run(59),
            "azure": lambda: run(52) + "JQQ" + "J99" + "B" + run(6) + "ACYeBjFXJ3w3AAA" + run(4),
            "azure_old": lambda: run(32, "0123456789abcdef"),
            "aws_secret": lambda: run(40, WORD + "/+"),
            "jwt": lambda: "ey" + "J" + run(33) + ".ey" + "J" + run(80) + "." + run(43),
        }
        return kinds[kind]()

    return make
