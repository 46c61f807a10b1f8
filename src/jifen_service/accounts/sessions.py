"""Sessions in the database, sealed: what sign-in keeps for a moment (number, code) is not readable there."""

import base64
from typing import Any

import orjson
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from jifen_service.vault.errors import VaultError
from jifen_service.vault.sealing import seal, unseal

_CONTEXT = "session"


class SessionStore(DatabaseStore):
    """Django's database sessions with their content sealed."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        return base64.b64encode(seal(orjson.dumps(session_dict), _CONTEXT)).decode("ascii")

    def decode(self, session_data: str) -> dict[str, Any]:
        """What was kept; nothing, which signs out, when it cannot be opened."""
        try:
            return orjson.loads(unseal(base64.b64decode(session_data), _CONTEXT))
        except (VaultError, ValueError):
            return {}
