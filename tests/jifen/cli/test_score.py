"""`jifen score`, run as a command: what it prints, where, and with which exit status."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

BACHELOR = """\
birth_date: 1990-06-15
on: 2026-11-22
education:
  - {level: bachelor, degree: true}
"""


def jifen(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", "import sys; from jifen.cli import main; sys.exit(main())", *arguments],
        input=stdin,
        capture_output=True,
        timeout=60,
        check=False,
    )


def refused(*arguments: str, stdin: bytes = b"") -> str:
    """Run what must be refused: status 2, nothing on standard output, a message and no traceback."""
    run = jifen(*arguments, stdin=stdin)
    message = run.stderr.decode()
    assert run.returncode == 2, message
    assert run.stdout == b""
    assert "Traceback" not in message
    assert message.strip()
    return message


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "profile.yaml"
    path.write_text(BACHELOR, encoding="utf-8")
    return path


def test_the_table_says_the_answer_first(document: Path) -> None:
    run = jifen("score", str(document))
    assert run.returncode == 0
    lines = [line.strip() for line in run.stdout.decode().splitlines() if line.strip()]
    assert "2026-11-22" in lines[0]
    assert lines[1].startswith("120 分 · 已达到标准分值 120")
    assert any("本科+学士学位" in line for line in lines)


def test_the_table_speaks_english(document: Path) -> None:
    text = jifen("score", str(document), "--lang", "en").stdout.decode()
    assert "120 points · reaches the pass mark of 120" in text
    assert "年龄" not in text


def test_sources_on_request(document: Path) -> None:
    assert "GOV" not in jifen("score", str(document)).stdout.decode()
    assert "第六条(一)" in jifen("score", str(document), "--sources").stdout.decode()


def test_json_is_the_contract_result(document: Path) -> None:
    run = jifen("score", str(document), "--json")
    answer = json.loads(run.stdout)
    assert (answer["total"], answer["passes"], answer["eligible"]) == (120, True, False)
    assert answer["policy"] == {"id": "shanghai-2023", "effective_from": "2023-01-01"}


def test_the_callers_date_wins(document: Path) -> None:
    answer = json.loads(jifen("score", str(document), "--on", "2019-01-01", "--json").stdout)
    assert (answer["on"], answer["policy"]["id"]) == ("2019-01-01", "shanghai-2018")


def test_the_trace_names_every_value_with_its_citation(document: Path) -> None:
    trace = json.loads(jifen("score", str(document), "--trace").stdout)
    cap = next(value for value in trace["indicators"]["age"]["parameters"] if value["key"] == "age.cap")
    assert cap["sources"][0] == "GOV"
    assert cap["from"] == "2015-07-01"


def test_standard_input() -> None:
    assert json.loads(jifen("score", "-", "--json", stdin=BACHELOR.encode()).stdout)["total"] == 120


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"", "birth_date"),
        (b"birth_date: [1990", "1"),
        (b"birth_date: 1990-02-30\n", "birth_date"),
        (b"birth_date: 1990-06-15\neducatoin: []\n", "education"),
        (
            b"birth_date: 1990-06-15\nsocial_insurance: [{from: 2020-13, ratio: 1}]\n",
            "social_insurance[0].from",
        ),
        (b"birth_date: 1990-06-15\neducation: [{level: 3}]\n", "education[0].level"),
        (b"birth_date: 1990-06-15\non: 2015-06-30\n", "2015-07-01"),
        (b"birth_date: 2030-06-15\non: 2026-06-30\n", "birth_date"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe" * 50, "UTF-8"),
        (b"[1, 2, 3]", "birth_date"),
    ],
)
def test_wrong_documents_are_refused_with_their_place(tmp_path: Path, content: bytes, place: str) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_bytes(content)
    assert place in refused("score", str(path))


def test_five_megabytes_of_noise(tmp_path: Path) -> None:
    path = tmp_path / "noise"
    path.write_bytes(random.Random(7).randbytes(5_000_000))
    refused("score", str(path))


def test_a_wage_before_the_first_on_file_names_the_run() -> None:
    text = b"birth_date: 1980-01-01\non: 2016-06-01\nsocial_insurance: [{from: 2013-01, base: 9000}]\n"
    assert "social_insurance[0].base" in refused("score", "-", stdin=text)


@pytest.mark.parametrize(
    "call",
    [
        ("score", "no-such-file.yaml"),
        ("score", "."),
        ("score", "-", "--on", "yesterday"),
        ("score", "-", "--lang", "fr"),
        ("score",),
        ("guess",),
        ("policy", "show", "shanghai-1999"),
        ("policy", "show", "shanghai-2018", "--on", "2024-01-01"),
        ("policy", "diff", "shanghai-2018", "next-year"),
    ],
)
def test_wrong_calls(call: tuple[str, ...]) -> None:
    refused(*call)


def test_lines_good_and_bad() -> None:
    good = {"birth_date": "1990-06-15", "education": [{"level": "bachelor", "degree": True}]}
    lines = [json.dumps(good), "{", "", '{"birth_date": "1990-06-15", "share": 1}', json.dumps(good)]
    run = jifen("score", "--jsonl", "-", "--on", "2026-11-22", stdin="\n".join(lines).encode())
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert run.returncode == 1
    assert run.stderr == b""
    assert [answer.get("total") for answer in answers] == [120, None, None, None, 120]
    assert [answer["error"]["line"] for answer in answers if "error" in answer] == [2, 3, 4]
    assert answers[3]["error"]["errors"][0]["at"] == "share"


def test_good_lines_end_with_zero() -> None:
    assert jifen("score", "--jsonl", "-", stdin=b'{"birth_date": "1990-06-15"}\n').returncode == 0


def test_noise_as_lines() -> None:
    run = jifen("score", "--jsonl", "-", stdin=random.Random(8).randbytes(300_000))
    assert run.returncode == 1
    assert all("error" in json.loads(line) for line in run.stdout.splitlines())
    assert run.stderr == b""
