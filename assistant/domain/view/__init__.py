"""A case in one language: what a face shows, derived from facts, findings and answers."""
