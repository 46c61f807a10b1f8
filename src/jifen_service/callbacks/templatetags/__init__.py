"""Tags of the pages of call-backs."""
