"""A process of its own that fills a database for the desk's browser tests, and says what is in it.

python -m tests.browser.desk_world
"""

import io
import json
import os
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jifen_service.config.settings")
django.setup()

from PIL import Image, ImageDraw  # noqa: E402
from tests.jifen_service.casework import world as w  # noqa: E402

from jifen_service.accounts.models import Employer, User  # noqa: E402
from jifen_service.casework import service  # noqa: E402
from jifen_service.casework.models import Case, Upload  # noqa: E402
from jifen_service.vault import files  # noqa: E402

PASSWORD = "a-long-enough-secret"
OTHERS = 33
#: how far the others have come, one after the other
ENDS = ("deliver", "deliver", "accept", "accept", "propose")


def scan(number: int) -> bytes:
    """A page as a scanner sees one: a frame, lines, a seal."""
    page = Image.new("RGB", (900, 1260), (250, 248, 240))
    draw = ImageDraw.Draw(page)
    draw.rectangle((50, 50, 850, 1210), outline=(120, 110, 90), width=4)
    draw.rectangle((250, 130, 650, 190), fill=(60 + number, 70, 80))
    for line in range(14):
        draw.rectangle((130, 300 + line * 46, 760 - (line * 53) % 240, 316 + line * 46), fill=(170, 165, 155))
    draw.ellipse((560, 950, 780, 1170), outline=(176, 40, 34), width=9)
    out = io.BytesIO()
    page.save(out, "JPEG", quality=80)
    return out.getvalue()


def _give_files() -> None:
    """Let every upload that is a row alone show the same page."""
    key = files.store(scan(0))
    bare = Upload.objects.filter(file_key="0" * 64)
    bare.update(file_key=key, thumbnail_key=key, media_type="image/jpeg")


def main() -> dict[str, str]:
    world = w.make_world()
    for user in User.objects.all():
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    first = service.create("new", world.holder, at=w.START, employer_id=world.employer.pk)
    w.fill(first, world.holder)
    for number, material in enumerate(first.materials.all()):
        service.add_upload(first.pk, world.holder, material.code, "x.jpg", scan(number), at=w.START)
    w.advance(world, first, "deliver")
    for number in range(OTHERS):
        name = f"holder{number}"
        world.people[name] = w.person(w.make_user(name))
        at = w.START + timedelta(hours=number * 5 + 1)
        w.advance(world, w.new_case(world, at, who=name), ENDS[number % len(ENDS)], who=name, at=at)
    _give_files()
    Employer.objects.create(
        credit_code="91310115MA1K4BQ34X", name="示例餐饮管理有限公司", centre=world.centre, created_at=w.START
    )
    return {"first": str(first.pk), "number": Case.objects.get(pk=first.pk).number}


if __name__ == "__main__":
    print(json.dumps(main()))
