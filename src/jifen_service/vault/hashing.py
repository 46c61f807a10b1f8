"""Keyed hashes (带密钥的摘要): a value is found again without being readable."""

import hashlib
import hmac
import unicodedata

from django.conf import settings


def keyed_hash(text: str) -> str:
    """HMAC-SHA256 of the normalised text, 64 hexadecimal digits.

    Full-width digits, spaces and upper or lower case make no difference: ``3101…12x`` finds ``3101…12X``.
    """
    normal = "".join(unicodedata.normalize("NFKC", text).split()).casefold()
    return hmac.new(settings.VAULT_HASH_KEY.encode(), normal.encode(), hashlib.sha256).hexdigest()


def cache_key(key: str, prefix: str, version: int) -> str:
    """The key under which the cache keeps an entry: its own may be made of a number that somebody typed."""
    return keyed_hash(f"{prefix}:{version}:{key}")
