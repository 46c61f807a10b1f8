"""Prints notices from an empty platform of its own; run by `benchmarks.notices` with JIFEN_VAR set.

usage: python -m benchmarks.notices_worker NOTICES
Prints JSON: seconds of the first print and of each after it, processor seconds of all, bytes of a file on the
average, and whether every file is valid.
"""

import json
import sys
from datetime import timedelta
from time import perf_counter, process_time

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from benchmarks import people  # noqa: E402
from jifen_service.accounts.access import Person  # noqa: E402
from jifen_service.accounts.centres import ensure_centres  # noqa: E402
from jifen_service.accounts.models import Centre, User  # noqa: E402
from jifen_service.casework import deciding  # noqa: E402
from jifen_service.casework.models import Case, Event  # noqa: E402
from jifen_service.casework.signals import step_taken  # noqa: E402
from jifen_service.casework.states import State  # noqa: E402
from jifen_service.config import clock  # noqa: E402
from jifen_service.notices import service  # noqa: E402
from jifen_service.notices.verifying import examine_file  # noqa: E402

#: given names of which each holder gets another, rare ones among them
GIVEN = "安邦昌达恩芳刚浩嘉凯兰梅宁鹏琴荣思婷薇欣雅泽㛃𫍯䶮𠅤"
SITE = "https://points.example"


def decided(number: int) -> tuple[Case, Person]:
    """A case that has just passed, with its notice issued."""
    user = User.objects.create(username=f"holder-{number}")
    name = "张" + GIVEN[number % len(GIVEN)] + GIVEN[number // len(GIVEN) % len(GIVEN)]
    moment = clock.now() - timedelta(days=1)
    case = Case.objects.create(
        number=f"JF2026-{number:09}",
        state=State.PASSED,
        version=1,
        applicant=user,
        centre=Centre.objects.first(),
        profile={**people.named("rich"), "permit": {"issued": "2019-03-01", "valid_until": "2099-02-28"}},
        personal={"name": name, "id_number": f"99000019880514{number:04}"},
        created_at=moment,
        changed_at=moment,
    )
    told = {"transition": "decide_passed", "target": State.PASSED, "actor": user, "role": "approver"}
    event = Event.objects.create(case=case, sequence=1, at=moment, **told)
    deciding.record(case, event, user.pk, moment)
    step_taken.send(Case, case=case, event=event)
    return case, Person(user, clock.today(), 0)


def main() -> None:
    """Print, then check what was printed."""
    call_command("migrate", verbosity=0)
    ensure_centres()
    cases = [decided(number) for number in range(int(sys.argv[1]) + 1)]
    taken, files, spent = [], [], 0.0
    for case, holder in cases:
        began, before = perf_counter(), process_time()
        files.append(service.print_notice(case, holder, at=clock.now(), site=SITE))
        taken.append(perf_counter() - began)
        spent += process_time() - before
    sound = all(examine_file(file, clock.now()).word == "valid" for file in files)
    size = sum(map(len, files)) / len(files)
    print(
        json.dumps({"first": taken[0], "each": taken[1:], "processor": spent, "sound": sound, "bytes": size})
    )


if __name__ == "__main__":
    main()
