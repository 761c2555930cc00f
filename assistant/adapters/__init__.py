"""Floor 1: the doors to the world outside: the OpenAI API, the database, a language model."""
