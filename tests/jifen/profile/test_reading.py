"""Texts: what YAML and JSON mean here, and every text that is refused, with its place."""

import json
import random
import time
from decimal import Decimal
from typing import Any

import pytest
from tests.jifen.profile.examples import TEXT, example

from jifen.errors import Problem, ProfileError
from jifen.profile import load, parse, read
from jifen.profile.reading import SIZE_LIMIT


def refused(text: Any, syntax: Any = "auto") -> Problem:
    with pytest.raises(ProfileError) as caught:
        load(text, syntax=syntax)
    (only,) = caught.value.problems
    assert only.message("zh")
    assert only.message("en")
    json.dumps(only.as_dict())
    return only


def spot(problem: Problem) -> tuple[str, object, object]:
    return problem.code, problem.params.get("line"), problem.params.get("column")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("False", False),
        ("yes", "yes"),
        ("on", "on"),
        ("off", "off"),
        ("y", "y"),
        ("null", None),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-3", -3),
        ("007", 7),
        ("1_000", "1_000"),
        ("1,000", "1,000"),
        ("0x1F", "0x1F"),
        ("12:30", "12:30"),
        ("10061.60", Decimal("10061.60")),
        ("1e3", Decimal("1e3")),
        (".5", Decimal("0.5")),
        ("2026-11", "2026-11"),
        ("2026-11-22", "2026-11-22"),
        ("2026-11-22 10:00:00", "2026-11-22 10:00:00"),
        ("'12'", "12"),
        ('"true"', "true"),
        ("'~'", "~"),
        ("=", "="),
        ("<<", "<<"),
        ("{b: [1, 2.5]}", {"b": [1, Decimal("2.5")]}),
        ("|-\n  two\n  lines", "two\nlines"),
    ],
)
def test_yaml_values(text: str, value: object):
    read_value = load(f"a: {text}\n", syntax="yaml")["a"]
    assert (read_value, type(read_value), str(read_value)) == (value, type(value), str(value))


def test_yaml_keys():
    document = load("on: 1\nyes: 2\n2023: 3\n'2024': 4\n~: 5\n1.5: 6\n", syntax="yaml")
    assert document == {"on": 1, "yes": 2, 2023: 3, "2024": 4, "~": 5, "1.5": 6}


def test_json_numbers_are_exact():
    document = load('{"a": 10061.60, "b": 13000, "c": 1e2}')
    assert str(document["a"]) == "10061.60"
    assert document == {"a": Decimal("10061.60"), "b": 13000, "c": Decimal(100)}
    assert type(document["b"]) is int


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "at"),
    [
        ("a: 1\nb:\n  c: 1\n  c: 2", "duplicate_key", 4, 3, "b.c"),
        ("a: [{b: 1}, {b: 1, b: 2}]", "duplicate_key", 1, 20, "a[1].b"),
        ("a: {2023: 1, 2023: 2}", "duplicate_key", 1, 14, "a.2023"),
        ("a: &x 1", "yaml_anchor", 1, 4, "a"),
        ("a: [1, *x]", "yaml_anchor", 1, 8, "a[1]"),
        ("a: !!str 1", "yaml_tag", 1, 4, "a"),
        ("a: !point {x: 1}", "yaml_tag", 1, 4, "a"),
        ("!!map {}", "yaml_tag", 1, 1, ""),
        ("a: 1\n---\nb: 2", "several_documents", 2, 1, ""),
        ("a: 1\n...\n---\n", "several_documents", 3, 1, ""),
        ("b: 1\n? [x]\n: 1", "yaml_key", 2, 3, ""),
        ("? {a: 1}\n: 1", "yaml_key", 1, 3, ""),
        ("a: .inf", "not_finite", 1, 4, "a"),
        ("a: -.INF", "not_finite", 1, 4, "a"),
        ("a:\n- .NaN", "not_finite", 2, 3, "a[0]"),
        ("a: 1e9999999999999999999", "not_finite", 1, 4, "a"),
        ("a: " + "9" * 61, "number_too_long", 1, 4, "a"),
        ("9" * 61 + ": a", "number_too_long", 1, 1, ""),
        ("a: 'x", "yaml_syntax", 1, 6, ""),
        ("a: 1\n b: 2", "yaml_syntax", 2, 3, ""),
        ("a:\n\t- b", "yaml_syntax", 2, 1, ""),
        ("a: [1", "yaml_syntax", 2, 1, ""),
        ("a: b: c", "yaml_syntax", 1, 5, ""),
        ("a: @b", "yaml_syntax", 1, 4, ""),
        ("%YAML 3.0\n---\na: 1", "yaml_syntax", 1, 1, ""),
        ("[" * 40, "too_deep", 1, 31, "[0]" * 30),
        ("a: 1\nb: x\x07", "bad_character", 2, 5, ""),
        ("a: \x00", "bad_character", 1, 4, ""),
        ("a: \ud800", "bad_character", 1, 4, ""),
        ("# nothing\n", "empty", None, None, ""),
        ("", "empty", None, None, ""),
        (" \n\t\n", "empty", None, None, ""),
        ("~", "empty", None, None, ""),
        ("- a: 1", "not_an_object", None, None, ""),
        ("hello", "not_an_object", None, None, ""),
        ("5", "not_an_object", None, None, ""),
    ],
)
def test_yaml_that_is_refused(text: str, code: str, line: int, column: int, at: str):
    problem = refused(text, "yaml")
    assert (*spot(problem), problem.at) == (code, line, column, at)


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "at"),
    [
        ('{"a": 1,\n "a": 2}', "duplicate_key", 2, 2, "a"),
        ('{"x": [{}, {"b": "}\\"{", "b" : 1}]}', "duplicate_key", 1, 26, "x[1].b"),
        ('{"\\u0061": 1, "a": 2}', "duplicate_key", 1, 15, "a"),
        ('{"x": {"a": 1}, "y": {"a": 1}, "z": NaN}', "not_finite", 1, 37, "z"),
        ('{"a": ["NaN", -Infinity]}', "not_finite", 1, 15, "a[1]"),
        ('{"a": 1e9999999999999999999}', "not_finite", 1, 7, "a"),
        ('{"a": ' + "9" * 5000 + "}", "number_too_long", 1, 7, "a"),
        ('{"a": ' * 40 + "1" + "}" * 40, "too_deep", 1, 181, ".".join("a" * 30)),
        ("[" * 100_000, "too_deep", 1, 31, "[0]" * 30),
        ('{"a": 1', "json_syntax", 1, 8, ""),
        ('{"a": 1} {"b": 1}', "json_syntax", 1, 10, ""),
        ("{'a': 1}", "json_syntax", 1, 2, ""),
        ('{"a": "x\ny"}', "json_syntax", 1, 9, ""),
        ("null", "not_an_object", None, None, ""),
        ("[]", "not_an_object", None, None, ""),
        ('"x"', "not_an_object", None, None, ""),
        ("", "empty", None, None, ""),
    ],
)
def test_json_that_is_refused(text: str, code: str, line: int, column: int, at: str):
    problem = refused(text, "json")
    assert (*spot(problem), problem.at) == (code, line, column, at)


def test_thirty_levels_are_not_too_deep():
    nested = '{"a":' * 29 + "{}" + "}" * 29
    assert load(nested, syntax="json") == load(nested, syntax="yaml")


def test_auto_reads_both():
    assert load(TEXT) == load(json.dumps(_with_text_keys(example()), default=float)) | {
        "business": example()["business"]
    }


def _with_text_keys(document: Any) -> Any:
    return json.loads(json.dumps(document, default=float))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"a": 1, }', None),
        ("{a: 1}", None),
        ("{'a': 1}", None),
        ("{a: 1", "yaml_syntax"),
        ('{"a": 1', "json_syntax"),
        ('{"a": NaN}', "not_finite"),
        ('{"a": 1} {"b": 1}', "json_syntax"),
        ("{}", None),
    ],
)
def test_auto_complains_in_the_likelier_syntax(text: str, code: str | None):
    if code is None:
        assert isinstance(load(text), dict)
    else:
        assert refused(text).code == code


def test_bytes_and_a_byte_order_mark():
    assert load(TEXT.encode()) == load(b"\xef\xbb\xbf" + TEXT.encode()) == load("\ufeff" + TEXT) == example()
    assert load(TEXT.replace("\n", "\r\n")) == example()


@pytest.mark.parametrize(
    ("data", "byte"),
    [
        (TEXT.encode("gb18030"), 64),
        (TEXT.encode("utf-16"), 1),
        (b"a: \xed\xa0\x80", 4),
        (b"\x89PNG\r\n\x1a\n", 1),
    ],
)
def test_what_is_not_utf8_says_where(data: bytes, byte: int):
    problem = refused(data)
    assert problem.code == "not_utf8"
    assert problem.params["byte"] == byte


@pytest.mark.parametrize(
    "text", ["a" * (SIZE_LIMIT + 1), "积" * (SIZE_LIMIT // 3 + 1), b"\xff" * (SIZE_LIMIT + 1)]
)
def test_too_big_says_the_size_and_the_limit(text: str | bytes):
    problem = refused(text)
    size = len(text.encode() if isinstance(text, str) else text)
    assert (problem.code, problem.params) == ("too_big", {"size": size, "limit": SIZE_LIMIT})


def test_the_biggest_text_is_read():
    assert load(TEXT + "#" * (SIZE_LIMIT - len(TEXT.encode()))) == example()


def test_an_unknown_syntax_is_a_mistake_of_the_program():
    with pytest.raises(KeyError):
        load("a: 1", syntax="toml")  # type: ignore[arg-type]


def noise() -> dict[str, bytes]:
    """Texts near the limit that have hurt parsers: noise, bombs, deep and wide nonsense."""
    chance = random.Random(5)
    printable = bytes(chance.randrange(32, 127) for _ in range(SIZE_LIMIT))
    return {
        "5 MB": chance.randbytes(5_000_000),
        "binary": chance.randbytes(SIZE_LIMIT),
        "printable": printable,
        "lines": b"\n".join(printable[i : i + 40] for i in range(0, SIZE_LIMIT - 40, 41)),
        "brackets": b"[" * SIZE_LIMIT,
        "flow": b"{a: " * 200_000,
        "json flow": b'{"a":' * 150_000,
        "quotes": b'"' * SIZE_LIMIT,
        "escaped quotes": b'{"a":"' + b'\\"' * 400_000,
        "question marks": b"? " * 400_000,
        "dashes": b"- " * 400_000,
        "anchors": b"&a " * 300_000,
        "billion laughs": b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        "ones": b'{"a":[' + b"1," * 400_000 + b"1]}",
        "unknown keys": b"{" + b",".join(b'"k%d":1' % i for i in range(90_000)) + b"}",
        "digits": b"a: " + b"9" * 900_000,
        "json digits": b'{"birth_date": ' + b"9" * 900_000 + b"}",
        "wrong runs": b'{"social_insurance":[' + b'{"from":"2020-13"},' * 1999 + b'{"from":1}]}',
    }


@pytest.mark.parametrize("name", noise())
def test_noise_is_refused_quickly(name: str):
    data = noise()[name]
    begin = time.perf_counter()
    with pytest.raises(ProfileError) as caught:
        read(data)
    # Generous, for slow machines: what goes wrong here takes minutes.
    assert time.perf_counter() - begin < 10
    assert len(caught.value.problems) <= 101
    assert len(str(caught.value)) < 100_000


def test_read_is_parse_of_load():
    assert read(TEXT) == read(TEXT.encode(), syntax="yaml") == parse(load(TEXT))
