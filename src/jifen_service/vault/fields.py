"""Model fields of sensitive values. In the database they are never clear; no query can look into them."""

import base64
import re
from typing import Any, ClassVar

import orjson
from django.core.exceptions import FieldError
from django.db import models

from jifen_service.vault.hashing import keyed_hash
from jifen_service.vault.sealing import newest_key_id, seal, unseal

_HEX = re.compile(r"[0-9a-f]{64}")
_DIGITS = 64


def mark(key_id: bytes) -> str:
    """What the text of a value sealed by this key begins with; base64 of the first three bytes."""
    return base64.b64encode(key_id[:3]).decode("ascii")


def newest_mark() -> str:
    """`mark` of the key that seals now."""
    return mark(newest_key_id())


class SealedField(models.TextField):
    """A value sealed before it is written and opened when it is read. NULL stays NULL.

    ``context`` binds a value to its place; it is the model and name of the field unless given, which a field
    that is renamed must do to keep reading what it wrote.
    """

    #: the lookups that need not see the value
    LOOKUPS: ClassVar[frozenset[str]] = frozenset({"isnull"})

    def __init__(self, *args: Any, context: str = "", **options: Any) -> None:
        self.context = context
        super().__init__(*args, **options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, options = super().deconstruct()
        if self.context:
            options["context"] = self.context
        return name, path, args, options

    @property
    def place(self) -> str:
        """The context under which values of this field are sealed."""
        return self.context or f"{self.model._meta.label_lower}.{self.name}"

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse to search: two seals of one value differ, so that a search would quietly find nothing."""
        if lookup_name not in self.LOOKUPS:
            raise FieldError(f"{self.place} is encrypted; find it by a KeyedHashField beside it.")
        return super().get_lookup(lookup_name)

    def get_prep_value(self, value: Any) -> str | None:
        if value is None:
            return None
        return base64.b64encode(seal(self.to_bytes(value), self.place)).decode("ascii")

    def from_db_value(self, value: str | None, _expression: object, _connection: object) -> Any:
        """Open what the database holds."""
        if value is None:
            return None
        return self.from_bytes(unseal(base64.b64decode(value), self.place))

    def to_bytes(self, value: Any) -> bytes:
        """The value as it is sealed."""
        raise TypeError(f"{type(self).__name__} must say how a value becomes bytes")

    def from_bytes(self, content: bytes) -> Any:
        """The value as it was before `to_bytes`."""
        raise TypeError(f"{type(self).__name__} must say how bytes become a value")


class EncryptedTextField(SealedField):
    """A text that is encrypted at rest. The empty text is kept as such: nothing is there to hide."""

    def get_prep_value(self, value: Any) -> str | None:
        return "" if value == "" else super().get_prep_value(value)

    def from_db_value(self, value: str | None, expression: object, connection: object) -> str | None:
        return "" if value == "" else super().from_db_value(value, expression, connection)

    def to_bytes(self, value: Any) -> bytes:
        return str(value).encode()

    def from_bytes(self, content: bytes) -> str:
        return content.decode()


class EncryptedJSONField(SealedField):
    """A JSON value that is encrypted at rest; dates and decimals become texts."""

    empty_strings_allowed = False

    def to_bytes(self, value: Any) -> bytes:
        return orjson.dumps(value, default=str)

    def from_bytes(self, content: bytes) -> Any:
        return orjson.loads(content)

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        return orjson.dumps(self.value_from_object(obj), default=str).decode()


class KeyedHashField(models.CharField):
    """The keyed hash of a value, to find it by: ``filter(phone_key=keyed_hash(phone))``.

    With ``source`` it follows that field of the same model whenever both are saved. Empty gives NULL.
    Anything but a hash is refused, so that no clear text gets into the column or a query.
    """

    def __init__(self, *args: Any, source: str | None = None, **options: Any) -> None:
        self.source = source
        options["max_length"] = _DIGITS
        options.setdefault("editable", False)
        super().__init__(*args, **options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, options = super().deconstruct()
        del options["max_length"]
        if self.source:
            options["source"] = self.source
        return name, path, args, options

    def pre_save(self, model_instance: models.Model, add: bool) -> str | None:
        if self.source:
            text = getattr(model_instance, self.source)
            setattr(model_instance, self.attname, keyed_hash(text) if text else None)
        return super().pre_save(model_instance, add)

    def get_prep_value(self, value: Any) -> str | None:
        if value is None:
            return None
        if not isinstance(value, str) or not _HEX.fullmatch(value):
            raise ValueError(f"{self.name} takes a keyed hash; use vault.keyed_hash(text).")
        return value
