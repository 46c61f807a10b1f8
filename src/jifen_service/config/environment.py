"""What the environment may say to the service, each variable read in one way."""

import base64
import json
import os
import secrets
import tempfile
from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SOURCE_TREE = Path(__file__).resolve().parents[3]
_MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def flag(name: str) -> bool:
    """True for 1, true, yes or on; False when absent or anything else that says no.

    Raises:
        ImproperlyConfigured: the variable says neither yes nor no.
    """
    word = os.environ.get(name, "").strip().lower()
    if word in {"1", "true", "yes", "on"}:
        return True
    if word in {"", "0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} is {word!r}; set it to 1 or 0, or leave it out.")


def text(name: str) -> str:
    """The variable without surrounding space; empty when absent."""
    return os.environ.get(name, "").strip()


def count(name: str) -> int:
    """A number of things; 0 when absent.

    Raises:
        ImproperlyConfigured: the variable is no whole number.
    """
    word = text(name) or "0"
    if not word.isascii() or not word.isdigit():
        raise ImproperlyConfigured(f"{name} is {word!r}; it must be a whole number, or left out.")
    return int(word)


def hours(name: str, otherwise: str) -> tuple[time, time]:
    """A span of the clock such as ``21:00-08:00``, over midnight too; ``off`` is none (both ends alike).

    Raises:
        ImproperlyConfigured: the variable is no such span.
    """
    word = text(name) or otherwise
    if word == "off":
        return time.min, time.min
    try:
        start, end = (time.fromisoformat(part) for part in word.split("-"))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is {word!r}; it must be like 21:00-08:00, or off.") from error
    return start, end


def mail(name: str) -> dict[str, Any]:
    """An address of a mail server: scheme (smtp, smtp+tls, smtps), host, port, user, password; {} if absent.

    Raises:
        ImproperlyConfigured: it is none of these.
    """
    told = text(name)
    if not told:
        return {}
    found = urlsplit(told)
    if found.scheme not in _MAIL_PORTS or not found.hostname:
        raise ImproperlyConfigured(
            f"{name} must begin with smtp://, smtp+tls:// or smtps:// and name a host."
        )
    return {
        "scheme": found.scheme,
        "host": found.hostname,
        "port": found.port or _MAIL_PORTS[found.scheme],
        "user": unquote(found.username or ""),
        "password": unquote(found.password or ""),
    }


def names(name: str, otherwise: list[str]) -> list[str]:
    """The comma-separated words of a variable, or `otherwise` when it is absent or empty."""
    words = [word.strip() for word in os.environ.get(name, "").split(",")]
    return [word for word in words if word] or otherwise


def var_folder() -> Path:
    """Where the service keeps what it makes: JIFEN_VAR, or `var` of the source tree, or the user's cache."""
    if told := os.environ.get("JIFEN_VAR"):
        return Path(told).expanduser().resolve()
    if (SOURCE_TREE / "pyproject.toml").is_file():
        return SOURCE_TREE / "var"
    cache = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache) if cache else Path.home() / ".cache") / "jifen"


def secret_key(folder: Path) -> str:
    """JIFEN_SECRET_KEY, else a key made once and kept in `folder`, readable by its owner only."""
    return _told_or_kept("JIFEN_SECRET_KEY", folder / "secret_key", lambda: secrets.token_urlsafe(48))


def vault_keys(folder: Path) -> tuple[str, ...]:
    """JIFEN_VAULT_KEYS, comma-separated, newest first; else one key made once and kept in `folder`."""
    told = _told_or_kept("JIFEN_VAULT_KEYS", folder / "vault_keys", _vault_key)
    return tuple(key for key in told.replace(",", " ").split() if key)


def vault_hash_key(folder: Path) -> str:
    """JIFEN_VAULT_HASH_KEY, else a key made once and kept in `folder`. It never changes: finds rest on it."""
    return _told_or_kept("JIFEN_VAULT_HASH_KEY", folder / "vault_hash_key", lambda: secrets.token_urlsafe(48))


def provider(name: str) -> dict[str, Any] | None:
    """A sign-in by OpenID Connect, told as a JSON object; None when the variable is absent.

    Raises:
        ImproperlyConfigured: it is no JSON object with provider_id, name, client_id, secret and server_url.
    """
    text = os.environ.get(name, "").strip()
    if not text:
        return None
    needed = ("provider_id", "name", "client_id", "secret", "server_url")
    try:
        told = json.loads(text)
        return {key: str(told[key]) for key in needed}
    except (ValueError, TypeError, KeyError) as error:
        raise ImproperlyConfigured(f"{name} must be a JSON object with {', '.join(needed)}.") from error


def _vault_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode("ascii")


def _told_or_kept(name: str, kept: Path, make: Callable[[], str]) -> str:
    """What the variable says, else what `kept` holds, made once by `make`."""
    if told := os.environ.get(name):
        return told
    if not kept.is_file():
        _keep_new_key(name, kept, make())
    return kept.read_text(encoding="ascii")


def _keep_new_key(name: str, place: Path, key: str) -> None:
    """Write a new key to `place` whole, so that a second process never reads half of it."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}-")
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(key)
        # Two workers may start at once: a link fails where the other was first, and both read that one.
        try:
            os.link(draft, place)
        except FileExistsError:
            pass
        finally:
            Path(draft).unlink()
    except OSError as error:
        raise ImproperlyConfigured(
            f"No key can be kept in {place.parent} ({error.strerror}); "
            f"set {name}, or JIFEN_VAR to a folder that can be written."
        ) from error
