"""Who answered: told by hosts, by classes of client libraries, by labels, and by words only one of them uses."""

from __future__ import annotations

import re

PROVIDERS = ("openai", "azure", "litellm", "openrouter", "groq", "vllm", "ollama", "anthropic", "google", "other")
NOT_OPENAI = frozenset(PROVIDERS) - {"openai", "azure"}

_HOSTS: tuple[tuple[str, str], ...] = (
    (r"models\.inference\.ai\.azure\.com|models\.github\.ai|githubcopilot\.com", "other"),
    (r"openai\.azure\.com|cognitiveservices\.azure\.com|services\.ai\.azure\.com|go\.microsoft\.com", "azure"),
    (r"groq\.com", "groq"),
    (r"openrouter\.ai", "openrouter"),
    (r"api\.openai\.com|platform\.openai\.com|help\.openai\.com|chatgpt\.com|support@openai", "openai"),
    (r"(?:localhost|127\.0\.0\.1|0\.0\.0\.0|host\.docker\.internal|ollama):11434|ollama\.(?:com|ai)", "ollama"),
    (r"anthropic\.com|claude\.ai", "anthropic"),
    (r"googleapis\.com|cloud\.google\.com|ai\.google\.dev", "google"),
    (r"together\.(?:xyz|ai)|deepseek\.com|mistral\.ai|api\.x\.ai|huggingface\.co|perplexity\.ai|cohere\.(?:com|ai)|fireworks\.ai|amazonaws\.com"
     r"|moonshot\.cn|dashscope\.aliyuncs|cerebras\.ai|wandb\.ai|nvidia\.com|portkey\.ai|gateway\.ai\.cloudflare|siliconflow", "other"),
)  # fmt: skip
_LIBRARIES: tuple[tuple[str, str], ...] = (
    (r"AzureException|azure_openai|AzureOpenAI|AzureChatOpenAI|azure[_-]endpoint|azure[_-]deployment|\[azure\b|AZURE_OPENAI|Azure\.RequestFailed", "azure"),
    (r"\bgroq\.[A-Z]|GroqException|ChatGroq|langchain_groq|GROQ_API_KEY", "groq"),
    (r"OpenrouterException|OpenRouterException|ChatOpenRouter|OPENROUTER_API_KEY", "openrouter"),
    (r"[\"']type[\"']\s*:\s*[\"']error[\"']\s*,\s*[\"']error[\"']\s*:\s*\{\s*[\"']type[\"']\s*:\s*[\"'][a-z_]+_error[\"']\s*,\s*[\"']message|\banthropic\.[A-Z]|AnthropicException|AnthropicError|ChatAnthropic|ANTHROPIC_API_KEY|invalid x-api-key", "anthropic"),
    (r"VertexAIException|VertexAIError|GeminiException|google\.api_core|google\.genai|GoogleGenerativeAI|Publisher Model|INVALID_ARGUMENT"
     r"|RESOURCE_EXHAUSTED|FAILED_PRECONDITION|generateContent|GOOGLE_API_KEY|GEMINI_API_KEY", "google"),
    (r"\bollama\._types|\bollama\.[A-Z]|OllamaException|ChatOllama|\bollama (?:run|serve|pull)", "ollama"),
    (r"one_api_error|new_api_error|shell_api_error", "other"),
    (r"\{\s*[\"']error[\"']\s*:\s*[\"']model [\"'`][^\"'`]{1,100}[\"'`] not found", "ollama"),
    (r"\bvllm\b|hosted_vllm|served-model-name", "vllm"),
    (r"botocore|bedrock|BedrockException|mistralai|MistralException|TogetherAIException|HuggingfaceException|LM ?Studio|lmstudio|llama\.cpp|llama-server"
     r"|DeepseekException|CohereException|cohere\.", "other"),
)  # fmt: skip
_WORDS: tuple[tuple[str, str], ...] = (
    (r"this (?:key|team) can only access models|key not allowed to access model|team not allowed to access model|invalid model for (?:team|key)"
     r"|budget has been exceeded|exceeded(?:token)?budget|invalid model name passed in|no healthy deployments|litellm virtual key|invalid proxy server token", "litellm"),
    (r"is not a valid model id|no endpoints found|no allowed providers|no (?:cookie )?auth credentials", "openrouter"),
    (r"blocked at the (?:project|organization) level", "groq"),
    (r"try pulling it first", "ollama"),
    (r"api key not valid\. please pass|user location is not supported|is not found for api version|resource has been exhausted", "google"),
    (r"is not authorized to access model|no access to model|the requested model is not supported|unknown model|unable to access (?:non-serverless )?model"
     r"|model not exist|permitted models can be found|provided model identifier is invalid|invalid model identifier|no models loaded|your team \S+ does not have", "other"),
    (r"s0 pricing tier|azure openai api version", "azure"),
)  # fmt: skip


def _compiled(table: tuple[tuple[str, str], ...], flags: int = 0) -> re.Pattern[str]:
    """Return one pattern with a named group for each row; the name ends in the row's provider."""
    rows = "|".join(f"(?P<p{at}_{provider}>{pattern})" for at, (pattern, provider) in enumerate(table))
    return re.compile(rows, flags)


_HOST, _LIBRARY = _compiled(_HOSTS, re.IGNORECASE), _compiled(_LIBRARIES)
_WORDING = _compiled(_WORDS, re.IGNORECASE)
_LABEL = re.compile(r"(?im)^[ \t>*\-]*(?:model|provider|vendor|backend)[*]{0,2}[ \t]*[:=][*]{0,2}[ \t]*[\"'`]?(?P<name>[A-Za-z]+)")
_LABELS = {"groq": "groq", "azure": "azure", "azureopenai": "azure", "openrouter": "openrouter", "anthropic": "anthropic", "gemini": "google",
           "google": "google", "vertex": "google", "ollama": "ollama", "vllm": "vllm", "litellm": "litellm", "mistral": "other", "deepseek": "other",
           "together": "other", "bedrock": "other", "xai": "other", "lmstudio": "other"}  # fmt: skip
_VLLM_BODY = re.compile(r"[\"']object[\"']\s*:\s*[\"']error[\"']")
_OPENAI_CLIENT = re.compile(
    r"OpenAIException|\bopenai\.(?:error\.)?[A-Z]\w+Error|openai/(?:core|error|_base_client)|openai[\\/]_|com\.openai\.|OpenAI\\|PermissionDeniedError"
    r"|API(?:Connection|Timeout|ConnectionTimeout)Error|_APIError|AsyncOpenAI|\bOpenAI\(|ChatOpenAI|openai-python|OpenAI/|(?<![A-Za-z])(?:openai|OpenAI|ChatGPT)(?![A-Za-z])|(?<![A-Za-z/])gpt-[0-9]",
)


def wording_provider(words: str) -> str | None:
    """Return whose words these are, where only one of them says it so."""
    return _named(_WORDING.search(words))


def provider_around(seen: str, start: int, end: int, low: int, high: int) -> str | None:
    """Return who answered by what stands nearest to a sentence; `low` and `high` bound the stretch that belongs to it."""
    near = _named(_HOST.search(seen, end, min(high, end + 300)))
    line_end = seen.find("\n", end, high)
    if near and (line_end < 0 or _HOST.search(seen, end, line_end)):
        return near
    if (inside := _named(_LIBRARY.search(seen, max(low, start - 40), min(high, end + 40)))) and len(seen[start:end]) < 200:
        return inside
    before = [found for pattern in (_LIBRARY, _HOST) for found in pattern.finditer(seen, max(low, start - 20_000), start)]
    behind = [found for pattern in (_LIBRARY, _HOST) for found in pattern.finditer(seen, end, min(high, end + 5_000))]
    ranked = sorted([*((start - found.end(), found) for found in before), *((2 * (found.start() - end), found) for found in behind)], key=lambda row: row[0])
    if ranked:
        return _named(ranked[0][1])
    labels = [_LABELS.get(found["name"].lower()) for found in _LABEL.finditer(seen, max(low, start - 2_000), min(high, end + 2_000))]
    return next(filter(None, labels), None)


def looks_like_vllm(seen: str, low: int, high: int) -> bool:
    """Tell whether a body has the flat shape of a vLLM server."""
    return _VLLM_BODY.search(seen, low, high) is not None


def names_openai(seen: str, low: int, high: int) -> bool:
    """Tell whether OpenAI's host or one of its client libraries is named."""
    return _OPENAI_CLIENT.search(seen, low, high) is not None


def _named(found: re.Match[str] | None) -> str | None:
    """Return the provider whose row matched."""
    return found.lastgroup.partition("_")[2] if found and found.lastgroup else None
