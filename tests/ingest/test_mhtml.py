"""Pages saved as one file, in the shapes of Chrome, Internet Explorer and Word. Composed pages."""

from __future__ import annotations

import base64
import quopri
from pathlib import Path

import pytest

from contested.ingest import clean_again, read_reports
from contested.model import Rejection, Report

ADDRESS = "https://post.example/2024/mill"
TEXT = "Village left\nThe brigade said on Tuesday that its soldiers had left the village of Lower Mill.\nThe bridge was blown up."
UKRAINIAN = "Бригада залишила село Нижній Млин у вівторок, а міст за селом підірвано."


def page(head: str = "", body: str | None = None) -> str:
    shown = body or "<h1>Village left</h1>" + "".join(f"<p>{line}</p>" for line in TEXT.split("\n")[1:])
    return f"<!DOCTYPE html><html><head><title>Village left</title>{head}</head><body><article>{shown}</article></body></html>"


def part(
    content: bytes, kind: str, location: str, encoding: str = "quoted-printable", more: str = ""
) -> bytes:
    coded = {
        "quoted-printable": quopri.encodestring,
        "base64": base64.encodebytes,
        "8bit": lambda raw: raw,
    }[encoding](content)
    head = (
        f"Content-Type: {kind}\nContent-Transfer-Encoding: {encoding}\nContent-Location: {location}\n{more}\n"
    )
    return head.encode() + coded


FRAME = part(
    b"<html><body><p>Buy boots, two for the price of one, today only.</p></body></html>",
    "text/html",
    "https://ads.example/1",
)
PICTURE = part(b"\x89PNG\r\n\x1a\n\0\0", "image/png", "https://post.example/a.png", "base64")


def saved(*parts: bytes, head: str, type: str = 'type="text/html"; ') -> bytes:
    begin = f'{head}MIME-Version: 1.0\nContent-Type: multipart/related;\n\t{type}boundary="----B"\n\n'
    return begin.encode() + b"".join(b"\n------B\n" + one for one in parts) + b"\n------B--\n"


CHROME = (
    f"From: <Saved by Blink>\nSnapshot-Content-Location: {ADDRESS}\nSubject: =?utf-8?Q?Village=20left?=\n"
    "Date: Sun, 17 Nov 2024 10:00:00 -0000\n"
)
EXPLORER = 'From: "Saved by Windows Internet Explorer 8"\nSubject: Village left\nDate: Sun, 17 Nov 2024 12:00:00 +0200\n'


def read(folder: Path, raw: bytes, name: str = "a.mhtml") -> Report:
    (folder / name).write_bytes(raw)
    (one,) = read_reports([folder / name])
    assert not isinstance(one, Rejection), one
    assert clean_again(raw, one[0]) == one[0].text
    return one[0]


def test_chrome_s_page_is_read_with_its_address_and_is_not_dated_by_its_saving(tmp_path: Path) -> None:
    raw = saved(
        part(page().encode(), "text/html", ADDRESS, more="Content-ID: <frame-1@mhtml.blink>\n"),
        FRAME,
        PICTURE,
        head=CHROME,
    )
    report = read(tmp_path, raw)
    assert (report.text, report.title, report.url, report.reader) == (TEXT, "Village left", ADDRESS, "mhtml")
    assert (report.published, report.published_basis) == (None, "none")
    assert report.found_in["url"] == "Snapshot-Content-Location, saved 2024-11-17T10:00:00Z"


@pytest.mark.parametrize("name", ["a.mhtml", "A.MHT"])
def test_marks_of_the_page_count_as_those_of_any_page(tmp_path: Path, name: str) -> None:
    head = (
        '<link rel="canonical" href="/2024/mill?id=7"><meta property="og:site_name" content="The Composed Post">'
        '<meta property="article:published_time" content="2024-11-14T10:00:00+02:00"><meta name="author" content="Oksana Lyst">'
    )
    report = read(tmp_path, saved(part(page(head).encode(), "text/html", ADDRESS), head=CHROME), name)
    assert (report.url, report.publisher, report.author) == (
        f"{ADDRESS}?id=7",
        "The Composed Post",
        "Oksana Lyst",
    )
    assert report.published_at == "2024-11-14T08:00:00Z"


def test_a_day_after_the_saving_and_another_site_s_address_are_not_believed(tmp_path: Path) -> None:
    head = (
        '<link rel="canonical" href="https://other.example/a"><meta property="og:site_name" content="The Other Post">'
        '<meta property="article:published_time" content="2024-11-30T10:00:00+02:00">'
    )
    report = read(tmp_path, saved(part(page(head).encode(), "text/html", ADDRESS), head=CHROME))
    assert (report.url, report.publisher, report.canonical) == (ADDRESS, None, "https://other.example/a")
    assert (report.published, report.published_at) == (None, None)
    assert "published" not in report.found_in


def test_a_page_cannot_say_where_it_was_saved_from(tmp_path: Path) -> None:
    lie = "<!-- saved from url=(0030)https://other.example/a -->" + page()
    assert read(tmp_path, saved(part(lie.encode(), "text/html", ADDRESS), head=CHROME)).url == ADDRESS


@pytest.mark.parametrize(
    ("charset", "declared", "encoding"),
    [
        ("cp1251", "windows-1251", "quoted-printable"),
        ("koi8-u", "koi8-u", "base64"),
        ("utf-16", "unicode", "base64"),
        ("utf-8", "utf-8", "8bit"),
        ("cp1251", "", "base64"),
        ("utf-8", "windows-1252x", "quoted-printable"),
    ],
)
def test_explorer_s_page_is_read_in_its_encoding(
    tmp_path: Path, charset: str, declared: str, encoding: str
) -> None:
    kind = f'text/html;\n\tcharset="{declared}"' if declared else "text/html"
    body = page(body=f"<p>{UKRAINIAN}</p>").encode(charset)
    report = read(
        tmp_path,
        saved(part(body, kind, "http://post.example/mill.htm", encoding), PICTURE, head=EXPLORER),
        "a.mht",
    )
    assert (report.text, report.url) == (UKRAINIAN, "http://post.example/mill.htm")
    assert report.found_in["url"] == "Content-Location, saved 2024-11-17T10:00:00Z"


def test_the_page_is_the_part_that_start_names(tmp_path: Path) -> None:
    main = part(page().encode(), "text/html", "file:///C:/mill.htm", more="Content-ID: <main@word>\n")
    report = read(tmp_path, saved(FRAME, main, head=EXPLORER, type='start="<main@word>"; '))
    assert (report.text, report.url) == (TEXT, None)
    assert read(tmp_path, saved(FRAME, part(page().encode(), "text/html", ADDRESS), head=CHROME)).text == TEXT


def test_a_page_without_parts_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, EXPLORER.encode() + part(page().encode(), "text/html", ADDRESS)).url == ADDRESS


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (saved(PICTURE, head=CHROME), "no page in this file"),
        (b"nothing", "no page in this file"),
        (saved(part(b"<html></html>", "text/html", ADDRESS), head=CHROME), "no article in this page"),
        (saved(part(b"\0\1\2" * 99, "text/html", ADDRESS), head=CHROME), "this is not text but binary data"),
    ],
)
def test_a_file_without_a_page_is_set_aside(tmp_path: Path, raw: bytes, reason: str) -> None:
    (tmp_path / "a.mhtml").write_bytes(raw)
    (one,) = read_reports([tmp_path / "a.mhtml"])
    assert isinstance(one, Rejection)
    assert one.reason == reason
