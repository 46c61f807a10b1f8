"""``jifen verify-notice``: is this PDF genuine, what does it say, and is it still valid?"""

from __future__ import annotations

import json
import sys
import urllib.error
import urllib.request
from argparse import Namespace
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from jifen.cli.call_error import CallError
from jifen.cli.notice_words import say

if TYPE_CHECKING:
    from jifen.notices import Finding

_PATIENCE_SECONDS = 20


def run(options: Namespace) -> int:
    """Print what was found; 0 where the notice is valid, 1 where it is not."""
    if find_spec("pyhanko") is None:
        raise CallError("pyhanko not installed; install it with: pip install 'jifen[service]'")
    from jifen.notices import NotANoticeError, examine
    from jifen.notices.verdict import VALID, verdict

    trusted = [_read(name) for name in options.trust]
    try:
        found = examine(_read(options.file), datetime.now(UTC), trusted)
    except NotANoticeError:
        raise CallError(f"{options.file}: {say('not_a_pdf', options.lang)}") from None
    except ValueError as error:
        raise CallError(f"--trust: {error}") from None
    answer = _ask(options.server, found) if options.server and found.intact and found.data else None
    word = verdict(found, options.on or datetime.now(UTC).astimezone().date(), answer)
    if options.json:
        print(json.dumps(_as_dict(found, word, answer), ensure_ascii=False, default=str))
    else:
        sys.stdout.writelines(f"{line}\n" for line in _lines(found, word, options.lang, answer))
    return 0 if word == VALID else 1


def _read(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise CallError(f"{name}: {error.strerror}") from None


def _ask(server: str, found: Finding) -> Mapping[str, Any]:
    """What the platform says of the code now; what it does not know is an answer too."""
    address = f"{server.rstrip('/')}/api/v1/notices/{quote(str(found.data.get('code')), safe='')}"
    if urlsplit(address).scheme not in {"http", "https"}:
        raise CallError(f"--server {server}: must begin with https:// or http://")
    try:
        with urllib.request.urlopen(address, timeout=_PATIENCE_SECONDS) as response:
            answer = json.load(response)
    except urllib.error.HTTPError as error:
        if error.code == 404:
            return {"state": "unknown"}
        raise CallError(f"{address}: HTTP {error.code}") from None
    except (OSError, ValueError) as error:
        raise CallError(f"{address}: {error}") from None
    if not isinstance(answer, dict):
        raise CallError(f"{address}: no JSON object")
    return answer


def _as_dict(found: Finding, word: str, answer: Mapping[str, Any] | None) -> dict[str, Any]:
    return {
        "verdict": word,
        "signed": found.signed,
        "intact": found.intact,
        "trusted": found.trusted,
        "signer": found.signer,
        "fingerprint": found.fingerprint,
        "signed_at": found.signed_at,
        "notice": dict(found.data),
        "server": None if answer is None else dict(answer),
    }


def _lines(found: Finding, word: str, lang: str, answer: Mapping[str, Any] | None) -> Iterator[str]:
    """The table for people: what was found first, the conclusion last, as on a form."""
    if found.signed:
        yield _row("signature", say("intact" if found.intact else "not_intact", lang), lang)
    if found.signer:
        yield _row("signer", f"{found.signer}, {found.signed_at:%Y-%m-%d %H:%M}", lang)
        trust = {True: "trusted", False: "not_trusted", None: "not_checked"}[found.trusted]
        yield _row("certificate", f"SHA-256 {found.fingerprint}\n{say(trust, lang)}", lang)
    told = found.data
    for key in ("code", "number", "points", "decided_on", "issued_on", "valid_until"):
        if told.get(key) is not None:
            yield _row(key, str(told[key]), lang)
    if told:
        yield _row("holder", " ".join(str(part) for part in told["holder"].values()), lang)
        asked = "asked" if answer is not None else "not_asked"
        yield _row("state", say(asked, lang), lang)
    yield _row("verdict", say(f"is_{word}", lang), lang)


def _row(key: str, text: str, lang: str) -> str:
    label = say(key, lang)
    return f"{label}: " + text.replace("\n", f"\n{' ' * 4}")
