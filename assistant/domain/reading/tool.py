"""The tool or library around the error, and the endpoint that was called."""

from __future__ import annotations

import re

from assistant.domain.reading.values import Value

TOOLS: tuple[tuple[str, str], ...] = (
    ("cursor", r"\bCursor\b|cursor\.(?:sh|com)|Unauthorized User API key"),
    ("aider", r"\baider\b|> AIDER"),
    ("continue", r"\bContinue\.dev\b|\*\*Error Details\*\*|continuedev|\.continue/"),
    ("dify", r"\bdify\b|PluginInvokeError|InvokeBadRequestError"),
    ("n8n", r"\bn8n\b|NodeApiError"),
    ("flowise", r"\bflowise\b"),
    ("open_webui", r"\bopen[- ]?webui\b|Uh-oh! There was an issue"),
    ("librechat", r"\blibrechat\b"),
    ("lobechat", r"\blobe-?(?:chat|hub)\b"),
    ("obsidian_copilot", r"\bobsidian[- ]copilot\b|\bCopilot for Obsidian\b|API key verification failed"),
    ("home_assistant", r"\bhome ?assistant\b|openai_conversation"),
    ("zapier", r"\bzapier\b"),
    ("make", r"\bmake\.com\b|\bIntegromat\b"),
    ("gpt_engineer", r"\bgpt[-_]engineer\b"),
    ("gpt_researcher", r"\bgpt[-_]researcher\b"),
    ("windmill", r"\bwindmill\b"),
    ("codex", r"\bcodex(?:_acp|-acp| exec|-cli| cli)\b|using Codex with"),
    ("crewai", r"\bcrew-?ai\b"),
    ("autogen", r"\bautogen\b"),
    ("llama_index", r"\bllama[-_]?index\b"),
    ("langchain", r"\blang(?:chain|graph|smith)\w*"),
    ("ai_sdk", r"@ai-sdk|AI_APICallError|\bAI SDK\b"),
    ("spring_ai", r"\bspring[- .]?ai\b|springframework\.ai"),
    ("semantic_kernel", r"semantic[-_ .]?kernel|Microsoft\.SemanticKernel"),
    ("litellm", r"\blitellm\b"),
    ("vscode", r"\bVS ?Code\b|Sorry, your request failed\. Please try again"),
)
_TOOL = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in TOOLS), re.IGNORECASE)
_ORDER = {name: at for at, (name, _) in enumerate(TOOLS)}
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
    found = list({match.lastgroup: match for match in _TOOL.finditer(seen, low, high)}.values())
    best = min(found, key=lambda match: _ORDER[match.lastgroup or ""], default=None)
    return Value(best.lastgroup or "", None, None) if best else None


def endpoint_near(seen: str, start: int, low: int, high: int) -> Value | None:
    """Return the path that was called, by the URL or request line nearest to the error."""
    found = [match for match in _ENDPOINT.finditer(seen, low, high) if "/docs/" not in match[0]]
    best = min(found, key=lambda match: abs(match.start() - start), default=None)
    return Value(best["path"], *best.span("path")) if best else None
