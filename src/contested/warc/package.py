"""A WACZ package (Web Archive Collection Zipped 1.1.1): the names in it, and what a package of evidence says of its reports.

Both who writes evidence and who reads packages look here.
"""

from __future__ import annotations

from msgspec import Struct

VERSION = "1.1.1"
DATAPACKAGE, DIGEST = "datapackage.json", "datapackage-digest.json"
ARCHIVE, PAGES = "archive/", "pages/"
DATA, PAGE_LIST = "archive/data.warc.gz", "pages/pages.jsonl"
INDEX, BLOCKS = "indexes/index.idx", "indexes/index.cdx.gz"
# What this program adds: what was claimed where, the clean texts, and what the ledger says of the reports.
CLAIMS, REPORTS, LEDGER = "contested/claims.jsonl", "contested/reports.jsonl", "contested/ledger.jsonl"
TEXT = "contested/text-{report_id}.txt"


class Beside(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What stood beside a report's bytes when it was added, as in a manifest; `published_at` is the moment in UTC."""

    id: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    published_at: str | None = None
    language: str | None = None
    title: str | None = None


class PackedReport(Struct, frozen=True, kw_only=True):
    """One report of a package of evidence.

    Its bytes, which hash to `raw_sha256`, are the payload of the record of `uri` and `at`; `reader` and `cleaner` (with
    their versions) made of them the words in the file `text`, which hash to `text_sha256`. `name` is its name, `beside`
    what was stated beside it. `exchange_sha256` names what went over the wire for it in the archive, where that is kept.
    """

    report_id: str
    raw_sha256: str
    uri: str
    at: str
    reader: str
    cleaner: str
    name: str
    beside: Beside
    text: str
    text_sha256: str
    exchange_sha256: str | None = None
