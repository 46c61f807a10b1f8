"""What can go wrong with sealed data. No message carries any of the content."""


class VaultError(Exception):
    """A sealed value or file cannot be opened: its key is not in the ring, or it was altered."""
