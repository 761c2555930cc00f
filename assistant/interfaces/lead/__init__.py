"""The lead's page: figures, what became of cases, where guides are left, what to write next; imported when opened."""
