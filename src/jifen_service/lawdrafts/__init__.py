"""Drafts of the law (规则草案): written, proposed, published by a second administrator, withdrawn by two."""
