"""What can go wrong with sealed data. No message carries any of the content."""

from django.http import Http404


class VaultError(Exception):
    """A sealed value or file cannot be opened: its key is not in the ring, or it was altered."""


class FileLost(VaultError, Http404):  # noqa: N818  named for what is so
    """A file is not in the vault any more, or was altered. Whoever may see it is told so, in place of it."""
