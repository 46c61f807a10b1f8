"""A centre's service as schema.org has it (GovernmentService): what is unknown is left out."""

from __future__ import annotations

from typing import Any

from jifen_service.accounts.models import Centre
from jifen_service.portal.places.hours import Span

_WORKING_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def service_of(centre: Centre, name: str, area: str, spans: tuple[Span, ...]) -> dict[str, Any]:
    """The service of a centre; `name` and `area` in the page's language."""
    office: dict[str, Any] = {"@type": "GovernmentOffice", "name": centre.name}
    if centre.address:
        office["address"] = {
            "@type": "PostalAddress",
            "streetAddress": centre.address,
            "addressLocality": centre.district,
            "addressRegion": "上海市",
            "addressCountry": "CN",
        }
    if centre.phone:
        office["telephone"] = centre.phone
    if spans:
        office["openingHoursSpecification"] = [
            {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": list(_WORKING_DAYS),
                "opens": f"{span.since:%H:%M}",
                "closes": f"{span.until:%H:%M}",
            }
            for span in spans
        ]
    return {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": name,
        "areaServed": {"@type": "AdministrativeArea", "name": area},
        "availableChannel": {"@type": "ServiceChannel", "serviceLocation": office},
    }
