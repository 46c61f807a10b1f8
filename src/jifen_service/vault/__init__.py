"""Sensitive data at rest (敏感数据): encrypted with rotating keys, found again by keyed hash, masked on screens."""

from jifen_service.vault.hashing import keyed_hash

__all__ = ["keyed_hash"]
