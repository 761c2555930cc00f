"""People's words around an error: whether it lives, is over, or is only talked about."""
