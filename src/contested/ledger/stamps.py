"""A head, in; a request for a timestamp by RFC 3161, out; and an authority's answer, in; what it says of which head, out.

What is stamped is the SHA-256 of `Head.message()`, so that any tool can check it: `openssl ts -verify -digest`. The library
does the cryptography; nothing here goes to the network but `ask_authority`, and that only over https.
"""

from __future__ import annotations

import hashlib
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from contested.days import write_moment
from contested.errors import ContestedError, UsageError
from contested.ledger.heads import Head

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

SHA256_OID = "2.16.840.1.101.3.4.2.1"
MOST_BYTES = 1_000_000
SECONDS = 30


class StampError(ContestedError):
    """A timestamp that cannot be asked for, read or believed."""


class Stamp(Struct, frozen=True):
    """What an authority's answer says: which digest it stamped, when by its clock, and by whom it says it is signed."""

    digest: str
    moment: str
    signer: str


def digest_of(head: Head) -> str:
    """The SHA-256 that is stamped for a head."""
    return hashlib.sha256(head.message()).hexdigest()


def make_request(head: Head) -> bytes:
    """A request for a timestamp, in DER, which asks for the authority's certificates too."""
    from_library()
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    builder = TimestampRequestBuilder().data(head.message()).hash_algorithm(HashAlgorithm.SHA256)
    request: bytes = builder.build().as_bytes()
    return request


def read_stamp(answer: bytes) -> Stamp:
    """What an answer says; its signature is not checked here. Raises StampError where it is no granted timestamp."""
    response = decode(answer)
    if response.status not in (0, 1):
        said = "; ".join(response.status_string) or f"status {response.status}"
        raise StampError(f"the authority refused: {said}; ask again, or another one")
    info = response.tst_info
    if info.message_imprint.hash_algorithm.dotted_string != SHA256_OID:
        raise StampError(
            "the timestamp is over another kind of digest than SHA-256; ask again with --request"
        )
    moment = info.gen_time if info.gen_time.tzinfo else info.gen_time.replace(tzinfo=UTC)
    return Stamp(info.message_imprint.message.hex(), write_moment(moment), signer_of(response))


def check_stamp(answer: bytes, head: Head, authorities: list[Certificate]) -> None:
    """Raises StampError where an answer is not a timestamp of this head that one of the authorities signed."""
    from rfc3161_client import VerificationError, VerifierBuilder

    builder = VerifierBuilder()
    for certificate in authorities:
        builder = builder.add_root_certificate(certificate)
    try:
        builder.build().verify_message(decode(answer), head.message())
    except (VerificationError, ValueError) as error:
        raise StampError(f"the timestamp cannot be believed: {error}") from error


def read_authorities(file: Path) -> list[Certificate]:
    """The certificates in a PEM file. Raises StampError where there is none."""
    from_library()
    from cryptography.x509 import load_pem_x509_certificates

    try:
        found: list[Certificate] = load_pem_x509_certificates(file.read_bytes())
        return found
    except ValueError as error:
        raise StampError(
            f"{file}: holds no certificate: {error}; give the authority's own, in PEM"
        ) from error


def decode(answer: bytes) -> TimeStampResponse:
    from_library()
    from rfc3161_client import decode_timestamp_response

    try:
        return decode_timestamp_response(answer)
    except ValueError as error:
        raise StampError(
            f"is no answer of a timestamp authority: {error}; give the file that it sent"
        ) from error


def signer_of(response: TimeStampResponse) -> str:
    """Whose certificate the answer holds for its signature."""
    from cryptography.x509 import load_der_x509_certificate

    (signer,) = response.signed_data.signer_infos or [None]
    for der in response.signed_data.certificates:
        certificate = load_der_x509_certificate(der)
        if signer and (certificate.issuer, certificate.serial_number) == (
            signer.issuer,
            signer.serial_number,
        ):
            return str(certificate.subject.rfc4514_string())
    return "somebody who sent no certificate"


def ask_authority(url: str, request: bytes) -> bytes:
    """An authority's answer to a request. Raises UsageError where the address is not https, StampError where none comes."""
    import urllib3

    if not url.startswith("https://"):
        raise UsageError(f"{url}: give an https:// address; or use --request and --response, with any client")
    try:
        with urllib3.PoolManager(retries=False, timeout=SECONDS) as pool:
            answer = pool.request(
                "POST",
                url,
                body=request,
                headers={"Content-Type": "application/timestamp-query"},
                redirect=False,
                preload_content=False,
            )
            body = answer.read(MOST_BYTES + 1)
    except urllib3.exceptions.HTTPError as error:
        raise StampError(f"{url}: {error}; try again, or use --request and --response") from error
    if answer.status != 200 or len(body) > MOST_BYTES:
        raise StampError(f"{url}: answered {answer.status} with {len(body):,} bytes; try another authority")
    return bytes(body)


def from_library() -> None:
    """Raises StampError where the library is not installed."""
    try:
        import rfc3161_client  # noqa: F401
    except ImportError as error:
        raise StampError("timestamps need another package: pip install 'contested[anchor]'") from error
