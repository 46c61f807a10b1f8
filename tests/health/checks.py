"""What the health tests look for: each check takes text, returns findings, and so can be tested itself."""

import ast
import re
from collections.abc import Iterator

UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK|raise NotImplementedError)\b")
CLOCK_CALLS = {
    "date": {"today"},
    "datetime": {"today", "now", "utcnow"},
    "timezone": {"now", "localdate", "localtime"},
}
CLOCK_TAG = re.compile(r"\{%\s*now\b")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
LOCAL_PATH = re.compile(r"(?<![\w.])(/root/|/home/\w+/|/tmp/\w|/Users/\w+/)")
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==[^\s;]+(?P<rest>.*)$")
LINK = re.compile(r"""!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)|(?:src|href)="([^"]+)\"""")
CODE = re.compile(r"^(```|~~~).*?^\1|`[^`\n]*`", re.MULTILINE | re.DOTALL)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def unfinished_lines(text: str) -> list[int]:
    """Line numbers that admit to be unfinished."""
    return [number for number, line in enumerate(text.splitlines(), 1) if UNFINISHED.search(line)]


def long_functions(source: str, limit: int) -> list[str]:
    """`name (lines)` of each function of `source` longer than `limit` lines, docstring included."""
    functions = (node for node in ast.walk(ast.parse(source)) if isinstance(node, FUNCTIONS))
    lengths = ((node.name, (node.end_lineno or node.lineno) - node.lineno + 1) for node in functions)
    return [f"{name} ({length} lines)" for name, length in lengths if length > limit]


def clock_lines(source: str) -> list[int]:
    """Line numbers of `source` that ask the clock: date.today(), datetime.now() and their like."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return sorted(call.lineno for call in calls if _asks_clock(call.func))


def _asks_clock(function: ast.expr) -> bool:
    if not isinstance(function, ast.Attribute):
        return False
    owner = function.value
    name = owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""
    return function.attr in CLOCK_CALLS.get(name, set())


def normal_name(requirement: str) -> str:
    """The package that a requirement names, spelt as registries compare names: 'Django>=5.2' → 'django'."""
    name = re.split(r"[\s\[<>=!~;]", requirement.strip(), maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def local_path_lines(text: str) -> list[int]:
    """Line numbers that name a place of one machine: a home folder, a temporary file."""
    return [number for number, line in enumerate(text.splitlines(), 1) if LOCAL_PATH.search(line)]


def locked_packages(lock: str) -> dict[str, int]:
    """Package → number of hashes of its pin in a requirements file."""
    found: dict[str, int] = {}
    current = ""
    for line in lock.splitlines():
        if pin := PIN.match(line):
            current = normal_name(pin["name"])
            found[current] = 0
        if current:
            found[current] += line.count("--hash=sha256:")
    return found


def lock_problems(lock: str) -> list[str]:
    """What is wrong with a requirements file: pins without hash, other lines, hosts, registry options."""
    problems = [f"{name}: no hash" for name, hashes in locked_packages(lock).items() if not hashes]
    for number, line in enumerate(lock.splitlines(), 1):
        if "://" in line or re.search(r"--(extra-)?index-url|--find-links|--trusted-host", line):
            problems.append(f"line {number}: names a host or a registry")
        elif line.strip() and not line.startswith(("#", "    --hash=")) and not PIN.match(line):
            problems.append(f"line {number}: is no pin")
    return problems


def documented_packages(text: str) -> set[str]:
    """Names in the first column of the tables of docs/dependencies.md, up to its section 'Vendored'."""
    packages = text.split("\n## Vendored", maxsplit=1)[0]
    return {normal_name(name) for name in re.findall(r"^\| `([^`]+)` \| [^|\s]", packages, re.MULTILINE)}


def local_links(text: str) -> list[str]:
    """Targets of the links and pictures of a Markdown text that are files here, without their anchors."""
    targets = (first or second for first, second in LINK.findall(CODE.sub("", text)))
    files = (target.split("#")[0] for target in targets if not re.match(r"[a-z][a-z0-9+.-]*:|//", target))
    return [file for file in files if file]


def template_messages(text: str) -> set[str]:
    """Every text that a Django template asks a translation of."""
    from django.utils.translation.template import templatize

    return _called_with_text(templatize(text))


def _called_with_text(pseudo_code: str) -> set[str]:
    literal = r"""u?(?:'''.*?'''|\"\"\".*?\"\"\"|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
    # A context stands before the text; it is not translated.
    call = re.compile(rf"\b(?:n?pgettext\(\s*{literal}\s*,|(?:_|n?gettext)\()\s*({literal})", re.DOTALL)
    return {ast.literal_eval(text) for text in call.findall(pseudo_code)}


def python_messages(source: str) -> set[str]:
    """Every text that Python code asks a translation of: `_("…")`, `gettext("…")` and their like."""
    return set(_python_messages(ast.parse(source)))


def _python_messages(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if not re.fullmatch(r"_|n?p?gettext(_lazy|_noop)?", name):
            continue
        # pgettext's first argument is the context, not a text.
        place = 1 if "pgettext" in name else 0
        if len(node.args) > place and isinstance(node.args[place], ast.Constant):
            yield str(node.args[place].value)


def untranslated(messages: set[str], catalogue: dict[str, str]) -> list[str]:
    """Those of `messages` without a text in `catalogue`, or whose placeholders differ there."""
    return sorted(message for message in messages if not _translated(message, catalogue.get(message, "")))


def _translated(message: str, translation: str) -> bool:
    return bool(translation) and sorted(PLACEHOLDER.findall(message)) == sorted(
        PLACEHOLDER.findall(translation)
    )
