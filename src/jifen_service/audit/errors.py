"""What the audit chain refuses."""


class AppendOnlyError(Exception):
    """Somebody tried to change or remove a row of the audit chain."""

    def __init__(self) -> None:
        super().__init__("an audit event is never changed or removed")
