"""The list of materials (材料清单) for whoever asks: it adapts to what is ticked, and prints."""
