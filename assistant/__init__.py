"""Model Access Assistant: read an OpenAI API error, decide its cause, guide to a proved fix."""
