"""What gives away who answered: hosts, client libraries, and what people call a provider; data, no rules."""

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
        r"(?-i:(?<!-)openai-(?:organization|version|project)[\"']?\s{0,2}[:=])",  # headers of its answers
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
        r"\[azure\b|AZURE_OPENAI|apim-request-id|x-ms-region",
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
        r"\bvllm\b|hosted_vllm|served-model-name|\bVLLM_[A-Z]+",
    ),
    (
        "other",
        r"botocore|bedrock|BedrockException|mistralai|MistralException|TogetherAIException",
        r"HuggingfaceException|LM ?Studio|lmstudio|llama\.cpp|llama-server|DeepseekException",
        r"CohereException|cohere\.|x-portkey-[a-z]|\bPORTKEY_",
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
    "cohere": "other",
    "fireworks": "other",
    "togetherai": "other",
    "perplexity": "other",
    "cerebras": "other",
    "sambanova": "other",
    "nvidia": "other",
    "nvidianim": "other",
    "huggingface": "other",
    "moonshot": "other",
    "kimi": "other",
    "zhipu": "other",
    "dashscope": "other",
    "siliconflow": "other",
    "vertexai": "google",
    "grok": "other",
    "watsonx": "other",
    "databricks": "other",
    "snowflake": "other",
    "bifrost": "other",
    "portkey": "other",
    "kong": "other",
    "kserve": "other",
    "triton": "other",
    "sglang": "other",
    "lmdeploy": "other",
    "localai": "other",
    "xinference": "other",
    "llamacpp": "other",
    "tgi": "other",
    "githubmodels": "other",
    "claude": "anthropic",
}  # what a page or a configuration calls a provider
SPOKEN: tuple[str, ...] = (  # how people and programs write those names
    *(name for name in LABELS if name not in ("litellm", "claude", "kong", "triton", "grok")),
    "azure openai",
    "vertex ai",
    "together ai",
    "lm studio",
    "hugging face",
    "nvidia nim",
    "llama.cpp",
    "github models",
)
