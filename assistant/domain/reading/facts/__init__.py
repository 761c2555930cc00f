"""The facts of one error: ids, names, codes, statuses, and who answered."""
