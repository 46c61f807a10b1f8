"""The doors of the home page (入口): three by need, three by role, each with the ways behind it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from jifen_service.portal.ways import Way, ways


@dataclass(frozen=True, slots=True)
class Door:
    """What somebody wants or is, in their words, one sentence, and the ways behind it."""

    ask: str
    text: str
    ways: tuple[Way, ...]


def by_need() -> tuple[Door, ...]:
    """What people come for."""
    return (
        Door(
            _("我有多少分?"),
            _("十个问题, 半分钟; 有社保记录的, 可以按月精确算。"),
            ways((_("快速自测"), "portal:quick"), (_("精确测算"), "portal:exact")),
        ),
        Door(
            _("怎样赶在孩子用到之前达标?"),
            _("哪些路走得通, 各要多久, 到了以后要保持到什么时候。"),
            ways(
                (_("怎样达标"), "portal:guide_page ways"),
                (_("孩子每个阶段要什么"), "portal:benefits"),
            ),
        ),
        Door(
            _("办到哪了? 通知书是真的吗?"),
            _("登录看自己的申请走到哪一步、下一步是谁; 核验通知书不用账号。"),
            ways(
                (_("看我的申请"), "applicants:home"),
                (_("核验通知书"), "notices:verify"),
                (_("一步一步怎么走"), "portal:guide_page way"),
            ),
        ),
    )


def by_role() -> tuple[Door, ...]:
    """Who people come as."""
    return (
        Door(
            _("家庭"),
            _("能不能申请, 带什么, 去哪里, 怎样不被退回。"),
            ways(
                (_("谁能申请"), "portal:guide_page who"),
                (_("落户自测"), "portal:settle"),
                (_("材料清单"), "portal:materials"),
                (_("找受理点"), "portal:places"),
                (_("为什么会被退回"), "portal:guide_page returned"),
            ),
        ),
        Door(
            _("单位"),
            _("登记一次, 替员工核对、盖章、送件; 也可以从表格批量预评。"),
            ways(
                (_("单位要做什么"), "portal:guide_page employers"),
                (_("登记单位"), "employers:register"),
                (_("找受理点"), "portal:places"),
            ),
        ),
        Door(
            _("工作人员"),
            _("受理、审核、核定和全区的时限, 在工作台里。"),
            ways((_("登录工作台"), "accounts:home"), (_("规则的依据"), "portal:sources")),
        ),
    )
