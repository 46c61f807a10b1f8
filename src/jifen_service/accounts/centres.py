"""The city's centres (区人才服务中心) as they are shipped: what is unknown is left empty."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

import yaml

from jifen_service.accounts.models import Centre, CentreChange

_FILE = Path(__file__).with_name("centres.yaml")


def ensure_centres() -> int:
    """Add the shipped centres where there are none at all; give how many."""
    if Centre.objects.exists():
        return 0
    shipped = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    made = [Centre(**{"name": f"{centre['district']}人才服务中心", **centre}) for centre in shipped]
    return len(Centre.objects.bulk_create(made))


def keep_changes(
    centre: Centre, fields: Iterable[str], before: Mapping[str, str], after: Mapping[str, str], at: datetime
) -> None:
    """Keep what `fields` of a centre said before and say after a change, within the caller's transaction."""
    CentreChange.objects.bulk_create(
        CentreChange(centre=centre, at=at, field=field, before=before.get(field) or "", after=after[field])
        for field in fields
    )
