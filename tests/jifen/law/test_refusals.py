"""Whatever is wrong with a law file is refused by the file's name and the key."""

from pathlib import Path

import pytest
from tests.jifen.law.folder import LawFolder

from jifen.errors import LawError
from jifen.profile import load

FAULTS = load((Path(__file__).parent / "refusals.yaml").read_bytes(), syntax="yaml")
READING = {entry["fault"]: entry for entry in FAULTS["reading"]}
COMPILING = {entry["fault"]: entry for entry in FAULTS["compiling"]}


def test_the_copy_is_sound(folder: LawFolder):
    folder.engine()


@pytest.mark.parametrize("fault", READING, ids=str)
def test_refused_when_read(folder: LawFolder, fault: str):
    entry = READING[fault]
    folder.replace(entry["file"], entry["old"], entry["new"])
    with pytest.raises(LawError) as caught:
        folder.book()
    assert [words for words in entry["names"] if words not in str(caught.value)] == [], str(caught.value)


@pytest.mark.parametrize("fault", COMPILING, ids=str)
def test_refused_when_compiled(folder: LawFolder, fault: str):
    entry = COMPILING[fault]
    folder.replace(entry["file"], entry["old"], entry["new"])
    with pytest.raises(LawError) as caught:
        folder.engine()
    assert [words for words in entry["names"] if words not in str(caught.value)] == [], str(caught.value)


def test_several_faults_are_named_together(folder: LawFolder):
    folder.replace("age.yaml", "{zh: 年龄, en: Age}", "{zh: 年龄}")
    folder.replace("age.yaml", "group: basic", "group: best")
    with pytest.raises(LawError) as caught:
        folder.book()
    assert [line.split(":")[1].strip() for line in str(caught.value).splitlines()] == ["name", "group"]


def test_no_folder_of_law_files(folder: LawFolder):
    (folder.path / "policies.yaml").unlink()
    with pytest.raises(LawError, match=r"policies\.yaml"):
        folder.book()


@pytest.mark.parametrize("file", ["pass_mark.yaml", "average_wage.yaml", "sources.yaml", "education.yaml"])
def test_a_missing_file_is_named(folder: LawFolder, file: str):
    (folder.path / file).unlink()
    with pytest.raises(LawError, match=file.removesuffix(".yaml")):
        folder.engine()


@pytest.mark.parametrize("text", ["", "[]", "just words", "\x00", "{section: age}"])
def test_a_file_of_something_else_is_named(folder: LawFolder, text: str):
    folder.write("age.yaml", text)
    with pytest.raises(LawError, match=r"age\.yaml"):
        folder.book()
