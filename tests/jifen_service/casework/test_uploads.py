"""Files: by content, within limits, sealed, replaced and never overwritten, shown to whom it concerns."""

import io
import zipfile
from datetime import UTC, datetime, timedelta

import pillow_heif
import pypdfium2
import pytest
from django.urls import reverse
from PIL import Image
from tests.jifen_service.casework.world import START, advance, new_case, photo

from jifen_service.audit.service import looks_at
from jifen_service.casework import intake, service
from jifen_service.casework.models import Upload
from jifen_service.vault import files
from jifen_service.vault.errors import VaultError
from jifen_service.vault.sweeping import sweep


def pdf(pages: int = 1) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def picture(kind: str, size=(60, 40)) -> bytes:
    out = io.BytesIO()
    image = Image.new("RGB", size, (200, 10, 10))
    if kind == "HEIC":
        pillow_heif.from_pillow(image).save(out, quality=50)
    else:
        image.save(out, kind)
    return out.getvalue()


LOCKED_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"3 0 obj<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]/Size 4>>\n%%EOF"
)


@pytest.mark.parametrize(
    ("content", "media_type", "pages"),
    [
        (pdf(3), "application/pdf", 3),
        (picture("JPEG"), "image/jpeg", 1),
        (picture("PNG"), "image/png", 1),
        (picture("HEIC"), "image/heic", 1),
    ],
)
def test_what_is_taken(content, media_type, pages):
    found = intake.inspect(content)
    assert (found.media_type, found.pages) == (media_type, pages)
    with Image.open(io.BytesIO(found.thumbnail)) as thumbnail:
        assert thumbnail.format == "JPEG"
        assert thumbnail.width <= intake.THUMBNAIL_WIDTH


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"x" * (intake.LARGEST + 1), "too_big"),
        (b"MZ\x90\x00 a program", "not_allowed_type"),
        (b"<html><script>alert(1)</script></html>", "not_allowed_type"),
        (picture("GIF"), "not_allowed_type"),
        (picture("PNG")[:60], "unreadable"),
        (b"\xff\xd8\xff" + b"noise" * 50, "unreadable"),
        (b"\x00\x00\x00\x18ftypheic" + b"noise" * 50, "unreadable"),
        (b"%PDF-1.7\n" + b"noise" * 50, "unreadable"),
        (LOCKED_PDF, "encrypted"),
        (pdf(intake.MOST_PAGES + 1), "too_many_pages"),
    ],
)
def test_what_is_refused(content, code):
    with pytest.raises(service.UploadRefused) as refused:
        intake.inspect(content)
    assert refused.value.code == code
    assert refused.value.message("zh")
    assert refused.value.message("en") != refused.value.message("zh")


def test_a_picture_that_would_fill_the_memory_is_refused_unread():
    # A real header of 60,000 × 60,000 pixels: nothing but the size is looked at.
    bomb = bytearray(picture("PNG"))
    bomb[16:24] = (60_000).to_bytes(4, "big") * 2
    with pytest.raises(service.UploadRefused) as refused:
        intake.inspect(bytes(bomb))
    assert refused.value.code in {"too_many_pixels", "unreadable"}


def find_virus(content: bytes, _media_type: str) -> str:
    return "found" if b"EICAR" in content else ""


def test_the_scanner_that_is_configured_is_asked(settings):
    settings.UPLOAD_SCANNER = f"{__name__}.find_virus"
    intake.inspect(pdf())
    with pytest.raises(service.UploadRefused) as refused:
        intake.inspect(pdf() + b"EICAR")
    assert refused.value.code == "scanner"


@pytest.fixture
def case(world):
    return new_case(world, filled=False)


def add(case, who, content, code="permit", name="permit.png"):
    return service.add_upload(case.pk, who, code, name, content, at=START)


def test_a_new_file_stands_before_the_older_which_stays(world, case):
    first = add(case, world.holder, photo("a"))
    second = add(case, world.holder, photo("b"))
    assert (first.sequence, second.sequence) == (1, 2)
    assert service.read_upload(world.holder, first.pk, at=START).content == photo("a")
    assert service.read_upload(world.holder, second.pk, at=START).content == photo("b")
    assert add(case, world.holder, photo("b")) == second, "the same file again is no new one"


def test_nothing_of_a_file_lies_on_the_disk_in_clear(world, case, settings):
    content = pdf() + b"% 31010119880514001X 13812345678"
    upload = add(case, world.holder, content, name="张小明的居住证.pdf")
    stored = list(settings.VAULT_FILES.rglob("*"))
    assert stored
    for path in stored:
        assert "permit" not in path.name
        if path.is_file():
            assert b"13812345678" not in path.read_bytes()
            assert b"PDF" not in path.read_bytes()
    assert files.read(upload.file_key) == content


def test_a_name_is_kept_without_its_folders(world, case):
    upload = add(case, world.holder, photo(), name="..\\..\\etc/pass\x00wd.png")
    assert upload.name == "passwd.png"


def test_who_may_see_a_file(world, case):
    upload = add(case, world.holder, photo())
    for who in ("stranger", "agent", "other_agent", "window", "window_elsewhere"):
        with pytest.raises(service.NotConcerned):
            service.read_upload(world.people[who], upload.pk, at=START)
        with pytest.raises(service.NotConcerned):
            service.read_thumbnail(world.people[who], upload.pk)
    new_case(world)
    advance(world, new_case(world), "deliver")
    for who in ("agent", "window"):
        assert service.read_page(world.people[who], upload.pk, 1, 50, at=START).media_type == "image/jpeg"
    with pytest.raises(service.NotConcerned):
        service.read_page(world.window, upload.pk, 2, at=START)
    looks = looks_at("case", case.pk)
    assert {look.actor.username for look in looks} == {"agent", "window"}


def test_a_new_file_is_to_be_seen_again(world):
    case = new_case(world)
    advance(world, case, "deliver")
    service.judge_material(
        case.pk, world.window, "permit", "faulty", expected_version=0, at=START, reason="material_faulty"
    )
    service.apply(case.pk, "refuse", world.window, expected_version=3, at=START, reasons=["material_faulty"])
    add(case, world.holder, photo("better"))
    assert case.materials.get(code="permit").verdict == "open"


def test_who_may_hand_in_and_when(world):
    case = new_case(world)
    with pytest.raises(service.NotConcerned):
        add(case, world.stranger, photo())
    with pytest.raises(service.NotConcerned):
        add(case, world.holder, photo(), code="no_such_item")
    advance(world, case, "submit")
    assert add(case, world.agent, photo("from the agent"), code="business_licence").sequence == 2
    advance_rest = ("confirm", "deliver")
    for name in advance_rest:
        version = type(case).objects.get(pk=case.pk).version
        service.apply(case.pk, name, world.agent, expected_version=version, at=START)
    with pytest.raises(service.NotAllowed):
        add(case, world.holder, photo("late"))
    with pytest.raises(service.NotAllowed):
        add(case, world.window, photo("late"))


def test_what_the_database_refuses_does_not_stay_in_the_vault(world, case):
    before = set(files.all_keys())
    upload = add(case, world.holder, photo("a"))
    kept = set(files.all_keys())
    assert kept - before == {upload.file_key, upload.thumbnail_key}
    with pytest.raises(service.NotConcerned):
        add(case, world.holder, photo("b"), code="no_such_item")
    assert set(files.all_keys()) == kept
    assert Upload.objects.count() == 1
    with pytest.raises(VaultError):
        files.read("0" * 64)


def test_a_lost_file_is_told_in_its_place_and_keeps_nothing_back(world, client):
    case = new_case(world, filled=False)
    upload = add(case, world.holder, photo())
    files.erase(upload.file_key)
    client.force_login(world.holder.user)
    page = client.get(reverse("applicants:file", args=[upload.pk]))
    assert (page.status_code, "读不出来" in page.content.decode()) == (410, True)
    assert "读不出来" in client.get(reverse("applicants:materials", args=[case.pk])).content.decode()
    exported = zipfile.ZipFile(io.BytesIO(service.export_own(world.holder.user, START)))
    assert any(name.endswith(".lost.txt") for name in exported.namelist())


def test_what_a_killed_process_stored_is_swept_once_it_is_old(world):
    case = new_case(world, filled=False)
    kept = add(case, world.holder, photo())
    orphan = files.store(b"stored, and then the power failed")
    now = datetime.now(tz=UTC)
    assert sweep(now) == 0
    assert sweep(now + timedelta(days=2)) == 1
    assert not files.exists(orphan)
    assert files.exists(kept.file_key)
    assert files.exists(kept.thumbnail_key)
