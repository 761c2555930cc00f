"""Masking: every secret in a text is replaced before anything else looks at it."""
