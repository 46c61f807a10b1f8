"""Facts in words: what is claimed and what somebody else says of it read alike."""

from datetime import date

import pytest

from jifen_service.casefile.facts import Reader
from jifen_service.casework.models import Case

CASE = Case(
    personal={"marital_status": "married", "dispatched": True},
    profile={"permit": {"valid_until": "2028-02-28"}},
)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("personal.marital_status", "married"),
        ("personal.dispatched", True),
        ("permit.valid_until", "2028-02-28"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_same_said_by_a_register_reads_as_what_is_claimed(place, said, lang):
    reader = Reader(CASE, lang, date(2026, 7, 6), frozenset())
    (claimed,) = reader.at(place)
    assert (reader.label(place), reader.words(place, said)) == (claimed.label, claimed.value)
    assert reader.words(place, None) == ""
