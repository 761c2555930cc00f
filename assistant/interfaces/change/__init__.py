"""A change of model permissions on a page: its preview, its outcome, and the work behind them."""
