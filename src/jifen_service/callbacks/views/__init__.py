"""Pages of call-backs."""
