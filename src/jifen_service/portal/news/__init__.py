"""News of the law (规则的变动): every day on which a value changes is an entry, with a feed."""
