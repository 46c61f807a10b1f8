"""The kinds of values that a document holds, as validators that run in compiled code.

Each kind carries its core schema (built once, at import) and its JSON schema. What a value may look
like is said here once; what is wrong with a bad one is worked out in `jifen.profile.diagnosis`.
``null`` is refused by every kind: the reader takes it for absent before.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Context, Decimal, Rounded
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core import core_schema as core

from jifen.profile.months import FIRST_YEAR, LAST_YEAR, MONTHS, Month

FIRST_DAY = date(FIRST_YEAR, 1, 1)
LAST_DAY = date(LAST_YEAR, 12, 31)
TEXT_LIMIT = 200
"""Characters in a text."""
ENTRY_LIMIT = 2000
"""Entries in a list: a run for every month of a long life, with two employers."""
MONEY_LIMIT = 1_000_000_000_000
"""CNY. More than any company's yearly tax; a limit only so that numbers stay numbers."""
RATIO_LIMIT = 1000
COUNT_LIMIT = 100_000_000
DIGITS = 15
"""Significant digits that a decimal may have, so that JSON numbers carry it exactly."""
PLACES = 9
"""The smallest number other than zero is one at this decimal place."""

_SMALLEST = Decimal(1).scaleb(-PLACES)
_KEPT = Context(prec=28, traps=[Rounded])
_YEAR_PATTERN = r"^(19|20|21)[0-9]{2}$"
_DATE_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_MONTH_PATTERN = r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$"
_DAY_PATTERN = r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_TEXT_PATTERN = r"^[^\p{Cc}\u{2028}\u{2029}\u{202A}-\u{202E}\u{2066}-\u{2069}]*$"
"""No control characters, line breaks or marks that turn the direction of writing (texts get printed)."""

_TEXT_PATTERN_OF_ECMA = r"^[^\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]*$"


class Kind:
    """Annotation that gives a field its core schema and its JSON schema, whatever its declared type."""

    def __init__(self, schema: CoreSchema, json: Mapping[str, object]) -> None:
        self.schema = schema
        self.json = dict(json)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return self.schema

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return dict(self.json)


def exact_decimal(value: object) -> Decimal:
    """A Decimal, or a float by its shortest text, as an exact Decimal.

    Raises ValueError for other types, for NaN and infinity, and where JSON could not carry the digits.
    """
    if isinstance(value, float):
        value = Decimal(repr(float(value)))
    if not isinstance(value, Decimal) or not value.is_finite():
        raise ValueError("not a number")
    carried = Decimal(repr(float(value)))
    if carried != value or (value and abs(value) < _SMALLEST):
        raise ValueError("too many digits")
    try:
        return _KEPT.plus(value)
    except Rounded:
        return carried


def _named(schema: CoreSchema, kind: str, **context: object) -> CoreSchema:
    """The schema, with one error of our own instead of its many."""
    return core.custom_error_schema(schema, kind, custom_error_message=kind, custom_error_context=context)


def number(low: int, high: int) -> Kind:
    """A number from ``low`` to ``high`` as an exact Decimal."""

    def within(value: object) -> Decimal:
        decimal = exact_decimal(value)
        if not low <= decimal <= high:
            raise ValueError("out of range")
        return decimal

    whole = core.chain_schema(
        [core.int_schema(strict=True, ge=low, le=high), core.no_info_plain_validator_function(Decimal)]
    )
    either = core.union_schema([whole, core.no_info_plain_validator_function(within)], mode="left_to_right")
    json = {"type": "number", "minimum": low, "maximum": high}
    return Kind(_named(either, "number", low=low, high=high), json)


_DATE = Kind(
    _named(
        core.union_schema(
            [
                core.chain_schema(
                    [
                        core.str_schema(strict=True, pattern=_DATE_PATTERN),
                        core.date_schema(ge=FIRST_DAY, le=LAST_DAY),
                    ]
                ),
                core.date_schema(strict=True, ge=FIRST_DAY, le=LAST_DAY),
            ],
            mode="left_to_right",
        ),
        "date",
    ),
    {"type": "string", "format": "date", "pattern": _DAY_PATTERN},
)
MONTH = Kind(
    _named(
        core.chain_schema(
            [
                core.str_schema(strict=True, pattern=_MONTH_PATTERN),
                core.no_info_plain_validator_function(MONTHS.__getitem__),
            ]
        ),
        "month",
    ),
    {"type": "string", "pattern": _MONTH_PATTERN},
)
_TEXT = Kind(
    core.str_schema(strict=True, max_length=TEXT_LIMIT, pattern=_TEXT_PATTERN),
    {"type": "string", "maxLength": TEXT_LIMIT, "pattern": _TEXT_PATTERN_OF_ECMA},
)
_FORMAT = Kind(
    # A literal schema would take true for 1.
    _named(core.int_schema(strict=True, ge=1, le=1), "format"),
    {"type": "integer", "const": 1},
)
_BOOL = Kind(core.bool_schema(strict=True), {"type": "boolean"})
_MONEY = number(0, MONEY_LIMIT)
_RATIO = number(0, RATIO_LIMIT)
_SHARE = number(0, 1)
_COUNT = Kind(
    _named(core.int_schema(strict=True, ge=0, le=COUNT_LIMIT), "count", low=0, high=COUNT_LIMIT),
    {"type": "integer", "minimum": 0, "maximum": COUNT_LIMIT},
)
_YEAR_SCHEMA = _named(
    core.union_schema(
        [
            core.int_schema(strict=True, ge=FIRST_YEAR, le=LAST_YEAR),
            core.chain_schema([core.str_schema(strict=True, pattern=_YEAR_PATTERN), core.int_schema()]),
        ],
        mode="left_to_right",
    ),
    "year",
)


def _once(given: Any, handler: core.ValidatorFunctionWrapHandler) -> Mapping[int, object]:
    """Refuse a year that is written twice, as a number and as a text."""
    read: dict[int, object] = handler(given)
    if len(read) != len(given):
        raise PydanticCustomError("duplicate_year", "duplicate_year")
    return read


def by_year(values: Kind) -> Kind:
    """A mapping from years (int, or text of four digits) to values of a kind."""
    years = core.dict_schema(_YEAR_SCHEMA, values.schema, max_length=LAST_YEAR - FIRST_YEAR + 1)
    json = {
        "type": "object",
        "propertyNames": {"pattern": _YEAR_PATTERN},
        "additionalProperties": values.json,
    }
    return Kind(core.no_info_wrap_validator_function(_once, years), json)


Format = Annotated[Literal[1], _FORMAT]
Date = Annotated[date, _DATE]
MaybeDate = Annotated[date | None, _DATE]
MonthField = Annotated[Month, MONTH]
MaybeMonth = Annotated[Month | None, MONTH]
Text = Annotated[str, _TEXT]
MaybeText = Annotated[str | None, _TEXT]
Bool = Annotated[bool, _BOOL]
MaybeBool = Annotated[bool | None, _BOOL]
"""Yes, no, or not known: for facts that no rule of the points asks."""
MaybeCount = Annotated[int | None, _COUNT]
MaybeMoney = Annotated[Decimal | None, _MONEY]
MaybeRatio = Annotated[Decimal | None, _RATIO]
Share = Annotated[Decimal, _SHARE]
MoneyByYear = Annotated[Mapping[int, Decimal], by_year(_MONEY)]
CountByYear = Annotated[Mapping[int, int], by_year(_COUNT)]
_Entry = TypeVar("_Entry")
Many = Annotated[tuple[_Entry, ...], Field(max_length=ENTRY_LIMIT)]
