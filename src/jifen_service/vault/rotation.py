"""Rotation of keys (换密钥): whatever an older key sealed is sealed again with the newest."""

from collections.abc import Callable, Iterator, Mapping

from django.apps import apps
from django.db import models, transaction

from jifen_service.vault import files
from jifen_service.vault.fields import SealedField, newest_mark

_BATCH = 500
_others: dict[str, Callable[[], int]] = {}


def register(name: str, reseal: Callable[[], int]) -> None:
    """Have `reseal` called at a rotation: it seals anew what lies neither in a sealed field nor in a file."""
    _others[name] = reseal


def registered() -> Mapping[str, Callable[[], int]]:
    """What was registered, by name."""
    return _others


def sealed_models() -> Iterator[tuple[type[models.Model], list[SealedField]]]:
    """Each model that has sealed fields, with them."""
    for model in apps.get_models():
        fields = [field for field in model._meta.local_concrete_fields if isinstance(field, SealedField)]
        if fields:
            yield model, fields


def reseal_rows(model: type[models.Model], field: SealedField) -> int:
    """Seal the values of one field again, in batches; give how many."""
    done = 0
    while changed := _reseal_batch(model, field):
        done += changed
    return done


def reseal_files() -> int:
    """Seal the files again; give how many."""
    return sum(files.reseal(key) for key in files.all_keys())


@transaction.atomic
def _reseal_batch(model: type[models.Model], field: SealedField) -> int:
    """The next rows whose value an older key sealed. The rows are locked: nobody's change is written over."""
    raw = models.functions.Cast(field.name, models.TextField())
    older = model._default_manager.annotate(_raw=raw).exclude(_raw__startswith=newest_mark())
    older = older.filter(**{f"{field.name}__isnull": False}).exclude(_raw="")
    rows = list(older.select_for_update(of=("self",)).only("pk", field.name).order_by("pk")[:_BATCH])
    for row in rows:
        model._default_manager.filter(pk=row.pk).update(**{field.name: getattr(row, field.name)})
    return len(rows)
