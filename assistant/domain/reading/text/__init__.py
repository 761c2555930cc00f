"""The text as it stands: what wraps, frames, quotes and bodies are undone or looked through."""
