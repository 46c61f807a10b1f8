"""The guide (指南): Markdown in both languages; the numbers are filled in by the law."""
