"""A process of its own with a database of its own, for what cannot be tried within the test's process.

python -m tests.jifen_service.casework.worker migrate
python -m tests.jifen_service.casework.worker race THREADS all press 'accept' on one case at once
python -m tests.jifen_service.casework.worker kill CASE    takes its step in a child that SIGKILL ends
                                                            before the 1st, 2nd, … statement, until done
python -m tests.jifen_service.casework.worker state        what is in the database
"""

import json
import os
import signal
import sys
import threading

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jifen_service.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402
from tests.jifen_service.casework import world as w  # noqa: E402

from jifen_service.accounts.models import Membership, User  # noqa: E402
from jifen_service.audit.models import AuditEvent  # noqa: E402
from jifen_service.casework import service  # noqa: E402
from jifen_service.casework.models import Case, Check, Decision, Event, OutboxMessage  # noqa: E402

#: a case each: the step that is tried on it, who takes it, what comes before
CASES = {
    "race": ("accept", "window", "deliver"),
    "accept": ("accept", "window", "deliver"),
    "decide_passed": ("decide_passed", "approver", "propose"),
}


def migrate() -> None:
    call_command("migrate", verbosity=0)
    world = w.make_world()
    for name, (step, _who, before) in CASES.items():
        holder = f"holder_of_{name}"
        world.people[holder] = w.person(w.make_user(holder))
        case = w.new_case(world, who=holder)
        w.advance(world, case, before, who=holder)
        if step == "accept":
            w.see_all(case, world.window)


def _case(name: str) -> Case:
    return Case.objects.get(applicant__username=f"holder_of_{name}")


def _person(name: str):
    user = User.objects.get(username=name)
    return w.person(user, Membership.objects.get(user=user))


def race(threads: int) -> list[str]:
    case, version = _case("race"), _case("race").version
    barrier, outcomes = threading.Barrier(threads), []
    people = [_person(name) for name in ("window", "lead")]
    for who in people:
        _ = who.roles, who.centre_ids

    def press(number: int) -> None:
        try:
            barrier.wait()
            service.apply(case.pk, "accept", people[number % 2], expected_version=version, at=w.START)
            outcomes.append("done")
        except service.StaleCase as stale:
            told = stale.happened[0].transition == "accept" and "受理" in stale.message("zh")
            outcomes.append("untold" if not told else "again" if stale.done_already else "stale")
        except Exception as error:
            outcomes.append(repr(error))
        finally:
            connections.close_all()

    pressing = [threading.Thread(target=press, args=(number,)) for number in range(threads)]
    for thread in pressing:
        thread.start()
    for thread in pressing:
        thread.join()
    return outcomes


class Counter:
    """Counts the statements; kills the process before the one that was chosen."""

    def __init__(self, fatal: int = 0) -> None:
        self.count, self.fatal = 0, fatal

    def __call__(self, execute, sql, params, many, context):
        self.step()
        return execute(sql, params, many, context)

    def step(self) -> None:
        self.count += 1
        if self.count == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)


def take(name: str, counter: Counter) -> None:
    step, actor, _before = CASES[name]
    who, case = _person(actor), _case(name)
    _ = who.roles, who.centre_ids
    commit = connection._commit

    def counted_commit() -> None:
        # The commit is no statement of a cursor: it is counted as one, before and after.
        counter.step()
        commit()
        counter.step()

    connection._commit = counted_commit
    with connection.execute_wrapper(counter):
        service.apply(case.pk, step, who, expected_version=case.version, at=w.START)


def state() -> dict:
    found = {}
    for name, (step, _who, _before) in CASES.items():
        case = _case(name)
        taken = Event.objects.filter(case=case, transition=step)
        found[name] = {
            "state": case.state,
            "version": case.version,
            "events": taken.count(),
            "messages": OutboxMessage.objects.filter(event__in=taken).count(),
            "audit": AuditEvent.objects.filter(action=step, subject_id=str(case.pk)).count(),
            "checks": Check.objects.filter(case=case).count(),
            "decisions": Decision.objects.filter(case=case).count(),
            "stamped": bool(case.decided_at if step == "decide_passed" else case.accepted_at),
        }
    return found


def kill(name: str) -> list[dict]:
    """After each killed child: the statement it did not come to, and what the database holds."""
    found = []
    while True:
        fatal = len(found) + 1
        connections.close_all()
        child = os.fork()
        if not child:
            take(name, Counter(fatal))
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        found.append({"before": fatal, "killed": os.WIFSIGNALED(status), **state()[name]})
        if found[-1]["events"] or not found[-1]["killed"]:
            return found


def main(command: str, *args: str) -> object:
    if command == "race":
        return race(int(args[0]))
    if command == "kill":
        return kill(args[0])
    return {"migrate": migrate, "state": state}[command]()


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
