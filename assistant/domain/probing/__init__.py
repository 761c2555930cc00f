"""Which calls a check makes, with which keys, and to whom."""
