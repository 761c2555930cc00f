"""Speed, measured side by side and held against its budgets; `make bench` prints it, no test is timed."""
