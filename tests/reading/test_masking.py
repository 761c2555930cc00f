"""Masking: no key gets through, whatever it is wrapped in; what is no secret stays."""

from __future__ import annotations

import html
import json
import quopri
import textwrap
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain.masking.kinds import KEY_PREFIXES
from assistant.domain.masking.mask import mask

KINDS = {
    "legacy": "openai_key", "project": "openai_project_key", "service": "openai_service_account_key", "admin": "openai_admin_key",
    "unnamed": "openai_key", "anthropic": "other_vendor_key", "openrouter": "other_vendor_key", "groq": "other_vendor_key",
    "google": "other_vendor_key", "github": "other_vendor_key", "slack": "other_vendor_key", "aws": "other_vendor_key", "jwt": "jwt",
}  # fmt: skip


def broken(text: str, width: int, before: str = "", after: str = "") -> str:
    return "\n".join(before + text[at : at + width] + after for at in range(0, len(text), width))


def wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


SENTENCE = 'the command was curl -H "Authorization: Bearer {}" -d data and so on'
WRAPPERS: dict[str, Callable[[str], str]] = {
    "prose": "my key is {} and it fails".format,
    "env": "OPENAI_API_KEY={}\nOPENAI_MODEL=gpt-4o\n".format,
    "json": lambda key: json.dumps({"api_key": key, "model": "gpt-4o"}),
    "json twice": lambda key: json.dumps(json.dumps({"api_key": key})),
    "percent": lambda key: quote(f"key={key}&x=1", safe=""),
    "every percent": lambda key: "".join(f"%{ord(char):02X}" for char in key),
    "entities": lambda key: html.escape(f'"{key}"').replace("-", "&#45;"),
    "unicode escapes": lambda key: "".join(f"\\u{ord(char):04x}" for char in key),
    "zero width": lambda key: "my " + "\u200b".join(key),
    "full width": lambda key: "my " + wide(key),
    "program text": lambda key: f'key = ("{key[:30]}"\n       "{key[30:]}")',
    **{f"wrap {width}": lambda key, width=width: broken(SENTENCE.format(key), width) for width in (40, 60, 76, 100)},
    **{f"mail {width}": lambda key, width=width: broken(SENTENCE.format(key), width, "> ") for width in (40, 72)},
    **{f"frame {width}": lambda key, width=width: broken(SENTENCE.format(key), width, "│ ", " │") for width in (40, 80)},
    **{f"coloured frame {width}": lambda key, width=width: broken(SENTENCE.format(key), width, "\x1b[31m│\x1b[0m ", " \x1b[31m│\x1b[0m") for width in (44, 80)},
    "frame whose colours lost their first sign": lambda key: broken(SENTENCE.format(key), 60, "[31m│[0m ", " [31m│[0m"),
    "quoted-printable": lambda key: "Content-Transfer-Encoding: quoted-printable\n\n" + quopri.encodestring(f"{SENTENCE} = よろしく".format(key).encode()).decode(),
    "numbered lines": lambda key: "\n".join(f"{at}: {line}" for at, line in enumerate(broken(SENTENCE.format(key), 60).split("\n"), 1)),
    "tags inside": lambda key: broken(SENTENCE.format(key), 20).replace("\n", "<wbr>"),
    "a tag for each stretch": lambda key: broken(SENTENCE.format(key), 20).replace("\n", '</span><span class="hljs-string">'),
    **{f"shell {width}": lambda key, width=width: broken(SENTENCE.format(key), width, "", "\\") for width in (40, 80)},
    **{f"indent {width}": lambda key, width=width: textwrap.indent(broken(f"export OPENAI_API_KEY={key}", width), "    ") for width in (50, 80)},
}  # fmt: skip


@pytest.mark.parametrize("wrapper", WRAPPERS)
@pytest.mark.parametrize("kind", KINDS)
def test_no_key_gets_through(kind: str, wrapper: str, make_key: Callable[[str, int], str]) -> None:
    for seed in range(6):
        key = make_key(kind, seed)
        text = WRAPPERS[wrapper](key)
        masked = mask(text)
        shown = masked.text.replace("\u200b", "")
        shown = "".join(chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char for char in shown)
        pieces = [key[at : at + 8] for at in range(8, len(key) - 7)]
        assert not [piece for piece in pieces if piece in shown], masked.text
        assert KINDS[kind] in masked.kinds or wrapper in ("program text", "percent", "env"), masked.kinds
        assert mask(masked.text).text == masked.text


JOINTS = ("\n", "\r\n", "\n> ", " │\n│ ", "\\\n", "\n    ")
SAID = {"aws_secret": "docker run --rm -e FOO=bar -e AWS_SECRET_ACCESS_KEY={}", "azure_old": "curl https://x.openai.azure.com/openai -H api-key: {}"}


@pytest.mark.parametrize("kind", [*KINDS, "sendgrid", "fine_grained", "azure", *SAID])
def test_a_key_may_break_at_any_place(kind: str, make_key: Callable[[str, int], str]) -> None:
    for seed, joint in enumerate(JOINTS):
        key = make_key(kind, seed)
        for place in range(kind in SAID, len(key)):
            masked = mask(SAID.get(kind, "the key is {} and more").format(f"{key[:place]}{joint}{key[place:]}"))
            shown = masked.text.replace(joint, "")
            assert not [at for at in range(6, len(key) - 7) if key[at : at + 8] in shown], masked.text
            assert mask(masked.text).text == masked.text


@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\n> \r\n> "])
def test_a_key_may_stand_alone_in_the_line_below_its_label(between: str, make_key: Callable[[str, int], str]) -> None:
    key = make_key("azure_old", 1)
    assert mask(f"Here is the API key:{between}{key}\nThanks").text == f"Here is the API key:{between}[masked:other_vendor_key]\nThanks"
    assert mask("Unexpected token:\n\nOpenAIDefaultResponse2\n").kinds == ()


@pytest.mark.parametrize("text", [
    "verification code: {}", "Your verification code is:\n\n  {}\n\nIt expires in 10 minutes", "確認コードは {} です", "ワンタイムパスワードは「{}」です。",
    "【認証コード】{}", "認証コード（10分間有効）：{}", "{} is your OpenAI verification code", "{} が認証コードです", "OTP: {}", "two-factor code = {}",
    "二段階認証のコードは {} になります", "本人確認用のコードは、次のとおりです。\n\n{}", "Security code (valid 10 min): {}",
])  # fmt: skip
@pytest.mark.parametrize("code", ["482" + "913", "482 " + "913"])
def test_a_one_time_code_is_masked(text: str, code: str) -> None:
    if code.isdigit() or "】" not in text:
        masked = mask(text.format(code))
        assert (masked.text, masked.kinds) == (text.format("[masked:one_time_code]"), ("one_time_code",))


@pytest.mark.parametrize("text", [
    "authentication error code: 40101", "verification code has 6 digits", "確認コードは6桁です", "exit code 1234", "認証番号は2026年", "status code: 4031",
    "The verification code is sent within 10 minutes", "one-time code 2026-11-20", "確認コードは2026-11-20に届きました", "device code: request", "sign-in code is invalid",
])  # fmt: skip
def test_other_numbers_are_no_one_time_codes(text: str) -> None:
    assert mask(text).text == text


def test_a_key_at_a_lines_end_takes_nothing_of_the_next_line(make_key: Callable[[str, int], str]) -> None:
    for seed in range(20):
        text = f"OPENAI_API_KEY={make_key('project', seed)}\nOPENAI_MODEL=gpt-4o\n401 Incorrect API key\n"
        assert mask(text).text == "OPENAI_API_KEY=[masked:openai_project_key]\nOPENAI_MODEL=gpt-4o\n401 Incorrect API key\n"


@pytest.mark.parametrize("text", [
    "YOUR_KEY $OPENAI_API_KEY sk-... sk-proj-****abcd sk-your-openai-key-here",
    "Authorization: Bearer $OPENAI_API_KEY", 'Authorization: "Bearer YOUR_KEY"', "Authorization: 'Bearer undefined'",
    "OPENAI_API_KEY=sk-" + "x" * 24, "api_key=os.environ['OPENAI_API_KEY']", "password: os.environ['DB']",
    "req_96a32cfda4e0e6808ffb990ac1c58aeb proj_9deK6gcH82G5YIZlflevaF18 org-A3R3HqvCiY2RC7tQBYl8I2dT",
    "Request ID: 4e1fbe31-a3db-4a23-a8ba-d592dd108f9a", "gpt-4o-mini-2024-07-18 ft:gpt-4.1:acme::AbC123xy max_tokens: 250",
    "Incorrect API key provided: sk-0pQ2L***************************************dNmX. You can find", "task-management-system-v2",
    '"error": {"code": "invalid_api_key"}', "Unexpected token: <html>", "basic authentication is off", "Access denied (using password: YES)",
    "param: 'max_completion_tokens', type: 'tokens'", "idempotency-key: stainless-node-retry-0a1b2c3d4e5f",
])  # fmt: skip
def test_what_is_no_secret_stays(text: str) -> None:
    assert mask(text).text == text


@pytest.mark.parametrize(("before", "secret", "behind", "kind"), [
    ("api-key: ", "0123456789abcdef" + "fedcba98" * 2, "\nx", "azure_key"),
    ("Ocp-Apim-Subscription-Key: ", "0a1b2c3d" * 4, "", "azure_key"),
    ("AZURE_OPENAI_API_KEY=", "9f8e7d6c" * 4, "\nMODEL=x", "azure_key"),
    ("the key ", "b" + "Ab3dEf7h" * 6 + "cD9" + "JQQJ99" + "BGACYeBjFXJ3w3AAABACOG" + "Oz6s", " leaked", "azure_key"),
    ("Authorization: Basic ", "dXNlcjpw" + "YXNzd29yZA==", "\nHost: x", "password"),
    ("Set-Cookie: ", "__cf_bm=abcDEF123.x; path=/", "\nDate: x", "cookie"),
    ("postgres://me:", "s3cr3t" + "Pw", "@db/x", "url_password"),
    ("curl -u admin:", "s3cr3t" + "Pw", " https://x", "password"),
    ("DB_PASSWORD=", "hunter" + "22", "\nX=1", "password"),
    ("aws_secret_access_key = ", "wJalrXUtnFEMI" + "K7MDENGbPxRfiCYzzzKEYA9", "\n", "other_vendor_key"),
    ("x ", "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIabc\nabd\n-----END RSA " + "PRIVATE KEY-----", "\nbye", "private_key"),
    ("x-api-key: ", "q7Rt" * 8, "", "api_key_header"),
])  # fmt: skip
def test_unmarked_secrets_go_by_their_label(before: str, secret: str, behind: str, kind: str) -> None:
    masked = mask(before + secret + behind)
    assert (masked.text, masked.kinds) == (f"{before}[masked:{kind}]{behind}", (kind,))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(row=st.sampled_from(KEY_PREFIXES), body=st.text("abcXYZ0189_-", min_size=40, max_size=90), around=st.text(max_size=60))
def test_masking_twice_changes_nothing(row: tuple[str, str, int], body: str, around: str) -> None:
    once = mask(f"{around} {row[0]}{body} {around}")
    assert mask(once.text).text == once.text


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_text_can_be_masked_and_twice_is_once(text: str) -> None:
    once = mask(text)
    assert mask(once.text).text == once.text


@settings(max_examples=150, deadline=None)
@given(body=st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=20, max_size=60))
def test_any_body_behind_a_prefix_is_masked(body: str) -> None:
    key = "sk" + "-proj-" + body
    assert body not in mask(f"key {key} end").text


PLACES = (
    "mytool --api-key {} --model gpt-4.1", "mytool --token '{}'", "<apiKey>{}</apiKey>", "| OPENAI_API_KEY | {} |",
    "Incorrect API key provided: {}. You can find", "https://x.blob.core.windows.net/c?sv=2024&sig={}%3D",
    'ConvertTo-SecureString "{}" -AsPlainText -Force', "-Password {}", "machine api.example.com login bob password {}",
    "パスワード：{}",
)  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_secret_without_a_prefix_is_masked_by_what_stands_before_it(place: str, make_key: Callable[[str, int], str]) -> None:
    secret = make_key("groq", 3)[4:40]
    for text in (place.format(secret), json.dumps({"log": place.format(secret)}), "> " + place.format(secret)):
        masked = mask(text)
        assert secret not in masked.text
        assert masked.kinds
        assert mask(masked.text).text == masked.text


@pytest.mark.parametrize("text", [
    "The --password flag is missing, and so is the --api-key option", "mytool --max-token 250000 --model gpt-4.1-mini",
    "| key | value |\n|---|---|\n| token | the token's own name |", "see -key in the manual",
])  # fmt: skip
def test_a_label_without_a_secret_hides_nothing(text: str) -> None:
    assert mask(text).text == text


def test_a_label_does_not_hide_whose_key_it_is():
    """OpenAI's own sentence ends behind the key; its full stop made the labelled value longer than the key itself."""
    key = "sk-" + "proj-" + "Xy7a" * 12
    said = f"Incorrect API key provided: {key}. You can find your API key at https://platform.openai.com/account/api-keys."
    masked = mask(said)
    assert masked.kinds == ("openai_project_key",) and key not in masked.text


GENERATED = ("aB3d" * 21, "0f1e2d3c" * 4, "x9Yz_Kq7Lm2Np4Rs6Tv8" * 2)
SENTENCES = (
    "my key {}", "my api key is {}", "the key I use is {}", "using key {} for this", "azure key {} end", "KEY 1\n{}", "API key ({})", "secret is {}",
    "APIキーは{}です。", "APIキーは「{}」です", "キー: {}", "トークンは{}です", "鍵は{}です", "APIキー {}",
)  # fmt: skip


@pytest.mark.parametrize("value", GENERATED, ids=["84", "hexadecimal", "with signs"])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_key_without_a_prefix_that_a_sentence_names(sentence: str, value: str) -> None:
    masked = mask(sentence.format(value))
    assert value[:12] not in masked.text and value[-12:] not in masked.text
    assert masked.kinds


@pytest.mark.parametrize("sentence", ["my password is {}", "パスワードは{}です", "the password I use is {}."])
def test_a_password_that_a_sentence_names(sentence: str) -> None:
    value = "hunter" + "2-blue"
    assert value not in mask(sentence.format(value)).text


@pytest.mark.parametrize(
    "text",
    [
        "the project key is not set for proj_" + "aB3d" * 6,
        "the model key is gpt-4o-realtime-preview-2024-12-17 here",
        "cache key 0123456789abcdef0123456789abcdef is stale",
        "password is required for user1",
        "パスワードは8文字以上です",
        "APIキーはプロジェクト proj_" + "aB3d" * 6 + " のものです",
    ],
)
def test_what_only_stands_beside_the_word_is_kept(text: str) -> None:
    assert mask(text).text == text


def test_lines_that_only_look_encoded_hide_no_secret(make_key: Callable[[str, int], str]) -> None:
    """An empty variable ends its line as quoted-printable does, and a value may begin with 3D."""
    secret = make_key("azure_old", 5)
    masked = mask(f"AZURE_OPENAI_KEY=\n{secret}\nTIMEOUT=20\nMODE=3Dview\n")
    assert masked.text == "AZURE_OPENAI_KEY=\n[masked:azure_key]\nTIMEOUT=20\nMODE=3Dview\n"
