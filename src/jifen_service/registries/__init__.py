"""Checks against registers (核查): one interface; by HTTP, by file, by hand; answers are kept."""
