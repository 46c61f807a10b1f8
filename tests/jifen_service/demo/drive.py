"""Goes through the sample world as people do, then says what of it is secret. Run in a process of its own.

usage: drive.py <folder>: the folder gets secrets.json and a copy of the database as it lies on the disk.
"""

import html
import json
import re
import shutil
import sys
from pathlib import Path
from urllib.parse import urljoin

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from jifen_service.accounts.demo import PASSWORD  # noqa: E402
from jifen_service.accounts.models import User  # noqa: E402
from jifen_service.callbacks.models import CallBack  # noqa: E402
from jifen_service.casework.models import Case  # noqa: E402

VISITORS = (
    "filling", "printed", "agent-chenxing", "pd-window", "fx-reviewer", "pd-approver", "fx-lead", "city",
)  # fmt: skip
NOT_LOOKED_AT = ("//", "/static/", "/en/", "/api/")
#: pages that one of them looks at
A_VISIT = 25
_PRIVATE = (
    "name", "id_number", "phone", "household_address", "residence_address", "permit_number", "spouse_name",
    "spouse_id_number",
)  # fmt: skip


def secrets() -> list[str]:
    """Every name, number and address of a person in the database."""
    found = set()
    for user in User.objects.all():
        found |= {user.display_name, user.phone}
    for case in Case.objects.all():
        found |= {case.personal.get(key, "") for key in _PRIVATE}
        found |= {member["name"] for member in case.personal.get("family", [])}
    for call in CallBack.objects.all():
        found |= {call.name, call.phone, call.words, call.attachment}
    return sorted(found - {""})


def signed_in(username: str) -> Client:
    client = Client(raise_request_exception=False)
    answer = client.post(reverse("account_login"), {"login": username, "password": PASSWORD})
    assert answer.status_code == 302, f"{username} cannot sign in: {answer.status_code}"
    return client


def go(client: Client, *addresses: str) -> None:
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code < 400, f"{address}: {answer.status_code}"


def as_applicant() -> None:
    case = Case.objects.get(applicant__username="demo-filling")
    client = signed_in("demo-filling")
    at = [case.pk]
    for name in ("case", "check", "materials", "answers", "looks", "pdf"):
        go(client, reverse(f"applicants:{name}", args=at))
    assert client.post(reverse("applicants:my_data")).status_code == 200
    client.post(reverse("applicants:show", args=[case.pk, "id_number"]))
    # Wrong on purpose: what is refused must not be told to a log either.
    wrong = {"personal.id_number": "990000199001011234", "personal.phone": "15400000001x", "_save": "1"}
    client.post(reverse("applicants:section", args=[case.pk, "personal"]), wrong)


def as_officer() -> None:
    case = Case.objects.get(applicant__username="demo-filed")
    client = signed_in("demo-fx-window")
    go(client, reverse("centres:queue"), reverse("centres:case", args=[case.pk]))
    for key in ("name", "id_number"):
        answer = client.post(reverse("centres:find"), {"q": case.personal[key]}, follow=True)
        assert case.number in answer.content.decode(), f"not found by {key}"
    client.post(reverse("centres:unmask", args=[case.pk]), {"field": "id_number"})
    client.get(f"/nowhere/{case.personal['id_number']}")


def as_everybody() -> None:
    """Follow the links of each one's pages, as far as a visit goes: all of them lead somewhere."""
    for who in VISITORS:
        client, waiting, seen = signed_in(f"demo-{who}"), [reverse("accounts:home")], set()
        while waiting and len(seen) < A_VISIT:
            address = waiting.pop(0).split("#")[0]
            if address in seen or not address.startswith("/") or address.startswith(NOT_LOOKED_AT):
                continue
            seen.add(address)
            answer = client.get(address, follow=True)
            assert answer.status_code < 400, f"{who}: {address} is {answer.status_code}"
            if "html" in answer.headers["Content-Type"]:
                here = answer.request["PATH_INFO"]
                found = re.findall(r'<a [^>]*href="([^"#]+)"', answer.content.decode())
                waiting += [urljoin(here, html.unescape(link)) for link in found]


def as_nobody() -> None:
    client = Client(raise_request_exception=False)
    person = User.objects.get(username="demo-filed")
    client.post(reverse("account_login"), {"login": person.phone, "password": "wrong-on-purpose"})
    client.post(reverse("account_request_login_code"), {"phone": person.phone})
    # A request that the server itself refuses, with a number in it.
    client.get(f"/?phone={person.phone}", headers={"host": "elsewhere.example"})


def main() -> None:
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    as_applicant()
    as_officer()
    as_everybody()
    as_nobody()
    folder = Path(sys.argv[1])
    (folder / "secrets.json").write_text(json.dumps(secrets()), encoding="utf-8")
    # Taken while the connection is open: the write-ahead log still lies beside the database.
    database = Path(connection.settings_dict["NAME"])
    for file in database.parent.glob(f"{database.name}*"):
        shutil.copy(file, folder / file.name)


main()
