"""Whatever a client sends, the interface answers as its own OpenAPI document says."""

import schemathesis
from hypothesis import settings

from jifen_service.config.wsgi import application

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@schema.parametrize()
@settings(max_examples=60)
def test_conforms_to_its_description(case: schemathesis.Case) -> None:
    case.call_and_validate()
