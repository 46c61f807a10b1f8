"""Secrets of second factors (第二重验证的密钥): allauth keeps them sealed inside its own JSON."""

import base64
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from jifen_service.vault.sealing import newest_key_id, seal, unseal

_CONTEXT = "second factor"
_SEALED_KEYS = ("secret", "seed")


def close(secret: str) -> str:
    """Seal a secret for the database."""
    return base64.b64encode(seal(secret.encode(), _CONTEXT)).decode("ascii")


def opened(sealed: str) -> str:
    """The secret that `close` sealed."""
    return unseal(base64.b64decode(sealed), _CONTEXT).decode()


@transaction.atomic
def reseal() -> int:
    """Seal with the newest key the secrets that an older one sealed; give how many authenticators changed."""
    changed = 0
    for authenticator in Authenticator.objects.select_for_update():
        fresh = {key: _fresh(key, value) for key, value in authenticator.data.items()}
        if fresh != authenticator.data:
            authenticator.data = fresh
            authenticator.save(update_fields=["data"])
            changed += 1
    return changed


def _fresh(key: str, value: Any) -> Any:
    if key not in _SEALED_KEYS or base64.b64decode(value).startswith(newest_key_id()):
        return value
    return close(opened(value))
