"""Signing (数字签名): PAdES on the finished PDF, certified so that no change at all is allowed afterwards.

The key is a PKCS#12 file that the configuration names. Without one a key is made once and kept in the
variable folder: enough for a demonstration, worth nothing beyond it, since nobody vouches for it.
"""

from __future__ import annotations

import io
import os
import secrets
import tempfile
from datetime import timedelta
from functools import cache, cached_property
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    load_der_private_key,
    pkcs12,
)
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.timestamps import HTTPTimeStamper

from jifen_service.config import clock

FIELD = "Signature"
#: room for signature, certificates and a timestamp, in hexadecimal digits; to estimate it is to sign twice
_ROOM = 32768
# RSA: signatures on elliptic curves belong to PDF 2.0, on which PDF/A-3 does not build.
_EXPONENT, _BITS = 65537, 2048
_OWN_YEARS = 10
_OWN_NAME = "Jifen self-signed, for demonstrations 沪积分演示"
_DIGEST = "sha256"


class _Signer(SimpleSigner):
    """Keeps its key loaded: to load an RSA key is to check it, which takes longer than to sign."""

    @cached_property
    def _loaded(self) -> PrivateKeyTypes:
        return load_der_private_key(self.signing_key.dump(), password=None)

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        """Sign some bytes; kinds of keys that load at once are pyHanko's business."""
        if digest_algorithm == _DIGEST and isinstance(self._loaded, rsa.RSAPrivateKey):
            return self._loaded.sign(data, padding.PKCS1v15(), hashes.SHA256())
        return super().sign_raw(data, digest_algorithm)


def sign(content: bytes, *, reason: str, place: str) -> bytes:
    """The PDF with a certification signature on all of it: PAdES B-B, or B-T with a timestamp service."""
    told = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm=_DIGEST,
        reason=reason,
        location=place,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        subfilter=SigSeedSubFilter.PADES,
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    done = PdfSigner(told, signer(), timestamper=_timestamper()).sign_pdf(writer, bytes_reserved=_ROOM)
    return done.getvalue()


def signer() -> SimpleSigner:
    """Who signs; read once in a process."""
    return _signer(settings.NOTICE_KEY_FILE, settings.NOTICE_KEY_PASSPHRASE, str(settings.VAR))


@cache
def _signer(named: str, passphrase: str, folder: str) -> SimpleSigner:
    place = Path(named) if named else Path(folder) / "notice_key.p12"
    word = passphrase.encode() if named else _own_passphrase(Path(folder))
    if not named and not place.is_file():
        _keep(place, _own_key(word))
    try:
        read = SimpleSigner.load_pkcs12_data(place.read_bytes(), other_certs=[], passphrase=word or None)
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(
            f"The notices' key {place} cannot be read: JIFEN_NOTICE_KEY must name a PKCS#12 file and "
            "JIFEN_NOTICE_PASSPHRASE its passphrase."
        ) from error
    return _Signer(read.signing_cert, read.signing_key, read.cert_registry)


@cache
def _timestamper() -> HTTPTimeStamper | None:
    address = settings.NOTICE_TIMESTAMP_URL
    return HTTPTimeStamper(address) if address else None


def _own_passphrase(folder: Path) -> bytes:
    place = folder / "notice_passphrase"
    if not place.is_file():
        _keep(place, secrets.token_urlsafe(32).encode())
    return place.read_bytes()


def _own_key(passphrase: bytes) -> bytes:
    """A key of our own with a certificate that it has signed itself, as PKCS#12."""
    key = rsa.generate_private_key(_EXPONENT, _BITS)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, _OWN_NAME)])
    # A demonstration's clock can be set back and forth; signing must not depend on it.
    since = clock.now() - timedelta(days=365)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(since + timedelta(days=365 * _OWN_YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    kept = BestAvailableEncryption(passphrase)
    return pkcs12.serialize_key_and_certificates(b"jifen", key, certificate, None, kept)


def _usage() -> x509.KeyUsage:
    """What the key is for: signatures that bind, nothing else."""
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _keep(place: Path, content: bytes) -> None:
    """Write a secret whole or not at all; of two processes the first wins and both read its."""
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        os.link(draft, place)
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()
