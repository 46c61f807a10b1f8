"""The repository tests itself: sizes, unfinished work, the clock, the lock, reasons, links, translations."""

import tomllib
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from tests.health import checks

ROOT = Path(__file__).resolve().parents[2]
SERVICE = ROOT / "src" / "jifen_service"
FILE_LINES = 400
FUNCTION_LINES = 50


def sources(*folders: str, suffixes: tuple[str, ...] = (".py",)) -> list[Path]:
    """Files of ours in `folders`; neither caches nor what others wrote (vendored)."""
    files = (path for folder in folders for path in sorted((ROOT / folder).rglob("*")) if path.is_file())
    return [
        path for path in files if path.suffix in suffixes and not {"__pycache__", "vendor"} & set(path.parts)
    ]


def findings(paths: list[Path], check: object) -> list[str]:
    """`file: finding` for all that `check` finds in the text of `paths`."""
    assert paths, "nothing to look at: did the layout change?"
    return [
        f"{path.relative_to(ROOT)}: {found}" for path in paths for found in check(path.read_text("utf-8"))
    ]


def test_nothing_is_unfinished():
    everything = sources("src", suffixes=(".py", ".yaml", ".html", ".css", ".js", ".po", ".txt", ".md"))
    assert findings(everything, checks.unfinished_lines) == []


def test_files_are_short():
    def too_long(text: str) -> list[str]:
        lines = text.count("\n")
        return [f"{lines} lines"] if lines > FILE_LINES else []

    # Migrations are generated: one is as long as what it creates, and is not to be split by hand.
    ours = [path for path in sources("src", "tests", "scripts") if path.parent.name != "migrations"]
    assert findings(ours, too_long) == []


def test_functions_are_short():
    files = sources("src", "tests", "scripts")
    assert findings(files, lambda text: checks.long_functions(text, FUNCTION_LINES)) == []


def test_only_the_outermost_layer_asks_the_clock():
    outermost = (SERVICE / "config" / "clock.py", ROOT / "src/jifen/cli", ROOT / "src/jifen/cli.py")
    inner = [path for path in sources("src") if not any(path.is_relative_to(place) for place in outermost)]
    assert findings(inner, checks.clock_lines) == []
    templates = sources("src", suffixes=(".html", ".txt"))
    assert not [path for path in templates if checks.CLOCK_TAG.search(path.read_text("utf-8"))]


def test_no_file_names_a_place_of_one_machine():
    ours = sources("src", "scripts", "docs", ".ci", "benchmarks", suffixes=(".py", ".sh", ".md", ".yaml", ""))
    assert findings([*ours, ROOT / "Makefile", ROOT / "pyproject.toml"], checks.local_path_lines) == []


@pytest.fixture(scope="module")
def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def direct(project: dict) -> set[str]:
    """Names of all packages that pyproject.toml asks for."""
    extras = project["project"]["optional-dependencies"].values()
    lists = [project["project"]["dependencies"], project["build-system"]["requires"], *extras]
    return {checks.normal_name(requirement) for names in lists for requirement in names}


def test_lock_pins_by_hash_and_names_no_registry():
    assert checks.lock_problems((ROOT / "requirements.lock").read_text("utf-8")) == []


def test_lock_holds_every_direct_dependency(direct: set[str]):
    locked = checks.locked_packages((ROOT / "requirements.lock").read_text("utf-8"))
    assert direct <= set(locked), "run `make lock`"


def test_every_direct_dependency_has_its_reason(direct: set[str]):
    documented = checks.documented_packages((ROOT / "docs" / "dependencies.md").read_text("utf-8"))
    assert documented == direct


def test_every_vendored_file_has_its_reason():
    text = (ROOT / "docs" / "dependencies.md").read_text("utf-8").split("\n## Vendored")[1]
    ours = (path for folder in ("src", "tests") for path in (ROOT / folder).rglob("*"))
    beneath = (path for path in ours if "vendor" in path.parts and path.is_file())
    vendored = [path for path in beneath if not path.name.startswith("LICENSE")]
    assert [path.name for path in vendored if f"`{path.name}`" not in text] == []
    assert [path.name for path in vendored if not list(path.parent.glob("LICENSE*"))] == []


def test_links_to_files_are_alive():
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    dead = [
        f"{page.relative_to(ROOT)}: {link}"
        for page in pages
        for link in checks.local_links(page.read_text("utf-8"))
        if not (page.parent / link).exists()
    ]
    assert dead == []


def _first(text: str | tuple[str, ...]) -> str:
    """The text, or its singular where it has a plural."""
    return text if isinstance(text, str) else text[0]


def english_catalogue() -> dict[str, str]:
    """Text → English text of all catalogues of the platform; what is fuzzy counts as missing."""
    catalogue: dict[str, str] = {}
    for path in SERVICE.glob("**/locale/en/LC_MESSAGES/*.po"):
        for entry in read_po(path.open("rb"), abort_invalid=True):
            one, other = (
                (entry.id, entry.string) if isinstance(entry.id, str) else (entry.id[0], entry.string[0])
            )
            if one and not entry.fuzzy:
                catalogue[one] = other
    return catalogue


def test_every_text_of_the_platform_is_in_english():
    templates = sources("src/jifen_service", suffixes=(".html", ".txt"))
    if not templates:
        pytest.skip("no template yet")
    pages = [checks.template_messages(path.read_text("utf-8")) for path in templates]
    code = [checks.python_messages(path.read_text("utf-8")) for path in sources("src/jifen_service")]
    messages = set().union(*pages, *code)
    assert messages, "no template asks for a translation: has the tag changed its name?"
    assert checks.untranslated(messages, english_catalogue()) == []
