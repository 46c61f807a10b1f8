"""Settings by environment, addresses, the clock, and what every response carries."""
