"""The colours of the house hold the contrasts that the look promises, in both schemes."""

import re
from pathlib import Path

import pytest

import jifen_service

SHEET = (Path(jifen_service.__file__).parent / "static/css/tokens.css").read_text(encoding="utf-8")
TOKEN = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")


def schemes() -> dict[str, dict[str, str]]:
    light, dark = SHEET.split("@media (prefers-color-scheme: dark)")
    day = dict(TOKEN.findall(light))
    return {"light": day, "dark": day | dict(TOKEN.findall(dark))}


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


READ = [("ink", ground, 7) for ground in ("paper", "card", "sunk")]
READ += [("ink-soft", ground, 7) for ground in ("paper", "card", "sunk")]
READ += [("ink-faint", ground, 4.5) for ground in ("paper", "card")]
READ += [(ink, ground, 4.5) for ink in ("teal", "seal", "amber") for ground in ("paper", "card")]
READ += [("teal", "teal-wash", 4.5), ("seal", "seal-wash", 4.5), ("amber", "amber-wash", 4.5)]
READ += [
    ("ink", "amber-wash", 7),
    ("ink", "seal-wash", 7),
    ("on-teal", "teal", 4.5),
    ("line-strong", "card", 3),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), READ)
def test_text_is_readable(scheme: str, ink: str, ground: str, least: float) -> None:
    colours = schemes()[scheme]
    assert contrast(colours[ink], colours[ground]) >= least


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_labels_in_the_bar_are_readable(scheme: str) -> None:
    colours = schemes()[scheme]
    inked = {name: f"on-{name}" for name in colours if f"on-{name}" in colours and name != "teal"}
    assert len(inked) >= 14
    weak = {name: contrast(colours[name], colours[ink]) for name, ink in inked.items()}
    assert {name: ratio for name, ratio in weak.items() if ratio < 4.5} == {}


def test_every_sheet_takes_its_colours_from_the_tokens() -> None:
    folder = Path(jifen_service.__file__).parent / "static/css"
    stray = {
        sheet.name: found
        for sheet in folder.glob("*.css")
        if sheet.name not in {"tokens.css", "print.css"}
        and (found := re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{}]*[;}])", sheet.read_text(encoding="utf-8")))
    }
    assert stray == {}
