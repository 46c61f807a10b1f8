"""Template tags of the house: the bar, the marks, the language switch."""
