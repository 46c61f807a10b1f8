"""Brings src/jifen_service/locale/en up to date with the texts in the sources; lists what lacks English.

usage: .venv/bin/python scripts/update_translations.py [--check]
Babel does it, so that no gettext program is needed. Texts are Chinese there; --check changes nothing.
"""

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po

SERVICE = Path(__file__).resolve().parent.parent / "src" / "jifen_service"
ENGLISH = SERVICE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {**DEFAULT_KEYWORDS, "gettext_lazy": None, "ngettext_lazy": (1, 2), "pgettext_lazy": ((1, "c"), 2)}

HEADER = "# English of the pages; Chinese stands in the sources. Kept by scripts/update_translations.py."

Message = str | tuple[str, ...]


def texts() -> Iterator[tuple[str, Message, str | None]]:
    """Every text to translate: file, message (or singular and plural), context."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jifen_service.config.settings")
    from django.utils.translation.template import templatize

    templates = [*SERVICE.rglob("templates/**/*.html"), *SERVICE.rglob("templates/**/*.txt")]
    for file in sorted([*SERVICE.rglob("*.py"), *templates]):
        source = file.read_text(encoding="utf-8")
        if file.suffix != ".py":
            source = templatize(source)
        found = extract("python", io.BytesIO(source.encode()), KEYWORDS)
        for _line, message, _comments, context in found:
            yield str(file.relative_to(SERVICE)), message, context


def current() -> Catalog:
    """The catalogue as the sources want it, with the English that there is."""
    with ENGLISH.open("rb") as lines:
        known = read_po(lines, locale="en", domain="django")
    wanted = Catalog(locale="en", domain="django", header_comment=HEADER, project="Jifen", fuzzy=False)
    wanted.creation_date = wanted.revision_date = known.creation_date
    for file, message, context in texts():
        wanted.add(message, locations=[(file, 0)], context=context)
    for message in wanted:
        if message.id and (old := known.get(message.id, message.context)):
            message.string = old.string
    return wanted


def untranslated(catalogue: Catalog) -> list[str]:
    """The texts without English."""
    lacking = [message for message in catalogue if message.id and not all(_strings(message.string))]
    return [str(message.id) for message in lacking]


def _strings(translated: Message) -> tuple[str, ...]:
    return (translated,) if isinstance(translated, str) else (translated or ("",))


def main() -> int:
    """Write the catalogue, unless only checking; name what lacks English."""
    catalogue = current()
    lacking = untranslated(catalogue)
    if "--check" not in sys.argv[1:]:
        with ENGLISH.open("wb") as out:
            write_po(out, catalogue, omit_header=False, include_lineno=False, sort_output=False, width=110)
    for text in lacking:
        print(f"no English for: {text}", file=sys.stderr)
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
