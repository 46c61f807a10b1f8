"""Compiles each django.po under src/jifen_service into the .mo beside it, when it is older or missing.

Babel does it, so that no gettext program is needed; entries marked fuzzy stay out, as with gettext.
"""

from pathlib import Path

SERVICE = Path(__file__).resolve().parent.parent / "src" / "jifen_service"


def stale(source: Path, target: Path) -> bool:
    """True if `target` is missing or older than `source`."""
    return not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns


def compile_file(source: Path, target: Path) -> None:
    """Write the catalogue of `source` (.po) to `target` (.mo)."""
    # Imported here: most runs find nothing to do, and should not wait for Babel.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as lines:
        catalogue = read_po(lines, abort_invalid=True)
    with target.open("wb") as out:
        write_mo(out, catalogue)


def main() -> None:
    """Compile what is stale and say which."""
    for source in sorted(SERVICE.glob("**/locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if stale(source, target):
            compile_file(source, target)
            print(f"setup: compiled {source.relative_to(SERVICE.parent.parent)}")


if __name__ == "__main__":
    main()
