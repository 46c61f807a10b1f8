"""Sealing (加密): AES-256-GCM under the newest key, opened with whichever key of the ring sealed it.

A sealed value is bound to its place (``context``): moved to another field or file it no longer opens.
"""

import base64
import hashlib
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from jifen_service.vault.errors import VaultError

KEY_BYTES = 32
_NONCE_BYTES = 12
_ID_BYTES = 4

Ring = dict[bytes, AESGCM]


def newest_key_id() -> bytes:
    """The 4 bytes that mark what the newest key sealed."""
    return next(iter(_ring(tuple(settings.VAULT_KEYS))))


def seal(content: bytes, context: str) -> bytes:
    """Key id (4 bytes), nonce (12 bytes), ciphertext with its tag."""
    key_id, cipher = next(iter(_ring(tuple(settings.VAULT_KEYS)).items()))
    nonce = os.urandom(_NONCE_BYTES)
    return key_id + nonce + cipher.encrypt(nonce, content, context.encode())


def unseal(sealed: bytes, context: str) -> bytes:
    """Open what `seal` made for the same context.

    Raises:
        VaultError: its key is not in settings.VAULT_KEYS, or bytes or context are not what was sealed.
    """
    key_id, nonce = sealed[:_ID_BYTES], sealed[_ID_BYTES : _ID_BYTES + _NONCE_BYTES]
    cipher = _ring(tuple(settings.VAULT_KEYS)).get(key_id)
    if cipher is None:
        raise VaultError(f"{context}: sealed with key {key_id.hex()}, which is not in the ring")
    try:
        return cipher.decrypt(nonce, sealed[_ID_BYTES + _NONCE_BYTES :], context.encode())
    except (InvalidTag, ValueError) as error:
        raise VaultError(f"{context}: altered, or sealed for another place") from error


def new_key() -> str:
    """A random key as settings.VAULT_KEYS holds it: 32 bytes in URL-safe base64."""
    return base64.urlsafe_b64encode(os.urandom(KEY_BYTES)).decode("ascii")


@lru_cache(maxsize=8)
def _ring(keys: tuple[str, ...]) -> Ring:
    """The ciphers by key id, newest first."""
    if not keys:
        raise ImproperlyConfigured("VAULT_KEYS is empty; set JIFEN_VAULT_KEYS to at least one key.")
    secrets = [_decoded(key) for key in keys]
    return {hashlib.sha256(secret).digest()[:_ID_BYTES]: AESGCM(secret) for secret in secrets}


def _decoded(key: str) -> bytes:
    try:
        secret = base64.urlsafe_b64decode(key)
    except ValueError:
        secret = b""
    if len(secret) != KEY_BYTES:
        raise ImproperlyConfigured(
            f"A key of JIFEN_VAULT_KEYS is not {KEY_BYTES} bytes in URL-safe base64; "
            "make one with: jifen-service vault_rotate --print-key"
        )
    return secret
