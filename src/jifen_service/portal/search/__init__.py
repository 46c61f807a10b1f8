"""Search (搜索) by words, pinyin or initials, over the guide, benefits, service points and tools."""
