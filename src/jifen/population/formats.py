"""The contract's tables (人员表、缴费明细表): columns, what may stand in them, what that is in a document.

A row of persons is read as a document in which everything that has no column is as its format defines it:
an education named there is verified, completed and so on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal, NamedTuple, get_args

from jifen.profile.models import (
    Award,
    AwardLevel,
    Credential,
    CredentialLevel,
    Education,
    InsuranceRun,
)

Kind = Literal["id", "date", "bool", "word", "count", "amount", "month", "money"]

#: what stands for nothing in a column of words
NONE = "none"


@dataclass(frozen=True)
class Column:
    """A column of a table: what it holds, its words if it has a fixed set, whether it may be null."""

    name: str
    kind: Kind
    words: tuple[str, ...] = ()
    may_be_null: bool = False


#: education of the table: level and degree of the document
_EDUCATION: Mapping[str, tuple[str, bool]] = {
    "junior_college": ("junior_college", False),
    "bachelor": ("bachelor", False),
    "bachelor_degree": ("bachelor", True),
    "master": ("master", True),
    "doctorate": ("doctorate", True),
}

PERSONS: tuple[Column, ...] = (
    Column("person_id", "id"),
    Column("birth_date", "date"),
    Column("education", "word", (NONE, *_EDUCATION)),
    Column("credential", "word", (NONE, *get_args(CredentialLevel))),
    Column("shortage_major", "bool"),
    # Without figures of some year there is no average, which is null.
    Column("tax_average", "amount", may_be_null=True),
    Column("local_hires_average", "amount", may_be_null=True),
    Column("public_service_months", "count"),
    Column("remote_area_months", "count"),
    Column("fresh_graduate", "bool"),
    Column("award", "word", (NONE, *get_args(AwardLevel))),
    Column("spouse_married", "date", may_be_null=True),
    Column("false_materials", "count"),
    Column("detentions", "count"),
    Column("crimes", "count"),
    Column("vetoed", "bool"),
    Column("entrepreneur", "bool"),
    Column("intermediary", "bool"),
)

LEDGER: tuple[Column, ...] = (
    Column("person_id", "id"),
    Column("month", "month"),
    Column("base", "money"),
    Column("back_paid", "bool"),
    Column("matches_contract", "bool"),
    Column("tax_consistent", "bool"),
)

#: field of the document → column of persons that holds it
FACTS: Mapping[str, str] = {
    "birth_date": "birth_date",
    "fresh_graduate": "fresh_graduate",
    "spouse.married": "spouse_married",
    "talent.entrepreneur": "entrepreneur",
    "talent.intermediary": "intermediary",
    "conduct.serious_crime": "vetoed",
}
#: fields that hold when a column is given at all
GIVEN: Mapping[str, str] = {"spouse.shanghai_household": "spouse_married"}
#: fields that the table cannot show: as the document's format reads what is absent
ABSENT = frozenset({"conduct.family_planning_violation"})

#: list of the document → column of persons that has it counted within its window, or averaged by share
READY: Mapping[str, str] = {
    "conduct.false_materials": "false_materials",
    "conduct.detentions": "detentions",
    "conduct.crimes": "crimes",
    "business.taxes": "tax_average",
    "business.local_hires": "local_hires_average",
    "public_service": "public_service_months",
    "remote_area": "remote_area_months",
}


class Listed(NamedTuple):
    """A list of the document of which a row holds one entry at most: the columns that tell the entry."""

    columns: tuple[str, ...]
    domains: tuple[tuple[Any, ...], ...]
    entry: Callable[..., Any]

    def entries(self) -> dict[tuple[Any, ...], Any]:
        """Give the entry (None: none) for each combination of values that the columns can have."""
        return {values: self.entry(*values) for values in product(*self.domains)}


def _education(word: str, shortage: bool) -> Education | None:
    if word == NONE:
        return None
    level, degree = _EDUCATION[word]
    return Education.model_validate({"level": level, "degree": degree, "shortage_major": shortage})


def _credential(word: str) -> Credential | None:
    return None if word == NONE else Credential.model_validate({"level": word})


def _award(word: str) -> Award | None:
    return None if word == NONE else Award.model_validate({"level": word})


def _payment(back_paid: bool, matches_contract: bool, tax_consistent: bool) -> InsuranceRun:
    return InsuranceRun.model_construct(
        back_paid=back_paid, matches_contract=matches_contract, tax_consistent=tax_consistent
    )


_YES_NO = (False, True)
_WORDS = {column.name: column.words for column in PERSONS if column.words}

LISTS: Mapping[str, Listed] = {
    "education": Listed(("education", "shortage_major"), (_WORDS["education"], _YES_NO), _education),
    "credentials": Listed(("credential",), (_WORDS["credential"],), _credential),
    "awards": Listed(("award",), (_WORDS["award"],), _award),
}
#: the list of the document that the ledger holds, a row a month
RECORD = "social_insurance"
PAYMENT = Listed(("back_paid", "matches_contract", "tax_consistent"), (_YES_NO,) * 3, _payment)
