"""From facts and findings to one verdict with its grade."""
