"""What gives away who answered: hosts, client libraries, and words that only one of them uses; data, no rules."""

from __future__ import annotations

# Each row: the provider, then alternatives of a pattern. An earlier row wins over a later one at the same place.
HOSTS: tuple[tuple[str, ...], ...] = (  # in any case
    (
        "other",
        r"models\.inference\.ai\.azure\.com|models\.github\.ai|githubcopilot\.com",
    ),
    (
        "azure",
        r"openai\.azure\.com|cognitiveservices\.azure\.com|services\.ai\.azure\.com|go\.microsoft\.com",
    ),
    (
        "groq",
        r"groq\.com",
    ),
    (
        "openrouter",
        r"openrouter\.ai",
    ),
    (
        "openai",
        r"api\.openai\.com|platform\.openai\.com|help\.openai\.com|chatgpt\.com|support@openai",
    ),
    (
        "ollama",
        r"(?:localhost|127\.0\.0\.1|0\.0\.0\.0|host\.docker\.internal|ollama):11434|ollama\.(?:com|ai)",
    ),
    (
        "anthropic",
        r"anthropic\.com|claude\.ai",
    ),
    (
        "google",
        r"googleapis\.com|cloud\.google\.com|ai\.google\.dev",
    ),
    (
        "other",
        r"together\.(?:xyz|ai)|deepseek\.com|mistral\.ai|api\.x\.ai|huggingface\.co|perplexity\.ai",
        r"cohere\.(?:com|ai)|fireworks\.ai|amazonaws\.com|moonshot\.cn|dashscope\.aliyuncs|cerebras\.ai",
        r"wandb\.ai|nvidia\.com|portkey\.ai|gateway\.ai\.cloudflare|siliconflow",
    ),
)
LIBRARIES: tuple[tuple[str, ...], ...] = (  # in this case only
    (
        "azure",
        r"AzureException|azure_openai|AzureOpenAI|AzureChatOpenAI|azure[_-]endpoint|azure[_-]deployment",
        r"\[azure\b|AZURE_OPENAI|Azure\.RequestFailed",
    ),
    (
        "groq",
        r"\bgroq\.[A-Z]|GroqException|ChatGroq|langchain_groq|GROQ_API_KEY",
    ),
    (
        "openrouter",
        r"OpenrouterException|OpenRouterException|ChatOpenRouter|OPENROUTER_API_KEY",
    ),
    (
        "anthropic",
        r"[\"']type[\"']\s*:\s*[\"']error[\"']\s*,\s*[\"']error[\"']\s*:\s*\{\s*[\"']type[\"']\s*:\s*[\"'][a-z_]+_error[\"']\s*,\s*[\"']message",
        r"\banthropic\.[A-Z]|AnthropicException|AnthropicError|ChatAnthropic|ANTHROPIC_API_KEY",
        r"invalid x-api-key",
    ),
    (
        "google",
        r"VertexAIException|VertexAIError|GeminiException|google\.api_core|google\.genai",
        r"GoogleGenerativeAI|Publisher Model|INVALID_ARGUMENT|RESOURCE_EXHAUSTED|FAILED_PRECONDITION",
        r"generateContent|GOOGLE_API_KEY|GEMINI_API_KEY",
    ),
    (
        "ollama",
        r"\bollama\._types|\bollama\.[A-Z]|OllamaException|ChatOllama",
        r"\bollama (?:run|serve|pull|list|ps|show|create)\b",
    ),
    (
        "other",
        r"one_api_error|new_api_error|shell_api_error",
    ),
    (
        "ollama",
        r"\{\s*[\"']error[\"']\s*:\s*[\"']model [\"'`][^\"'`]{1,100}[\"'`] not found",
    ),
    (
        "vllm",
        r"\bvllm\b|hosted_vllm|served-model-name",
    ),
    (
        "other",
        r"botocore|bedrock|BedrockException|mistralai|MistralException|TogetherAIException",
        r"HuggingfaceException|LM ?Studio|lmstudio|llama\.cpp|llama-server|DeepseekException",
        r"CohereException|cohere\.",
    ),
)
WORDS: tuple[tuple[str, ...], ...] = (  # in any case
    (
        "litellm",
        r"this (?:key|team) can only access models|key not allowed to access model",
        r"team not allowed to access model|invalid model for (?:team|key)|budget has been exceeded",
        r"exceeded(?:token)?budget|invalid model name passed in|no healthy deployments",
        r"litellm virtual key|invalid proxy server token",
    ),
    (
        "openrouter",
        r"is not a valid model id|no endpoints found|no allowed providers|no (?:cookie )?auth credentials",
    ),
    (
        "groq",
        r"blocked at the (?:project|organization) level",
    ),
    (
        "ollama",
        r"try pulling it first",
        r"model [\"'`][\w.\-/]{1,80}:(?:latest|[a-z]?\d[\w.\-]{0,40})[\"'`] not found",
        r"model [\"'`][^\"'`]{1,100}[\"'`] not found[\"'],\s{0,40}[\"']type[\"']\s{0,4}:\s{0,4}[\"']not_found_error",
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
        r"no models loaded|your team \S+ does not have",
    ),
    (
        "azure",
        r"s0 pricing tier|azure openai api version|azure openai.s content management policy",
    ),
)
LABELS: dict[str, str] = {
    "groq": "groq",
    "azure": "azure",
    "azureopenai": "azure",
    "openrouter": "openrouter",
    "anthropic": "anthropic",
    "gemini": "google",
    "google": "google",
    "vertex": "google",
    "ollama": "ollama",
    "vllm": "vllm",
    "litellm": "litellm",
    "mistral": "other",
    "deepseek": "other",
    "together": "other",
    "bedrock": "other",
    "xai": "other",
    "lmstudio": "other",
}  # what a page or a configuration calls a provider
