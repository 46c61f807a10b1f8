"""Limited guessing (限制猜码): an address that asks for codes that do not exist must wait.

Who verifies real notices, however many, never notices. Counted in the cache that all processes share.
"""

from __future__ import annotations

from datetime import datetime
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

from django.conf import settings
from django.core.cache import cache

#: of an IPv6 address, the part that belongs to one customer
_NETWORK = 64


def seconds_to_wait(address: str, now: datetime) -> int:
    """How long an address must wait before it may ask again; 0 if it may now."""
    misses, until = cache.get(_key(address)) or (0, now.timestamp())
    if misses < settings.NOTICE_MISSES:
        return 0
    return max(0, ceil(until - now.timestamp()))


def missed(address: str, now: datetime) -> None:
    """Count a code that does not exist; the time to wait runs from the first of a row."""
    key, seconds = _key(address), settings.NOTICE_MISSES_WITHIN.total_seconds()
    misses, until = cache.get(key) or (0, 0.0)
    if until <= now.timestamp():
        misses, until = 0, now.timestamp() + seconds
    cache.set(key, (misses + 1, until), seconds)


def _key(address: str) -> str:
    try:
        told = ip_address(address)
    except ValueError:
        return "notice-miss:unknown"
    where = ip_network(f"{told}/{_NETWORK}", strict=False) if isinstance(told, IPv6Address) else told
    return f"notice-miss:{where}"
