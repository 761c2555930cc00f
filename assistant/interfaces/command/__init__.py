"""The command `model-access`: one small file a verb; JSON to standard output alone, messages to standard error."""
