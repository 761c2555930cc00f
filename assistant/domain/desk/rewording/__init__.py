"""Rewording a draft behind a fence, pure: what a language model is shown, and whether its answer may be used."""
