"""What the lead sees: figures of cases and tickets, aggregated; values and pure functions."""
