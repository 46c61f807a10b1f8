"""Benefits (待遇): what the pass mark brings at each stage of a childhood, and what must be held when."""
