"""The checklist of a case kept in step with what is claimed (材料), and the officer's verdicts."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count

from jifen_service.casework import checklist
from jifen_service.casework.models import Case, Material
from jifen_service.casework.snapshot import MaterialFact


def synchronise(case: Case, at: datetime) -> None:
    """Add the items that are asked now; items no longer asked are kept where something was handed in."""
    asked = {item.id: item for item in checklist.items_for(case.kind, case.profile, case.personal)}
    there = {material.code: material for material in case.materials.annotate(files=Count("uploads"))}
    Material.objects.bulk_create(
        Material(
            case=case,
            code=code,
            indicator=next(iter(item.indicators), ""),
            required=item.required,
            created_at=at,
        )
        for code, item in asked.items()
        if code not in there
    )
    for code, material in there.items():
        _settle(material, required=code in asked and asked[code].required, asked=code in asked)


def _settle(material: Material, *, required: bool, asked: bool) -> None:
    if not asked and not material.files:
        material.delete()
    elif material.required != required:
        material.required = required
        material.save(update_fields=["required"])


def facts(case: Case) -> tuple[MaterialFact, ...]:
    """Give what the guards ask about the materials, in one query."""
    rows = case.materials.annotate(files=Count("uploads")).values_list("code", "required", "files", "verdict")
    return tuple(MaterialFact(*row) for row in rows.order_by("pk"))
