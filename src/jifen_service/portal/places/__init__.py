"""Service points (受理点): which centre is competent, when it is open, what to bring."""
