"""What the pages of populations and comparisons ask and show."""
