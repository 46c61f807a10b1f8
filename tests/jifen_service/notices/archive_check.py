"""What PDF/A-3 (ISO 19005-3) asks of a file, as far as its structure shows; a list of what is amiss.

No validator of the standard is to be had from the packages this project builds on, so the clauses that our
prints could break are checked here, one by one, on the finished, signed file. The numbers are the clauses'.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from fontTools.ttLib import TTFont
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

_WIDTH_OFF = 1  # thousandths of an em by which a width may differ
_PRINT, _HIDDEN = 4, 0b100011  # flags of an annotation: bit 3; bits 1 (invisible), 2 (hidden), 6 (no view)
_ACTIONS = {"/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData"}
# None of our prints is see-through, so that the rules on transparency are kept by having none.
_FORBIDDEN = {
    "/OPI": "6.2.9",
    "/TR": "6.2.5",
    "/HTP": "6.2.5",
    "/SMask": "6.2.10",
    "/ca": "6.2.10",
    "/CA": "6.2.10",
}
_ALLOWED_FILTERS = {"/FlateDecode", "/ASCIIHexDecode", "/ASCII85Decode", "/DCTDecode", "/RunLengthDecode"}


def faults(content: bytes) -> list[str]:
    reader = PdfFileReader(io.BytesIO(content))
    return [*_file(content, reader), *_metadata(reader), *_colour(reader), *_objects(reader), *_fonts(reader),
            *_annotations(reader), *_attachments(reader)]  # fmt: skip


def _of(holder: generic.DictionaryObject, key: str, otherwise: object = None) -> object:
    """What a dictionary holds, references followed; its own `get` follows none."""
    try:
        return holder[key]
    except KeyError:
        return otherwise


def objects(reader: PdfFileReader) -> Iterator[generic.PdfObject]:
    """Every object of the file, also those that nothing refers to."""
    for reference in reader.xrefs.explicit_refs_in_revision(0) | reader.xrefs.explicit_refs_in_revision(
        reader.xrefs.total_revisions - 1
    ):
        yield reader.get_object(generic.Reference(reference.idnum, reference.generation, reader))


def _file(content: bytes, reader: PdfFileReader) -> Iterator[str]:
    head = content.split(b"\n", 2)
    if not re.fullmatch(rb"%PDF-1\.[0-7]", head[0]) or len(head[1]) < 5 or min(head[1][1:5]) < 128:
        yield "6.1.2 header"
    if _of(reader.root, "/Version", "/1.7") > "/1.7":
        yield "6.1.2 version"
    if "/ID" not in reader.trailer or "/Encrypt" in reader.trailer:
        yield "6.1.3 trailer"
    if not content.rstrip().endswith(b"%%EOF"):
        yield "6.1.3 end"


def _metadata(reader: PdfFileReader) -> Iterator[str]:
    stream = _of(reader.root, "/Metadata")
    if stream is None or "/Filter" in stream:
        yield "6.6.2.1 metadata"
        return
    text = stream.data.decode("utf-8")
    for key, value in (("part", "3"), ("conformance", "U")):
        if not re.search(rf'pdfaid:{key}(="|>){value}["<]', text):
            yield f"6.6.4 pdfaid:{key}"
    if "/Info" in reader.trailer:
        yield "6.6.3 an information dictionary would have to agree with the metadata"


def _colour(reader: PdfFileReader) -> Iterator[str]:
    intents = _of(reader.root, "/OutputIntents", [])
    profiles = [intent.get_object() for intent in intents]
    if [_of(one, "/S") for one in profiles] != ["/GTS_PDFA1"]:
        yield "6.2.3 output intent"
        return
    profile = profiles[0]["/DestOutputProfile"]
    data = profile.data
    if profile["/N"] != 3 or data[36:40] != b"acsp" or data[16:20] != b"RGB " or data[8] > 4:
        yield "6.2.3 profile"


def _objects(reader: PdfFileReader) -> Iterator[str]:
    for found in objects(reader):
        if isinstance(found, generic.StreamObject):
            filters = _of(found, "/Filter", [])
            named = set(filters) if isinstance(filters, list) else {filters}
            if "/F" in found or not named <= _ALLOWED_FILTERS:
                yield f"6.1.7 stream {named}"
        if isinstance(found, generic.DictionaryObject):
            yield from (f"{clause} {key}" for key, clause in _FORBIDDEN.items() if key in found)
            if _of(found, "/S") in _ACTIONS:
                yield f"6.5.1 action {found['/S']}"
    yield from (
        f"6.5.2 catalog {key}" for key in ("/AA", "/OCProperties", "/Requirements") if key in reader.root
    )
    form = _of(reader.root, "/AcroForm", {})
    if "/NeedAppearances" in form or "/XFA" in form:
        yield "6.4 form"


def _fonts(reader: PdfFileReader) -> Iterator[str]:
    for found in objects(reader):
        if not isinstance(found, generic.DictionaryObject) or _of(found, "/Type") != "/Font":
            continue
        if found["/Subtype"] == "/Type0":
            if found["/Encoding"] != "/Identity-H" or "/ToUnicode" not in found:
                yield f"6.2.11 {found['/BaseFont']}: encoding or characters"
            yield from _descendant(found["/DescendantFonts"][0].get_object())
        elif found["/Subtype"] != "/CIDFontType2":
            yield f"6.2.11.4 {found['/BaseFont']}: kind {found['/Subtype']}"


def _descendant(font: generic.DictionaryObject) -> Iterator[str]:
    name, descriptor = font["/BaseFont"], font["/FontDescriptor"]
    if "/FontFile2" not in descriptor or "/CIDToGIDMap" not in font:
        yield f"6.2.11.4 {name}: not embedded"
        return
    if "/CIDSet" in descriptor:
        yield f"6.2.11.4.2 {name}: a CIDSet must be complete"
    embedded = TTFont(io.BytesIO(descriptor["/FontFile2"].data))
    order, advances = embedded.getGlyphOrder(), embedded["hmtx"].metrics
    scale = 1000 / embedded["head"].unitsPerEm
    glyphs = font["/CIDToGIDMap"]
    for cid, width in _widths(font["/W"]):
        if cid == 0:
            continue  # the box of a missing glyph is in the font as it must be, but no text may show it
        glyph = cid if glyphs == "/Identity" else int.from_bytes(glyphs.data[2 * cid : 2 * cid + 2])
        if glyph == 0:
            yield f"6.2.11.8 {name}: code {cid} shows no glyph"
        elif abs(advances[order[glyph]][0] * scale - width) > _WIDTH_OFF:
            yield f"6.2.11.5 {name}: width of {cid}"


def _widths(told: list[object]) -> Iterator[tuple[int, float]]:
    waiting = list(told)
    while waiting:
        first, second = int(waiting.pop(0)), waiting.pop(0)
        if isinstance(second, list):
            yield from ((first + place, float(width)) for place, width in enumerate(second))
        else:
            width = float(waiting.pop(0))
            yield from ((cid, width) for cid in range(first, int(second) + 1))


def _annotations(reader: PdfFileReader) -> Iterator[str]:
    for found in objects(reader):
        if isinstance(found, generic.DictionaryObject) and _of(found, "/Type") == "/Annot":
            flags = int(_of(found, "/F", 0))
            if not flags & _PRINT or flags & _HIDDEN:
                yield "6.3.2 annotation flags"
            box = [float(side) for side in found["/Rect"]]
            if "/AP" not in found and (box[0] != box[2] or box[1] != box[3]):
                yield "6.3.3 annotation without appearance"


def _attachments(reader: PdfFileReader) -> Iterator[str]:
    linked = [one.get_object() for one in _of(reader.root, "/AF", [])]
    for found in objects(reader):
        if isinstance(found, generic.DictionaryObject) and _of(found, "/Type") == "/Filespec":
            if not {"/F", "/UF", "/AFRelationship"} <= set(found) or found not in linked:
                yield "6.8 attachment"
            if "/Subtype" not in found["/EF"]["/F"]:
                yield "6.8 attachment without a kind"
