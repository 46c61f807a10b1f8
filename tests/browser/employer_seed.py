"""Fills an empty database for the employers' browser tests: an agent, employees' cases in several states."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jifen_service.config.settings")

import django

django.setup()

from datetime import timedelta  # noqa: E402

from tests.jifen_service.casework import world as small  # noqa: E402

from jifen_service.accounts.models import User  # noqa: E402
from jifen_service.casework import service  # noqa: E402

PASSWORD = "a-long-enough-secret"
NAMES = ("李晓梅", "王建国", "陈思远", "周子涵", "吴佳", "郑海", "孙立", "赵一鸣", "钱芳")
STEPS = ("submit", "submit", "confirm", "deliver", "accept", "propose", "decide_passed", "submit", "confirm")


def main() -> None:
    """Make them."""
    world = small.make_world()
    agent = User.objects.get(username="agent")
    agent.set_password(PASSWORD)
    agent.display_name = "林经办"
    agent.save()
    for number, (name, until) in enumerate(zip(NAMES, STEPS, strict=True)):
        holder = f"holder{number}"
        world.people[holder] = small.person(small.make_user(holder))
        _case(world, holder, name, until, number)


def _case(world: small.World, holder: str, name: str, until: str, number: int) -> None:
    at = small.START + timedelta(days=9 * number)
    who = world.people[holder]
    case = small.new_case(world, at, who=holder, filled=False)
    small.fill(case, who, at)
    for material in case.materials.all():
        service.add_upload(case.pk, who, material.code, "扫描.png", small.photo(material.code), at=at)
    born = {"name": name, "phone": f"1381234{number:04d}"}
    service.save_section(case.pk, who, "personal", {"personal": born}, at=at)
    if number % 2:
        run = [{"from": "2021-03", "base": 6000 + 900 * number, "employer": "示例科技"}]
        service.save_section(case.pk, who, "insurance", {"profile": {"social_insurance": run}}, at=at)
        below = [{"level": "junior_college", "school": "某学院", "major": "会计", "graduated": "2010-07-01"}]
        service.save_section(case.pk, who, "education", {"profile": {"education": below}}, at=at)
    small.advance(world, case, until, at=at + timedelta(days=1), who=holder)


if __name__ == "__main__":
    main()
