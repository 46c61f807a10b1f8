"""Sensitive data at rest (敏感数据): encrypted with rotating keys, found again by keyed hash."""
