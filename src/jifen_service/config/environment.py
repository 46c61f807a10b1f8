"""What the environment may say to the service, each variable read in one way."""

import os
import secrets
import tempfile
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

SOURCE_TREE = Path(__file__).resolve().parents[3]


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


def names(name: str, otherwise: list[str]) -> list[str]:
    """The comma-separated words of a variable, or `otherwise` when it is absent or empty."""
    words = [word.strip() for word in os.environ.get(name, "").split(",")]
    return [word for word in words if word] or otherwise


def var_folder() -> Path:
    """Where the service keeps what it makes: JIFEN_VAR, else a source tree's `var`, else the user's cache."""
    if told := os.environ.get("JIFEN_VAR"):
        return Path(told).expanduser().resolve()
    if (SOURCE_TREE / "pyproject.toml").is_file():
        return SOURCE_TREE / "var"
    cache = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache) if cache else Path.home() / ".cache") / "jifen"


def secret_key(folder: Path) -> str:
    """JIFEN_SECRET_KEY, else a key made once and kept in `folder`, readable by its owner only."""
    if told := os.environ.get("JIFEN_SECRET_KEY"):
        return told
    kept = folder / "secret_key"
    if not kept.is_file():
        _keep_new_key(kept)
    return kept.read_text(encoding="ascii")


def _keep_new_key(place: Path) -> None:
    """Write a new key to `place` whole, so that a second process never reads half of it."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=place.parent, prefix=".secret_key-")
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(48))
        # Two workers may start at once: a link fails where the other was first, and both read that one.
        try:
            os.link(draft, place)
        except FileExistsError:
            pass
        finally:
            Path(draft).unlink()
    except OSError as error:
        raise ImproperlyConfigured(
            f"No secret key can be kept in {place.parent} ({error.strerror}); "
            "set JIFEN_SECRET_KEY, or JIFEN_VAR to a folder that can be written."
        ) from error
