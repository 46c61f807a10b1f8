"""The register of the sample world: its configuration serves every check, its faults name people."""

from datetime import date
from pathlib import Path

from jifen_service import demo
from jifen_service.casework.rules import topics
from jifen_service.config.management.commands.sandbox_registries import FAULTS
from jifen_service.demo.sandbox.answering import respond
from jifen_service.demo.sandbox.people import known_people
from jifen_service.demo.sandbox.server import read_faults
from jifen_service.registries.answers import read_json
from jifen_service.registries.comparing import agrees, compare
from jifen_service.registries.config import registry_for

DAY = date(2026, 11, 26)
#: checks of indicators that nobody of the sample world claims
UNCLAIMED = {"award", "business"}


def test_it_says_of_everybody_what_they_entered_but_for_the_faults(settings, monkeypatch):
    monkeypatch.setenv("JIFEN_SANDBOX_PORT", "1")
    settings.REGISTRIES = str(Path(demo.__file__).with_name("registries.yaml"))
    assert {topic for topic in topics() if registry_for(topic) is None} == UNCLAIMED
    faults, people = read_faults(FAULTS), known_people(DAY)
    names = {name for known in people.values() for name in known.names}
    assert {fault.person for fault in faults} - {""} <= names
    assert {fault.topic for fault in faults} <= set(topics())
    wrong = set()
    for known in people.values():
        for topic in sorted(set(topics()) - UNCLAIMED - {"archive"}):
            told = respond(topic, known, [], 0)
            answer = read_json(told.body, topic, registry_for(topic)).as_dict()
            lines = compare(topics()[topic].places, known.profile, known.personal, answer)
            if not agrees(lines, found=answer["found"]):
                wrong.add((known.names[1], topic))
    assert wrong == set()
