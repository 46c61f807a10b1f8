"""Advice (参谋): what would be returned, and why, before it is handed in."""
