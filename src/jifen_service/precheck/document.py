"""A case as a profile document for the pre-check: what its form and its employer know besides the profile."""

from __future__ import annotations

from typing import Any

from jifen_service.accounts.models import Employer
from jifen_service.casework.models import Case

#: key of the document's addresses → the particular of the form
ADDRESSES = {"household": "household_address", "residence": "residence_address"}


def document_of(case: Case) -> dict[str, Any]:
    """What counts on the case, with its addresses, its district of filing, what is known of its employer.

    What the holder states wins over what is filled in here.
    """
    addresses = {key: case.personal[name] for key, name in ADDRESSES.items() if case.personal.get(name)}
    document = {**case.facts}
    if addresses:
        document["addresses"] = {**addresses, **(document.get("addresses") or {})}
    known = _of_employer(case)
    if known:
        document["employment"] = {**known, **(document.get("employment") or {})}
    return document


def _of_employer(case: Case) -> dict[str, Any]:
    known: dict[str, Any] = {}
    if case.employer is not None:
        known["district"] = case.employer.centre.district
        # The centre looks at the licence when it verifies an employer.
        if case.employer.status == Employer.Status.VERIFIED:
            known["licence_valid"] = True
    if case.centre is not None:
        known["filing_district"] = case.centre.district
    return known
