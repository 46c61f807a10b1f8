"""Whatever the sources record has words for those who read the audit (casefile/actions.yaml)."""

import re
from pathlib import Path

import pytest

from jifen_service.casefile import trail

SERVICE = Path(__file__).resolve().parents[2] / "src" / "jifen_service"
#: an action as the sources name it where they record one
NAMED = re.compile(r"(?:record|note)\((?:[^(){}\"]|\([^(){}]*\))*, \"([a-z_]+)\"")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_action_that_the_sources_record_has_words(lang):
    sources = [path for path in SERVICE.rglob("*.py") if "migrations" not in path.parts]
    named = {name for path in sources for name in NAMED.findall(path.read_text("utf-8"))}
    assert {"claim", "signed_in", "centre_changed", "import_removed"} <= named
    known = dict(trail.actions(lang))
    assert sorted(named - set(known) - _SUBJECTS) == []


#: what stands in the same place without being an action
_SUBJECTS = {"account", "applicant", "audit", "case", "centre", "city", "employer"}
