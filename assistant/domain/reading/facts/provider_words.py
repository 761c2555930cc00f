"""Words that only one of those who answer uses; data, no rules."""

from __future__ import annotations

# Each row: the provider, then alternatives of a pattern. An earlier row wins over a later one at the same place.
WORDS: tuple[tuple[str, ...], ...] = (  # in any case
    (
        "litellm",
        r"(?:key|team|user|member|org|organization|project|agent|customer) not allowed to access model",
        r"can only access models ?=|this (?:key|team|token|user|project) can only access models",
        r"not allowed to call model ?=|no team has access to the requested model|not allowed\. allowed_models",
        r"for this api key, or the model name is invalid|in the allowed models for this customer",
        r"virtual key is not allowed to call this route|key is blocked\. update via",
        r"invalid model for (?:team|key)|budget has been exceeded|over budget\. spend ?=",
        r"exceeded(?:token)?budget|exceeded budget for model ?=|invalid model name passed in",
        r"no healthy deployments|llm provider not provided|litellm virtual key|invalid proxy server token",
        r"litellm_verificationtoken",
    ),
    (
        "openrouter",
        r"is temporarily rate-limited upstream",
        r"is not a valid model id|no endpoints found|no allowed providers|no (?:cookie )?auth credentials",
    ),
    (
        "groq",
        r"blocked at the (?:project|organization) level",
    ),
    (
        "ollama",
        r"try pulling it first|\bdoes not support (?:tools|thinking|insert|generate)\b(?! with)",
        r"model [\"'`][\w.\-/]{1,80}:(?:latest|[a-z]?\d[\w.\-]{0,40})[\"'`] not found",
        r"model [\"'`][^\"'`]{1,100}[\"'`] not found[\"'],\s{0,40}[\"']type[\"']\s{0,4}:\s{0,4}[\"']not_found_error",
    ),
    (
        "vllm",
        r"--enable-auto-tool-choice",
    ),
    (
        "google",
        r"api key not valid\. please pass|user location is not supported|is not found for api version",
        r"resource has been exhausted",
    ),
    (
        "other",
        r"is not authorized to access model|no access to model|the requested model is not supported",
        r"unknown model|unable to access (?:non-serverless )?model|model not exist",
        r"permitted models can be found|provided model identifier is invalid|invalid model identifier",
        r"is not allowed for this integration|x-portkey-(?:config|provider)",
        r"portkey (?:virtual key|integration|workspace|api key|usage limits policy|rate limit policy)",
        r"no models loaded|your team \S+ does not have",
    ),
    (
        "azure",
        r"s0 pricing tier|azure openai api version|azure openai.s content management policy",
    ),
)
