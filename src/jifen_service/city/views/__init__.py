"""Pages of the city's administrator."""
