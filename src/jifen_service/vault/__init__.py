"""Sensitive data at rest (敏感数据): encrypted under rotating keys, found by keyed hash, masked."""

from jifen_service.vault.hashing import keyed_hash

__all__ = ["keyed_hash"]
