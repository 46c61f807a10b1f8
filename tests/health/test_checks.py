"""The health checks find what they are for, and leave alone what is well."""

from textwrap import dedent

import pytest
from tests.health import checks


def test_unfinished_lines():
    text = "fine\n# TODO later\nraise NotImplementedError()\nTODOS\nexcept NotImplementedError:"
    assert checks.unfinished_lines(text) == [2, 3]


def test_long_functions():
    source = "def short():\n    pass\n\n\nasync def long():\n" + "    x = 1\n" * 5
    assert checks.long_functions(source, 5) == ["long (6 lines)"]


@pytest.mark.parametrize(
    "call",
    [
        "date.today()",
        "datetime.date.today()",
        "datetime.now(UTC)",
        "datetime.datetime.now()",
        "timezone.now()",
    ],
)
def test_clock_lines(call: str):
    assert checks.clock_lines(f"x = 1\ny = {call}\n") == [2]


@pytest.mark.parametrize("source", ["clock.today()", "'date.today()'", "date.fromisoformat(x)", "now()"])
def test_clock_lines_leaves_alone(source: str):
    assert checks.clock_lines(source) == []


def test_clock_tag():
    assert checks.CLOCK_TAG.search('{% now "Y" %}')
    assert not checks.CLOCK_TAG.search("{{ now }}")


def test_local_path_lines():
    # Spelt in parts, or this file would be found.
    assert checks.local_path_lines("ok/root/x\nopen('/" + "home/somebody/x')\n/" + "tmp/x") == [2, 3]


def test_lock_problems():
    good = "# made\na==1 \\\n    --hash=sha256:00\nb==2 ; python_version > '3' \\\n    --hash=sha256:11\n"
    assert checks.lock_problems(good) == []
    assert checks.locked_packages(good) == {"a": 1, "b": 1}
    assert checks.lock_problems("a==1\n") == ["a: no hash"]
    assert checks.lock_problems("--index-url x\n") == ["line 1: names a host or a registry"]
    assert checks.lock_problems("a @ git+https://host/a\n") == ["line 1: names a host or a registry"]
    assert checks.lock_problems("a>=1\n") == ["line 1: is no pin"]


def test_documented_packages():
    text = "| `Django-Ninja` | reason |\n| `bare` | |\nprose `x`\n## Vendored\n| `htmx.js` | reason |\n"
    assert checks.documented_packages(text) == {"django-ninja"}


def test_local_links():
    text = dedent("""
        [a](docs/a.md#part) ![b](b.png "title") [c](https://example.org) [d](#here) [e](mailto:x@y)
        <img src="shot.png"> `[not](code.md)`
        ```
        [not](either.md)
        ```
    """)
    assert checks.local_links(text) == ["docs/a.md", "b.png", "shot.png"]


def test_template_messages():
    template = """{% load i18n %}<p title="it's">{% translate "你好" %}</p>{{ _("引")|upper }}
        {% blocktranslate with a=b %}共 {{ a }} 分{% endblocktranslate %}{% translate "x'y" context "c" %}
        {% blocktranslate count n=k %}one{% plural %}many{% endblocktranslate %}"""
    assert checks.template_messages(template) == {"你好", "引", "共 %(a)s 分", "x'y", "one"}


def test_python_messages():
    source = '_("a"); gettext_lazy("b"); pgettext("context", "c"); ngettext("d", "e", n); _(name); other("f")'
    assert checks.python_messages(source) == {"a", "b", "c", "d"}


def test_untranslated():
    catalogue = {"a": "A", "b": "", "%(n)s c": "C"}
    assert checks.untranslated({"a", "b", "%(n)s c", "d"}, catalogue) == ["%(n)s c", "b", "d"]
