"""What people call an indicator, beside its official name in the law."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("words.yaml")
FEN = Decimal("0.01")


@cache
def plain_names() -> Mapping[str, Mapping[str, str]]:
    """Indicator id → its everyday name in both languages."""
    return yaml.safe_load(_FILE.read_text(encoding="utf-8"))


def plain_name(indicator: str, official: str, lang: str) -> str:
    """The everyday name of an indicator, or the official one where there is none (another city's law)."""
    return plain_names().get(indicator, {}).get(lang, official)


def yuan(amount: Decimal) -> str:
    """An amount as people write it: 12,345 or 9,876.50."""
    exact = amount.quantize(FEN)
    return f"{exact:,.0f}" if exact == exact.to_integral_value() else f"{exact:,.2f}"
