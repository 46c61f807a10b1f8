"""A case in words (案卷), the same for every front: its facts, what was amended, who did what."""
