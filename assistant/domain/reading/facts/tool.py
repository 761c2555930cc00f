"""The tool or library around the error, and the endpoint that was called."""

from __future__ import annotations

import re

from assistant.domain.reading.facts.values import Value

TOOLS: tuple[tuple[str, tuple[str, ...], str], ...] = (  # a program before the library that it uses
    ("cursor", ("cursor", "unauthorized user api key"), r"\bCursor\b|cursor\.(?:sh|com)|Unauthorized User API key"),
    ("aider", ("aider",), r"\baider\b|> AIDER"),
    ("continue", ("continue", "**error details**"), r"\bContinue\.dev\b|\*\*Error Details\*\*|continuedev|\.continue/"),
    ("dify", ("dify", "plugininvokeerror", "invokebadrequest"), r"\bdify\b|PluginInvokeError|InvokeBadRequestError"),
    ("n8n", ("n8n", "nodeapierror"), r"\bn8n\b|NodeApiError"),
    ("flowise", ("flowise",), r"\bflowise\b"),
    ("open_webui", ("webui", "uh-oh!"), r"\bopen[- ]?webui\b|Uh-oh! There was an issue"),
    ("librechat", ("librechat",), r"\blibrechat\b"),
    ("lobechat", ("lobe",), r"\blobe-?(?:chat|hub)\b"),
    (
        "obsidian_copilot",
        ("obsidian", "api key verification failed"),
        r"\bobsidian[- ]copilot\b|\bCopilot for Obsidian\b|API key verification failed",
    ),
    ("home_assistant", ("assistant", "openai_conversation"), r"\bhome ?assistant\b|openai_conversation"),
    ("zapier", ("zapier",), r"\bzapier\b"),
    ("make", ("make.com", "integromat"), r"\bmake\.com\b|\bIntegromat\b"),
    ("gpt_engineer", ("engineer",), r"\bgpt[-_]engineer\b"),
    ("gpt_researcher", ("researcher",), r"\bgpt[-_]researcher\b"),
    ("windmill", ("windmill",), r"\bwindmill\b"),
    ("codex", ("codex",), r"\bcodex(?:_acp|-acp| exec|-cli| cli)\b|using Codex with"),
    ("crewai", ("crew",), r"\bcrew-?ai\b"),
    ("autogen", ("autogen",), r"\bautogen\b"),
    ("llama_index", ("index",), r"\bllama[-_]?index\b"),
    ("langchain", ("lang",), r"\blang(?:chain|graph|smith)\w*"),
    ("ai_sdk", ("ai-sdk", "ai sdk", "ai_apicallerror"), r"@ai-sdk|AI_APICallError|\bAI SDK\b"),
    ("spring_ai", ("spring",), r"\bspring[- .]?ai\b|springframework\.ai"),
    ("semantic_kernel", ("kernel",), r"semantic[-_ .]?kernel|Microsoft\.SemanticKernel"),
    ("litellm", ("litellm",), r"\blitellm\b"),
    (
        "vscode",
        ("code", "sorry, your request failed"),
        r"\bVS ?Code\b|Sorry, your request failed\. Please try again",
    ),
)
_COMPILED = tuple((name, marks, re.compile(pattern, re.IGNORECASE)) for name, marks, pattern in TOOLS)
_PATHS = (
    "chat/completions|completions|responses(?:/input_tokens)?|embeddings|images/(?:generations|edits"
    "|variations)|audio/(?:speech|transcriptions|translations)"
    "|moderations|models(?:/[A-Za-z0-9._:\\-]+)?|realtime(?:/client_secrets|/sessions)?|files|batches"
    "|fine_tuning/jobs|assistants|threads|videos|organization/[a-z_/]+"
)
_ENDPOINT = re.compile(
    rf"(?:(?:POST|GET|DELETE|PUT)[ \"']{{1,3}}|https?://[A-Za-z0-9.\-:]{{3,80}}|(?:url|path"
    rf"|endpoint)[\"']?[:=] ?[\"']?)(?P<path>(?:/[a-z0-9_\-]+){{0,4}}?/(?:{_PATHS}))(?![A-Za-z/])"
)


def tool_in(seen: str, low: int, high: int) -> Value | None:
    """Return the tool that the text names; a program before the library that it uses."""
    stretch = seen[low:high].lower()
    for name, marks, pattern in _COMPILED:
        if any(mark in stretch for mark in marks) and pattern.search(seen, low, high):
            return Value(name)
    return None


def endpoint_near(seen: str, start: int, low: int, high: int) -> Value | None:
    """Return the path that was called, by the URL or request line nearest to the error."""
    found = [match for match in _ENDPOINT.finditer(seen, low, high) if "/docs/" not in match[0]]
    best = min(found, key=lambda match: abs(match.start() - start), default=None)
    return Value(best["path"], *best.span("path")) if best else None
