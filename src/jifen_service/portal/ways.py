"""Links to the pages of this edition (链接): a page that is not installed is not offered."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


@dataclass(frozen=True, slots=True)
class Way:
    """What a link says, and where it leads."""

    name: str
    address: str


def ways(*told: tuple[str, str]) -> tuple[Way, ...]:
    """Links from names and routes; a route is "app:name", its arguments after it, divided by spaces."""
    found = ((name, address_of(route)) for name, route in told)
    return tuple(Way(name, address) for name, address in found if address)


def address_of(route: str) -> str:
    """The address of a route in the page's language; empty when there is none."""
    name, *arguments = route.split()
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def head() -> tuple[Way, ...]:
    """The links in the head of every page."""
    return ways(
        (_("自测"), "portal:quick"),
        (_("指南"), "portal:guide"),
        (_("待遇"), "portal:benefits"),
        (pgettext("head of a page", "受理点"), "portal:places"),
        (_("搜索"), "portal:search"),
    )


def foot() -> tuple[tuple[str, tuple[Way, ...]], ...]:
    """The links at the foot of every page, in groups."""
    return (
        (
            _("算分"),
            ways(
                (_("快速自测"), "portal:quick"),
                (_("精确测算"), "portal:exact"),
                (_("怎样达标"), "portal:guide_page ways"),
                (_("落户自测"), "portal:settle"),
                (_("本平台所读的规则"), "portal:law"),
                (_("依据和确定程度"), "portal:sources"),
            ),
        ),
        (
            _("办理"),
            ways(
                (_("一步一步怎么走"), "portal:guide_page way"),
                (_("材料清单"), "portal:materials"),
                (_("找受理点"), "portal:places"),
                (_("常见问题"), "portal:guide_page questions"),
            ),
        ),
        (
            _("本站"),
            ways(
                (_("规则的变动"), "portal:news"),
                (_("内容核对记录"), "portal:guide_checked"),
                (_("给程序用的接口"), "api-1:openapi-view"),
            ),
        ),
    )
