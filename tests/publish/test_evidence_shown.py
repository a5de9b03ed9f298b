"""Which reports may be handed to the public whole. Composed reports."""

from __future__ import annotations

import pytest
from msgspec import structs

from contested.model import Report
from contested.publish.evidence.shown import holds_secrets, why_held_back
from contested.publish.private import Names

REPORT = Report(
    report_id="r1", name="mill.txt", raw_sha256="0" * 64, text="It left.", cleaner="c", reader="text"
)
NAMES = {"r1": Names(["Oksana"])}


@pytest.mark.parametrize(
    ("shown", "words", "media", "why"),
    [
        (REPORT, "It left.", "text/plain", None),
        (REPORT, "<p>It left.</p>", "application/xhtml+xml", None),
        (REPORT, '{"text": "It left."}', "application/json", None),
        (None, "It left.", "text/plain", "newer than"),
        (structs.replace(REPORT, text="It ████."), "It left.", "text/plain", "words that the public"),
        (structs.replace(REPORT, url=None, title="A"), "It left.", "text/plain", "words that the public"),
        (REPORT, "", "application/pdf", "in its bytes (application/pdf)"),
        (REPORT, "", "message/rfc822", "in its bytes (message/rfc822)"),
        (REPORT, "<!-- Oksana told us --> It left.", "text/html", "names a private person"),
        (REPORT, "<i>&#79;ksana</i> It left.", "text/html", "names a private person"),
        (REPORT, '{"by": "\\u004fksana"}', "application/json", "names a private person"),
        (REPORT, "<p>Oksanalike It left.</p>", "text/html", None),
    ],
)
def test_a_report_goes_out_whole_or_not_at_all(
    shown: Report | None, words: str, media: str, why: str | None
) -> None:
    found = why_held_back(REPORT, shown, words, media, NAMES)
    assert (found is None) == (why is None)
    assert why is None or why in (found or "")


def test_requests_that_tell_who_asked_are_known() -> None:
    assert holds_secrets(b"GET / HTTP/1.1\r\ncookie: a=b\r\n\r\n")
    assert holds_secrets(b"GET / HTTP/1.1\r\nAuthorization : Basic x\r\n\r\n")
    assert not holds_secrets(b"GET /?cookie:1 HTTP/1.1\r\nHost: a\r\n\r\n")
