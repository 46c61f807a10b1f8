"""The hash of a row: HMAC-SHA256 over its canonical JSON and the hash of the row before it.

The key lies outside the database, so that who can write there still cannot forge a chain.
"""

import hashlib
import hmac
from datetime import UTC

import orjson
from django.conf import settings

from jifen_service.audit.models import AuditEvent

_PURPOSE = b"jifen audit chain"


def seal(event: AuditEvent) -> str:
    """The hash that belongs to the row as it is: 64 hexadecimal digits."""
    return hmac.new(_key(), canonical(event), hashlib.sha256).hexdigest()


def canonical(event: AuditEvent) -> bytes:
    """The one spelling of a row's content, whichever database it was read from."""
    content = {
        "chain": str(event.chain),
        "sequence": event.sequence,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": event.actor_id,
        "role": str(event.role),
        "action": event.action,
        "subject_type": event.subject_type,
        "subject_id": event.subject_id,
        "ip": event.ip,
        "detail": event.detail,
        "previous_hash": event.previous_hash,
    }
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS)


def _key() -> bytes:
    return hmac.new(settings.VAULT_HASH_KEY.encode(), _PURPOSE, hashlib.sha256).digest()
