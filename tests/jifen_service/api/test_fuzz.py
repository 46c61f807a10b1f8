"""Whatever a client sends, the interface answers as its own OpenAPI document says."""

import pytest
import schemathesis
from hypothesis import Phase, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from jifen_service.config.wsgi import application

# Called as a server calls it, the application looks whether an earlier test left a connection open.
pytestmark = pytest.mark.django_db

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)

# A schema cannot say what must hold between values (a graduation after the enrolment), so what it allows
# may still be refused; that each refusal has its place is tested elsewhere.
BETWEEN_VALUES = [positive_data_acceptance]


#: A plan costs a hundred scores, so these are not asked once for every boundary of the document's schema.
ADVICE = r"/(forecast|plan)$"


@schema.exclude(path_regex=ADVICE).parametrize()
@settings(max_examples=60)
def test_conforms_to_its_description(case: schemathesis.Case) -> None:
    case.call_and_validate(excluded_checks=BETWEEN_VALUES)


@schema.include(path_regex=ADVICE).parametrize()
@settings(max_examples=40, phases=[Phase.generate])
def test_advice_conforms_to_its_description(case: schemathesis.Case) -> None:
    case.call_and_validate(excluded_checks=BETWEEN_VALUES)
