"""Who answered, by the client that code makes and by an error's type; data, no rules."""

from __future__ import annotations

CLIENTS: tuple[tuple[str, ...], ...] = (  # in this case only: a vendor's own client, loaded, made or raising
    (
        "azure",
        r"Azure\.RequestFailed",
        r"new AzureOpenAI\w*\(|@ai-sdk/azure|\bcreateAzure\(",
    ),
    (
        "groq",
        r"(?:from|import) groq\b|\b(?:Async)?Groq\(|[\"']groq-sdk[\"']|@ai-sdk/groq|\bcreateGroq\(",
    ),
    (
        "openrouter",
        r"(?:from|import) openrouter\b|\bOpenRouter\(|@openrouter/|\bcreateOpenRouter\(",
    ),
    (
        "anthropic",
        r"(?:from|import) anthropic\b|\b(?:Async)?Anthropic\(|@anthropic-ai/sdk|@ai-sdk/anthropic|\bcreateAnthropic\(",
    ),
    (
        "google",
        r"from google import genai|google\.generativeai|\bgenai\.Client\(|\bGenerativeModel\(|@google/genai",
        r"@google/generative-ai|@ai-sdk/google|\bcreateGoogleGenerativeAI\(",
    ),
    (
        "ollama",
        r"(?:from|import) ollama\b|\bollama\.(?:chat|generate|embed|Client|AsyncClient)\(|new Ollama\(",
        r"\bcreateOllama\(",
    ),
    (
        "other",
        r"(?:from|import) (?:mistralai|cohere|together|cerebras|fireworks|xai_sdk)\b|\bMistral\(",
        r"\b(?:Async)?Together\(|\bCerebras\(|\bcohere\.Client|[\"']together-ai[\"']|@mistralai/",
        r"@ai-sdk/(?:mistral|cohere|togetherai|cerebras|fireworks|xai|deepseek|amazon-bedrock)|\bInferenceClient\(",
    ),
)
TYPES: dict[str, str] = {
    "auth_error": "litellm",
    "token_not_found_in_db": "litellm",
    "no_db_connection": "litellm",
    "expired_key": "litellm",
    "key_model_access_denied": "litellm",
    "team_model_access_denied": "litellm",
    "user_model_access_denied": "litellm",
    "org_model_access_denied": "litellm",
    "project_model_access_denied": "litellm",
    "team_member_permission_error": "litellm",
    "model_not_allowed_error": "other",
    "virtual_key_exhaust_error": "other",
    "integration_exhaust_error": "other",
    "workspace_exhaust_error": "other",
    "api_key_exhaust_error": "other",
    "usage_limits_policy_exhaust_error": "other",
    "virtual_key_expired_error": "other",
    "workspace_expired_error": "other",
}  # types of an error that only one of them gives
SHARED = frozenset(
    {"context_length", "model_not_found", "rate_limited", "server_error"}
)  # whose words many servers say
