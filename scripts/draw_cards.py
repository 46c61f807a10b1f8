"""Draws the pictures that stand beside a link to a page (Open Graph cards), one for each language.

usage: .venv/bin/python scripts/draw_cards.py
They go to src/jifen_service/static/img; colours and faces are those of static/css/tokens.css.
"""

import os
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from jifen import default_engine

STATIC = Path(__file__).resolve().parent.parent / "src" / "jifen_service" / "static"
SIZE = {"width": 1200, "height": 630}
#: shares of the drawn bar and the tokens that fill them
PIECES = {"age": 22, "education": 40, "si_years": 12}
WORDS = {
    "zh": ("沪积分", "上海居住证积分,<br>够 {mark} 了吗", "测分 · 办理 · 受理点 — 每一分都有日期和出处"),
    "en": ("Jifen 沪积分", "Do your Shanghai<br>points reach {mark}?", "Every point dated and cited"),
}
SHEET = """
body { margin: 0; padding: 72px 80px; background: var(--paper); color: var(--ink); font-family: var(--face);
  height: 486px; display: flex; flex-direction: column; }
b { font-size: 38px; letter-spacing: .06em; } h1 { font-size: 84px; line-height: 1.2; margin: 36px 0 0; }
p { font-size: 32px; color: var(--ink-soft); margin: auto 0 0; }
div { display: flex; height: 34px; background: var(--sunk); margin-top: 44px; position: relative; }
div::after { content: ""; position: absolute; left: 88%; top: -14px; bottom: -14px;
  width: 5px; background: var(--ink); }
"""


def card(lang: str, mark: int) -> str:
    """The page that is photographed."""
    tokens = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
    pieces = "".join(
        f'<i style="width:{share}%;background:var(--{name})"></i>' for name, share in PIECES.items()
    )
    name, ask, line = WORDS[lang]
    head = f"<!doctype html><html lang={lang}><style>{tokens}{SHEET}</style>"
    return f"{head}<b>{name}</b><h1>{ask.format(mark=mark)}</h1><div>{pieces}</div><p>{line}</p>"


def main() -> None:
    """Draw both and write them with few colours, so that they stay small."""
    mark = default_engine().book.parameters["pass_mark.pass_mark"].values[-1].value
    chromium = os.environ.get("JIFEN_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE, color_scheme="light")
        for lang in WORDS:
            file = STATIC / "img" / f"card-{lang}.png"
            page.set_content(card(lang, mark))
            page.screenshot(path=file)
            Image.open(file).convert("RGB").quantize(48).save(file, optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
