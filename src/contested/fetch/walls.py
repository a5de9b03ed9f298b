"""An answer, in; why it is not the page that was asked for but a wall before it, or null, out.

A wall is named and never climbed: no cookie is kept, no form is filled in, no copy elsewhere is looked for.

    401, 402, 403, 407, 451      says so itself
    a redirect to                /login, /signin, /consent, login.example, consent.example …
    a page with                  a field for a password and hardly a word beside it; `"isAccessibleForFree": false`
"""

from __future__ import annotations

import re

from contested.fetch.exchange import Answer
from contested.fetch.urls import Target

SAID = {
    401: "wants a login",
    402: "wants money",
    403: "lets nobody in who comes like this",
    407: "wants a login",
    451: "may not show it, by law",
}
DOORS = re.compile(
    r"(?:^|/)(?:log-?in|sign-?in|sign-?up|log-?on|auth|oauth2?|sso|consent|subscribe|paywall|wp-login)(?:\.\w{1,5})?(?=/|$)",
    re.IGNORECASE,
)
MARKUP = ("text/html", "application/xhtml+xml")
LOOKED_AT = 2_000_000  # bytes of a page
PASSWORD = re.compile(rb"<input\b[^>]{0,300}\btype\s*=\s*[\"']?password\b", re.IGNORECASE)
UNSEEN = (b"script", b"style", b"noscript", b"svg", b"head>", b"head ")
FEW = 1_500  # bytes of words; a login page has some hundreds, a short report with its menu over 2,000
PAID = re.compile(rb"\"isAccessibleForFree\"\s*:\s*\"?false\b", re.IGNORECASE)


def find_wall(answer: Answer) -> str | None:
    """What kind of wall an answer is; null where it is none."""
    if answer.status in SAID:
        return SAID[answer.status]
    if answer.status != 200 or answer.media_type not in MARKUP:
        return None
    page = answer.body[:LOOKED_AT]
    if PAID.search(page):
        return "says of itself that it is not free to read"
    if PASSWORD.search(page) and count_words(page) < FEW:
        return "is a page to log in at"
    return None


def count_words(page: bytes) -> int:
    """How many bytes of a page are words that are seen, blanks left out. One pass, whatever the page is made of."""
    size, unseen = 0, b""
    for piece in page.split(b"<"):
        tag, _, words = piece.partition(b">")
        name = tag[:12].lower() + b">"
        if unseen:
            if not name.startswith(b"/" + unseen.strip(b" >")):
                continue
            unseen = b""
        else:
            unseen = next((one for one in UNSEEN if name.startswith(one)), b"")
        size += 0 if unseen else len(b"".join(words.split()))
    return size


def leads_to_door(asked: Target, next_one: Target) -> bool:
    """Whether a redirect leads to a place to log in, pay or consent, where the address that was asked is none."""
    return bool(find_door(next_one)) and not find_door(asked)


def find_door(target: Target) -> re.Match[str] | None:
    path = target.path.partition("?")[0]
    return DOORS.search(target.host.partition(".")[0]) or DOORS.search(path)
