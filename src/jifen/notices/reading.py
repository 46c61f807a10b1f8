"""Is a PDF as it was signed, who signed it, what does it say? Asked of the file alone, without a network.

A notice carries one signature that covers every byte and allows no change. Whatever is not so is not intact:
changed, added to, or signed twice.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from asn1crypto import cms  # type: ignore[import-untyped]
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

#: what every notice says of itself first
FORMAT = "jifen-notice-1"
_HEADER = b"%PDF-"
# A certificate for either will do: authorities differ in which they write.
_FOR_SIGNING = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"})
# What a forged certificate or a broken file makes it say is for its authors, not for whoever verifies.
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


class NotANoticeError(ValueError):
    """The file is no PDF."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found in a file.

    ``intact``: signed, and not a byte changed or added since. ``trusted``: signed by one of the certificates
    given, None where none was given. ``fingerprint``: SHA-256 of the signer's certificate, hexadecimal.
    ``data``: what programs read, empty where there is nothing or it cannot be trusted to be as it was.
    """

    signed: bool
    intact: bool = False
    trusted: bool | None = None
    signer: str = ""
    fingerprint: str = ""
    signed_at: datetime | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


def examine(content: bytes, at: datetime, trusted: Iterable[bytes] = ()) -> Finding:
    """Read a PDF as of a moment; ``trusted``: certificates in PEM or DER. NotANoticeError: it is no PDF."""
    if not content.startswith(_HEADER):
        raise NotANoticeError("not a PDF")
    roots = [certificate for given in trusted for certificate in load_certs_from_pemder_data(given)]
    signed = b"/ByteRange" in content
    try:
        return _examine(content, at, roots)
    except Exception:
        return Finding(signed=signed)


def _examine(content: bytes, at: datetime, roots: list[Any]) -> Finding:
    reader = PdfFileReader(io.BytesIO(content))
    signatures = reader.embedded_signatures
    if not signatures:
        return Finding(signed=False)
    certificate = signatures[0].signer_cert
    signed_at = signatures[0].self_reported_timestamp
    moment = signed_at if signed_at is not None and signed_at <= at else at
    context = ValidationContext(trust_roots=roots or [certificate], allow_fetching=False, moment=moment)
    status = validate_pdf_signature(signatures[0], context, key_usage_settings=_FOR_SIGNING)
    intact = (
        len(signatures) == 1
        and status.intact
        and status.valid
        and bool(status.docmdp_ok)
        and status.coverage == SignatureCoverageLevel.ENTIRE_FILE
        and _has_one_form(content, signatures[0])
    )
    return Finding(
        signed=True,
        intact=intact,
        trusted=bool(status.trusted) if roots else None,
        signer=str(certificate.subject.native.get("common_name", "")),
        fingerprint=hashlib.sha256(certificate.dump()).hexdigest(),
        signed_at=signed_at,
        data=_data(reader) if intact else {},
    )


def _has_one_form(content: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Whether the signature's own place, the one part that it cannot cover, could not read otherwise.

    Some of a signature's wrapping (its version, the list of digests) is covered by nothing. Wrapped anew it
    must come out as it stands there, followed by zeros alone.
    """
    _start, before, after, _length = (int(number) for number in signature.byte_range)
    written = content[before:after].decode("ascii")
    wrapped = _wrapped(signature).hex()
    expected = f"<{wrapped.ljust(len(written) - 2, '0')}>"
    return written in {expected, expected.upper()}


def _wrapped(signature: EmbeddedPdfSignature) -> bytes:
    """The signature wrapped as CMS anew, from the parts that are covered."""
    found, told = signature.signed_data, signature.signer_info
    parts = ("sid", "digest_algorithm", "signature_algorithm", "signed_attrs", "signature", "unsigned_attrs")
    signer = {part: told[part] for part in parts if told[part].native is not None}
    content = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [told["digest_algorithm"]],
            "encap_content_info": {"content_type": "data"},
            "certificates": found["certificates"],
            "signer_infos": [cms.SignerInfo({"version": "v1", **signer})],
        }
    )
    wrapped: bytes = cms.ContentInfo({"content_type": "signed_data", "content": content}).dump()
    return wrapped


def _data(reader: PdfFileReader) -> Mapping[str, Any]:
    """The first attachment that is a notice in the format known here."""
    if "/AF" not in reader.root:
        return {}
    for attached in reader.root["/AF"]:
        told = json.loads(attached.get_object()["/EF"]["/F"].data)
        if isinstance(told, dict) and told.get("format") == FORMAT:
            return told
    return {}
