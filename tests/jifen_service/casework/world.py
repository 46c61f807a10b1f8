"""A small world for the tests: two centres, an employer, people of every role, and cases in any state."""

import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PIL import Image

from jifen_service.accounts.access import Person
from jifen_service.accounts.models import Centre, Employer, Membership, User
from jifen_service.accounts.roles import Role
from jifen_service.casework import identity, queries, service
from jifen_service.casework.actors import SYSTEM
from jifen_service.casework.models import Case, Upload

SHANGHAI = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 7, 4, 9, 0, tzinfo=SHANGHAI)
ID_NUMBER = "31010119880514001" + identity.id_check_character("31010119880514001")
SPOUSE_NUMBER = "31010119890301002" + identity.id_check_character("31010119890301002")
PHONE = "13812345678"
NAME = "张小明"

SECTIONS = {
    "personal": {
        "profile": {"birth_date": "1988-05-14"},
        "personal": {"name": NAME, "id_number": ID_NUMBER, "phone": PHONE},
    },
    "household": {
        "profile": {"permit": {"issued": "2019-03-01", "valid_until": "2028-02-28"}},
        "personal": {
            "household_address": "安徽省合肥市包河区示例路1号",
            "residence_address": "上海市浦东新区示例路2号",
            "permit_number": "310000198805140019",
        },
    },
    "education": {
        "profile": {
            "education": [
                {
                    "level": "bachelor",
                    "degree": True,
                    "enrolled": "2006-09-01",
                    "graduated": "2010-07-01",
                    "school": "某大学",
                    "major": "计算机",
                }
            ]
        }
    },
    "credentials": {"none": True},
    "employment": {
        "profile": {
            "employment": {
                "employed": True,
                "employer": "示例科技",
                "position": "工程师",
                "contract_from": "2024-01-01",
                "contract_until": "2028-12-31",
            },
            "resume": [{"from": "2016-07", "employer": "示例科技", "position": "工程师"}],
        }
    },
    "insurance": {
        "profile": {"social_insurance": [{"from": "2016-07", "base": 13000, "employer": "示例科技"}]}
    },
    "family": {"personal": {"marital_status": "single"}},
    "indicators": {"personal": {"indicators": ["age", "education", "si_years", "si_base"]}},
}
#: the way of a case through its states: transition, who takes it
WAY = (
    ("submit", "holder"),
    ("confirm", "agent"),
    ("deliver", "agent"),
    ("accept", "window"),
    ("propose", "reviewer"),
    ("decide_passed", "approver"),
    ("print_notice", "holder"),
)


@dataclass
class World:
    """The people and places."""

    centre: Centre
    elsewhere: Centre
    employer: Employer
    people: dict[str, Person]

    def __getattr__(self, name: str) -> Person:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None


def make_user(name: str) -> User:
    user = User(username=name, display_name=f"{name}某")
    user.set_unusable_password()
    user.save()
    return user


def person(user: User, acting: Membership | None = None) -> Person:
    return Person(user, START.date(), acting.pk if acting else 0)


def member(name: str, role: str, *, employer=None, centre=None) -> Person:
    user = User.objects.filter(username=name).first() or make_user(name)
    since = (START - timedelta(days=400)).date()
    held = Membership.objects.create(user=user, role=role, employer=employer, centre=centre, since=since)
    return person(user, held)


def make_world() -> World:
    centre = Centre.objects.create(district="浦东新区", code="PD", name="浦东新区人才服务中心")
    elsewhere = Centre.objects.create(district="奉贤区", code="FX", name="奉贤区人才服务中心")
    employer = Employer.objects.create(
        credit_code="91310115MA1K4BQ12X",
        name="示例科技有限公司",
        centre=centre,
        status=Employer.Status.VERIFIED,
        created_at=START,
    )
    other = Employer.objects.create(
        credit_code="91310120MA1K4BQ34Y", name="别家公司", centre=elsewhere, created_at=START
    )
    people = {
        "holder": person(make_user("holder")),
        "stranger": person(make_user("stranger")),
        "agent": member("agent", Role.AGENT, employer=employer),
        "other_agent": member("other_agent", Role.AGENT, employer=other),
        "window": member("window", Role.WINDOW, centre=centre),
        "reviewer": member("reviewer", Role.REVIEWER, centre=centre),
        "approver": member("approver", Role.APPROVER, centre=centre),
        "approver2": member("approver2", Role.APPROVER, centre=centre),
        "lead": member("lead", Role.LEAD, centre=centre),
        "window_elsewhere": member("window_elsewhere", Role.WINDOW, centre=elsewhere),
        "city_admin": member("city_admin", Role.CITY_ADMIN),
        "system": SYSTEM,
    }
    return World(centre, elsewhere, employer, people)


def fill(case: Case, who: Person, at=START) -> None:
    """Fill in the whole form."""
    for section, data in SECTIONS.items():
        service.save_section(case.pk, who, section, data, at=at)


def photo(text: str = "a") -> bytes:
    """A small picture, another for another text."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (sum(text.encode()) % 255, 90, 120)).save(out, "PNG")
    return out.getvalue()


def hand_in_quickly(case: Case, who: Person, at=START) -> None:
    """Hand in every item without drawing thumbnails: rows alone, for tests that are not about files."""
    for number, material in enumerate(case.materials.all()):
        if not material.uploads.exists():
            Upload.objects.create(
                material=material,
                sequence=1,
                name="x.png",
                media_type="image/png",
                size=1,
                digest=f"{number:064x}",
                file_key="0" * 64,
                thumbnail_key="0" * 64,
                uploaded_by=who.user,
                uploaded_at=at,
            )


def new_case(world: World, at=START, *, filled: bool = True, who: str = "holder") -> Case:
    """A case with employer and, unless told otherwise, the whole form."""
    holder = world.people[who]
    case = service.create("new", holder, at=at, employer_id=world.employer.pk)
    if filled:
        fill(case, holder, at)
        hand_in_quickly(case, holder, at)
    return Case.objects.get(pk=case.pk)


def see_all(case: Case, who: Person, at=START) -> None:
    """Mark every item seen."""
    for material in case.materials.all():
        service.judge_material(case.pk, who, material.code, "seen", expected_version=material.version, at=at)


def check_all(case: Case, who: Person, at=START) -> None:
    """Finish every check."""
    for check in case.checks.all():
        service.finish_check(case.pk, who, check.topic, "agrees", expected_version=check.version, at=at)


def advance(world: World, case: Case, until: str, *, at=START, who: str = "holder") -> Case:
    """Take the case along `WAY` up to and with the transition `until`."""
    for name, actor in WAY:
        take(world, case, name, who if actor == "holder" else actor, at=at)
        if name == until:
            break
    return Case.objects.get(pk=case.pk)


def take(world: World, case: Case, name: str, actor: str, *, at=START, **more):
    """Take one step, with what must hold before it made to hold."""
    who = world.people[actor]
    if name in ("accept", "cancel"):
        see_all(case, world.window, at)
    if name == "propose":
        check_all(case, who, at)
        more.setdefault("data", {"outcome": "passed"})
    version = Case.objects.values_list("version", flat=True).get(pk=case.pk)
    return service.apply(case.pk, name, who, expected_version=version, at=at, **more)


def seen(case: Case, who: Person) -> Case:
    return queries.case_for(who, case.pk)
