"""Floor 0: values and pure functions; the standard library only, no clock, no network, no words."""
