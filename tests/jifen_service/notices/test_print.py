"""The printed notice: archived, signed, with every character of a name; nothing where one is missing."""

import io
import json
import shutil
import subprocess

import pypdfium2
import pytest
from fpdf import FPDF
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from tests.jifen_service.casework.world import NAME
from tests.jifen_service.notices.archive_check import faults
from tests.jifen_service.notices.conftest import DECIDED, SITE

from jifen_service.fonts import making
from jifen_service.fonts.errors import GlyphMissingError
from jifen_service.notices import codes, letters, service
from jifen_service.notices.models import Notice, Print
from jifen_service.notices.printing import pdf
from jifen_service.notices.signing import signer

RARE = "㛃𫍯䶮𠅤"
#: assigned to no character, so that no font can have it
NO_CHARACTER = "\U0003fff0"


def words(content: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))


def named(notice: Notice, name: str) -> None:
    Notice.objects.filter(pk=notice.pk).update(content={**notice.content, "name": name})


def test_it_is_what_pdf_a_asks_for_and_an_ordinary_file_is_not(printed):
    assert faults(printed) == []
    plain = FPDF()
    plain.add_page()
    plain.set_font("helvetica")
    plain.cell(text="x")
    assert {fault.split()[0] for fault in faults(bytes(plain.output()))} >= {"6.6.2.1", "6.2.3", "6.2.11.4"}


def test_its_signature_is_valid_and_allows_no_change(printed, tmp_path):
    (signature,) = PdfFileReader(io.BytesIO(printed)).embedded_signatures
    trusted = ValidationContext(trust_roots=[signer().signing_cert], allow_fetching=False)
    status = validate_pdf_signature(signature, trusted)
    assert status.bottom_line, status.pretty_print_details()
    assert signature.docmdp_level == MDPPerm.NO_CHANGES
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    file = tmp_path / "notice.pdf"
    file.write_bytes(printed)
    told = subprocess.run([shutil.which("pdfsig"), file], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid." in told
    assert "Total document signed" in told


def test_it_says_what_was_decided_and_how_to_verify_it(printed, notice):
    text = words(printed)
    for said in (
        NAME,
        str(notice.decision.total),
        notice.case.number,
        codes.shown(notice.code),
        "2028-02-28",
    ):
        assert said in text
    attached = PdfFileReader(io.BytesIO(printed)).root["/AF"][0].get_object()["/EF"]["/F"].data
    assert json.loads(attached)["verify"] == f"{SITE}/verify/{notice.code}"
    assert NAME not in attached.decode()


def test_rare_characters_of_a_name_are_drawn_and_can_be_copied_out(world, passed, notice):
    named(notice, RARE)
    assert RARE in words(service.print_notice(passed, world.holder, at=DECIDED, site=SITE))
    drawn = [making._glyphs([one], making.REGULAR)[one].outline for one in RARE]
    assert len(set(drawn)) == len(RARE)
    assert all(drawn)


def test_a_character_that_no_font_has_is_an_error_before_anything_is_signed_or_recorded(
    world, passed, notice
):
    named(notice, NO_CHARACTER)
    with pytest.raises(GlyphMissingError, match="missing: a font with U\\+3FFF0"):
        service.print_notice(passed, world.holder, at=DECIDED, site=SITE)
    assert not Print.objects.exists()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_receipt_comes_from_the_same_tree_in_both_languages(passed, lang):
    tree = letters.document(passed, "receipt", lang)
    text = words(pdf.write(tree, DECIDED))
    assert tree.title in text
    assert {"zh": "已受理", "en": "accepted"}[lang] in text
    assert [key for key, _title in letters.available(passed)] == ["receipt"]
