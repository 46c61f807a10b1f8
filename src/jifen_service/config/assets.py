"""Static files: collected, bundled, hashed and compressed once, into a folder named after their content.

There is no step to forget: the first process that starts after a change makes the folder, the others find it.
"""

import hashlib
import re
import shutil
import tempfile
import time
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

_IMPORT = re.compile(r'^@import url\("([\w./-]+)"\);\n', re.MULTILINE)
_MAKERS = ("Django", "django-ninja", "whitenoise")
_KEEP_OLD_SECONDS = 3600


def folder_for(root: Path, sources: Iterable[Path]) -> Path:
    """The folder under `root` that belongs to the content of `sources` and to the tools that process it."""
    digest = hashlib.sha256(" ".join(version(maker) for maker in _MAKERS).encode())
    for source in sources:
        for file in sorted(path for path in source.rglob("*") if path.is_file()):
            digest.update(str(file.relative_to(source)).encode() + b"\0" + file.read_bytes())
    return root / digest.hexdigest()[:16]


def publish() -> None:
    """Make settings.STATIC_ROOT unless it is there (or DEBUG serves the sources themselves).

    Raises:
        ImproperlyConfigured: the folder cannot be written.
    """
    root = Path(settings.STATIC_ROOT)
    if settings.DEBUG or root.is_dir():
        return
    try:
        root.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=root.parent, prefix=".draft-"))
        try:
            _fill(draft)
            draft.chmod(0o755)
            _put_in_place(draft, root)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"The static files cannot be kept in {root.parent} ({error.strerror}); "
            "set JIFEN_VAR to a folder that can be written."
        ) from error
    _forget_old(root)


def bundle(sheet: Path) -> str:
    """The text of a style sheet with the sheets that it imports in their places."""
    return _IMPORT.sub(lambda found: bundle(sheet.parent / found[1]), sheet.read_text(encoding="utf-8"))


def _fill(draft: Path) -> None:
    storage = import_string(settings.STORAGES["staticfiles"]["BACKEND"])(location=draft)
    found = {}
    for finder in get_finders():
        for path, source in finder.list([]):
            if path not in found:
                with source.open(path) as content:
                    storage.save(path, content)
                found[path] = (storage, path)
    for sheet in draft.glob("css/*.css"):
        sheet.write_text(bundle(sheet), encoding="utf-8")
    for _name, _hashed, outcome in storage.post_process(found):
        if isinstance(outcome, Exception):
            raise outcome


def _put_in_place(draft: Path, root: Path) -> None:
    """Rename, unless another worker that started at the same time was first."""
    try:
        draft.rename(root)
    except OSError:
        if not root.is_dir():
            raise


def _forget_old(root: Path) -> None:
    """Remove what earlier versions made; a server on them has had an hour to be restarted."""
    limit = time.time() - _KEEP_OLD_SECONDS
    for folder in root.parent.iterdir():
        if folder != root and folder.stat().st_mtime < limit:
            shutil.rmtree(folder, ignore_errors=True)
