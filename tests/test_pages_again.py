"""A page that is saved twice, through the pipeline: what became of the first, and how many stand for it. Composed pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs

from contested.model import Report
from contested.own_word import believe
from contested.pipeline import Moment, Workshop, add_paths, bring_up_to_date, take_account, verify
from contested.theatres import Source
from contested.trace.voices import Directory
from tests.desks import TINY, make_desk

RECORDED = "2026-01-01T00:00:00Z"
ADDRESS = "https://post.example/2019/05/ostrel"
SENTENCES = (
    "League fighters captured Ostrel on Tuesday, a spokesman of the brigade told the Composed Post.",
    "The bridge over the Lune was blown up an hour later, and the road to the west is under fire.",
    "Residents of the far bank heard the explosion and saw the last vehicles cross in the dark.",
    "The command has not yet said a word about it, and the local authorities ask people to stay in shelters.",
)


def page(
    *sentences: str,
    nonce: str = "1",
    advertisement: str = "Boots at half the price",
    canonical: str = ADDRESS,
    site: str = "The Composed Post",
) -> str:
    text = "".join(f"<p>{one}</p>" for one in sentences)
    return (
        f'<!doctype html><html lang="en"><head><title>Town taken</title><link rel="canonical" href="{ADDRESS}">'
        f'<meta property="og:site_name" content="The Composed Post"><meta property="article:published_time" content="2019-05-02T10:00:00+02:00">'
        f'<meta name="csrf-token" content="{nonce}"><script nonce="{nonce}">var visit = "{nonce}";</script></head><body>'
        f'<nav><a href="/">Home</a></nav><h1>Town taken</h1><article>{text}</article><aside class="ad" data-n="{nonce}">{advertisement}</aside></body></html>'
    )  # fmt: skip


def take_in(folder: Path, *pages: str) -> Workshop:
    """A desk to which pages were added one after the other, on days of their own."""
    (folder / "desk").mkdir(parents=True)
    shop = make_desk(folder / "desk", str(TINY / "theatre"))
    for number, markup in enumerate(pages):
        file = folder / f"saved-{number}.html"
        file.write_text(markup, "utf-8")
        assert add_paths(shop, [file], f"2026-01-0{number + 1}T00:00:00Z").new == 1
    bring_up_to_date(shop, RECORDED)
    return shop


def reports_of(shop: Workshop) -> list[Report]:
    with shop.ledger() as ledger:
        return sorted(ledger.reports(), key=lambda one: ledger.first_seen()[one.report_id])


def test_an_edited_page_is_a_revision_and_the_first_stays_in_the_archive(tmp_path: Path) -> None:
    edited = (
        *SENTENCES[:3],
        "The command confirmed the loss of the town in the evening, a spokesman said, and called it planned.",
    )
    shop = take_in(tmp_path, page(*SENTENCES), page(*edited, nonce="2"))
    first, second = reports_of(shop)
    account = take_account(shop, Moment("2019-05-31"))
    assert [(one.report_id, one.original_id, one.kind) for one in account.copies] == [
        (second.report_id, first.report_id, "revision")
    ]
    with shop.ledger() as ledger:
        assert ledger.archive.read(first.raw_sha256) == page(*SENTENCES).encode()
        assert ledger.archive.read(second.raw_sha256) == page(*edited, nonce="2").encode()
    assert verify(shop) == []


def count_origins(shop: Workshop) -> int:
    """How many origins the claims of who took the town have."""
    account = take_account(shop, Moment("2019-05-31"))
    left = {one.claim_id for one in account.claims if "Ostrel" in one.text}
    assert left
    return sum(bool(left & set(one.claims)) for one in account.origins)


# Other advertisements and marks, another address of the same page, cut short by a reader's program.
AGAIN = (
    page(*SENTENCES, nonce="2", advertisement="Tents, two for one"),
    "<!-- saved from url=(0040)https://www.post.example/2019/05/ostrel?utm_source=tg -->" + page(*SENTENCES),
    page(*SENTENCES[:3], nonce="3"),
)


def test_the_same_page_saved_again_is_no_new_witness(tmp_path: Path) -> None:
    once = count_origins(take_in(tmp_path / "once", page(*SENTENCES)))
    again = take_in(tmp_path / "again", page(*SENTENCES), *AGAIN)
    assert len(reports_of(again)) == 1 + len(AGAIN)
    assert count_origins(again) == once


def test_a_day_of_a_page_that_is_still_to_come_is_not_believed(tmp_path: Path) -> None:
    shop = take_in(tmp_path, page(*SENTENCES).replace("2019-05-02", "2031-12-02"))
    (report,) = reports_of(shop)
    assert (report.published, report.published_at, report.published_basis) == (None, None, "none")
    assert "published" not in report.found_in
    assert report.publisher == "The Composed Post"


KNOWN = (
    Source(
        source_id="post",
        name="Composed Post",
        kind="outlet",
        aliases=("Вісник",),
        url="https://www.post.com.example",
    ),
    Source(source_id="ridge", name="Ridge Diary", kind="channel", url="https://t.me/ridge"),
    Source(source_id="staff", name="General Staff", kind="military"),
)


@pytest.mark.parametrize(
    ("url", "publisher", "kept"),
    [
        ("https://www.post.com.example/1", "Composed Post", True),
        ("https://live.post.com.example/1", "Вісник", True),
        ("https://post.example/1", "composed post", True),
        ("https://evil.example/1", "Composed Post", False),
        ("https://post.evil.example/1", "Вісник", False),
        ("https://evil.com.example/1", "Composed Post", False),
        ("https://evil.example/1", "Another Post", True),
        ("https://ridge.example/1", "Ridge Diary", True),
        ("https://staff.example/1", "General Staff", True),
        (None, "Composed Post", True),
    ],
)
def test_a_page_elsewhere_does_not_bear_a_known_source_s_name(
    url: str | None, publisher: str, kept: bool
) -> None:
    report = Report(
        report_id="r", name="r", raw_sha256="", text="x", cleaner="", reader="html", url=url, publisher=publisher,
        site=publisher, found_in={"publisher": "meta og:site_name", "site": "meta og:site_name"},
    )  # fmt: skip
    believed = believe(report, Directory(KNOWN), RECORDED)
    assert believed.publisher == (publisher if kept else None)
    assert ("publisher" in believed.found_in) == kept
    assert believed.site == publisher
    stated = structs.replace(report, found_in={})
    assert believe(stated, Directory(KNOWN), RECORDED) == stated
