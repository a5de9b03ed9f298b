"""Saved preview pages of Telegram channels, in the markup that t.me serves. Composed messages."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from contested.ingest import clean_again, read_reports
from contested.ingest.registry import reader_of
from contested.ingest.telegram_pages import split
from contested.model import Rejection, Report

PAGE = Path(__file__).parents[1] / "hostile" / "samples" / "telegram-preview" / "telegram-preview.html"


def read_all(file: Path) -> dict[str, Report]:
    """The reports of a page by their address; none may be set aside, and each is made again from its bytes."""
    found = {}
    for one in read_reports([file]):
        assert not isinstance(one, Rejection), one
        report, raw = one
        assert clean_again(raw, report) == report.text
        found[report.url or ""] = report
    return found


def write(folder: Path, page: str) -> Path:
    (folder / "page.html").write_text(page, "utf-8")
    return folder / "page.html"


def test_messages_with_a_text_are_read_and_no_others() -> None:
    found = read_all(PAGE)
    assert list(found) == [f"https://t.me/ridge_diary/{number}" for number in (811, 812, 814, 815)]
    first = found["https://t.me/ridge_diary/811"]
    assert first.text.split("\n") == [
        "Куп’янський напрямок 🇺🇦",
        "Уранці піхота відійшла з Нижнього Млина на другий берег.",
        "Міст підірвано & затоплено. Докладніше — тут.",
    ]
    assert (first.publisher, first.language, first.reader) == ("Щоденник Хребта", "uk", "telegram-preview")
    assert (first.published_at, first.site) == ("2024-11-14T09:30:00Z", "t.me/ridge_diary")
    answer = found["https://t.me/ridge_diary/814"]
    assert "піхота" not in answer.text  # of the message that it answers
    assert (answer.author, answer.found_in["published"]) == ("Оксана", "date of the message; edited since")


def test_a_forwarded_message_credits_whose_it_was_by_address_and_name() -> None:
    found = read_all(PAGE)
    assert found["https://t.me/ridge_diary/811"].credits == ()
    assert found["https://t.me/ridge_diary/812"].credits == ("t.me/quarry_post", "Карьер")
    assert found["https://t.me/ridge_diary/815"].credits == ("Старый знакомый",)


def test_a_message_stays_the_same_report_however_often_it_is_seen(tmp_path: Path) -> None:
    page = PAGE.read_text("utf-8")
    later = (
        page.replace("12.4K", "98K")
        .replace("</i>214", "</i>999")
        .replace("QxYz", "AbCd")
        .replace("/img/emoji/40/", "/i/e/80/")
    )
    later = re.sub(r'data-view="[^"]*"', 'data-view="eyJ4"', later)
    assert later != page
    before = {url: report.report_id for url, report in read_all(write(tmp_path, page)).items()}
    assert {url: report.report_id for url, report in read_all(write(tmp_path, later)).items()} == before
    edited = later.replace("відійшла з Нижнього", "не відійшла з Нижнього")
    after = {url: report.report_id for url, report in read_all(write(tmp_path, edited)).items()}
    assert [url[-3:] for url in before if before[url] != after[url]] == ["811"]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('data-post="ridge_diary/811"', 'data-post="javascript:1"', "data-post is 'javascript:1'"),
        ('data-post="ridge_diary/811" ', "", "data-post is ''"),
        ("<time datetime", "<b title", None),
        ('datetime="2024-11-14T09:30:00+00:00"', 'datetime="sometime"', None),
    ],
)
def test_an_odd_message_is_set_aside_or_undated_and_the_others_are_read(
    tmp_path: Path, old: str, new: str, reason: str | None
) -> None:
    file = write(tmp_path, PAGE.read_text("utf-8").replace(old, new, 1))
    read = [one[0] for one in read_reports([file]) if not isinstance(one, Rejection)]
    wrong = [one for one in read_reports([file]) if isinstance(one, Rejection)]
    assert len(read) == (3 if reason else 4)
    assert [one.reason for one in wrong] == ([reason] if reason else [])
    if reason is None:
        assert next(one for one in read if one.name.endswith("811")).published is None


def test_of_a_page_cut_in_the_middle_the_whole_messages_are_read(tmp_path: Path) -> None:
    page = PAGE.read_text("utf-8")
    file = write(tmp_path, page[: page.index("очевидца")])
    found = list(read_reports([file]))
    assert [one.reason for one in found if isinstance(one, Rejection)] == [
        "has no date: the page is cut off here"
    ]
    assert len(found) == 4


@pytest.mark.parametrize(
    ("markup", "reason"), [("<div>" * 100_000, "nested too"), ("<b>a</b>" * 110_000, "220,")]
)
def test_a_page_that_would_take_long_is_set_aside(tmp_path: Path, markup: str, reason: str) -> None:
    page = PAGE.read_text("utf-8").replace("Нижнього", f"Нижнього {markup}", 1)
    (one,) = read_reports([write(tmp_path, page)])
    assert isinstance(one, Rejection)
    assert reason in one.reason


def test_a_page_without_messages_is_set_aside_and_other_pages_are_not_its_own(tmp_path: Path) -> None:
    empty = '<html><body><section class="tgme_channel_history js-message_history"></section></body></html>'
    (one,) = read_reports([write(tmp_path, empty)])
    assert isinstance(one, Rejection)
    assert one.reason == "no message with a text in this page"
    contact = '<html><body><div class="tgme_page_title"><span dir="auto">Ridge</span></div>Join</body></html>'
    for page, name in (
        (empty, "telegram-preview"),
        (contact, "telegram-preview"),
        ("<html><p>The mill fell.</p></html>", "html"),
    ):
        reader = reader_of(write(tmp_path, page))
        assert reader
        assert reader.name == name


def test_messages_that_lie_in_one_another_are_the_outer_one_and_cost_no_more(tmp_path: Path) -> None:
    """As the tags of a page that was cut and put together again may: each was gone through for every one around it."""
    message = (
        '<div class="tgme_widget_message js-widget_message" data-post="a_channel/{n}"><div '
        'class="tgme_widget_message_text">It fell.</div>'
    )
    file = tmp_path / "page.html"
    file.write_text("".join(message.format(n=number) for number in range(900)), "utf-8")
    begun = time.process_time()
    (piece,) = split(file)
    assert not isinstance(piece, Rejection)
    assert b"a_channel/0" in piece.raw
    assert time.process_time() - begun < 2
