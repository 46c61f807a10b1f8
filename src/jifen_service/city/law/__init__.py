"""The pages of the law's drafts (规则草案页): values in forms, changes in words."""
