"""What the pages of sign-in ask: whether codes can be sent, the provider, the demonstration's people."""

from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse

from jifen_service.accounts import demo, sms
from jifen_service.vault.mask import mask_phone

register = template.Library()
register.filter("masked", mask_phone)
register.simple_tag(sms.available, name="sms_available")
register.simple_tag(sms.kept_for_demo, name="demo_message")
register.simple_tag(demo.people, name="demo_people")


@register.simple_tag
def provider_sign_in() -> dict[str, Any] | None:
    """Name and address of the sign-in by OpenID Connect, None unless one is configured."""
    if not settings.PROVIDER:
        return None
    address = reverse("openid_connect_login", kwargs={"provider_id": settings.PROVIDER["provider_id"]})
    return {"name": settings.PROVIDER["name"], "url": address}
