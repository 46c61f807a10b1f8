"""What somebody searched for, carried in an address without being readable there (搜索词).

A number or a name must not stand in logs of proxies or in the history of a shared browser.
"""

from __future__ import annotations

import base64

from jifen_service.vault.errors import VaultError
from jifen_service.vault.sealing import seal, unseal

_CONTEXT = "search"
_LONGEST = 60


def hide(text: str) -> str:
    """Seal what was typed, for an address; "" for nothing."""
    text = text.replace("\x00", "").strip()[:_LONGEST]
    return base64.urlsafe_b64encode(seal(text.encode(), _CONTEXT)).decode().rstrip("=") if text else ""


def reveal(token: str) -> str:
    """What `hide` sealed; "" for a token that nobody gave out."""
    try:
        return unseal(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)), _CONTEXT).decode()
    except (VaultError, ValueError):
        return ""
