"""Articles in HTML pages, and pages made to break a parser. Composed pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.ingest import Found, clean_again, read_reports, read_source, readers
from contested.model import Rejection, Report

BODY = (
    "<p>The brigade said on Tuesday that its soldiers had left the village of Lower Mill.</p>"
    "<table><tr><th>Village</th><th>Killed</th></tr><tr><td>Lower Mill</td><td>12 soldiers</td></tr></table>"
    "<p>The bridge behind the village was blown up an hour later, a resident of the far bank said.</p>"
)


def page(head: str = "", body: str = BODY, lang: str = "en-GB") -> str:
    """A whole page around a body."""
    return (
        f'<!doctype html><html lang="{lang}"><head><title>Village left | The Composed Post</title>{head}</head><body>'
        "<nav><a href='/'>Home</a> <a href='/world'>World</a></nav><header><h1>Village left</h1></header>"
        f"<article>{body}</article><div class='comments'><p>I do not believe it, says a reader.</p></div>"
        "<footer><p>© 2024 The Composed Post. All rights reserved.</p></footer></body></html>"
    )


def read_page(folder: Path, raw: bytes) -> Report:
    """The report in a page, which its bytes make again."""
    (folder / "page.html").write_bytes(raw)
    (one,) = read_reports([folder])
    assert not isinstance(one, Rejection), one
    assert clean_again(raw, one[0]) == one[0].text
    return one[0]


def test_the_article_is_read_and_its_frame_is_not(tmp_path: Path) -> None:
    report = read_page(tmp_path, page().encode())
    first, *_ = report.text.split("\n")
    assert (first, report.title, report.language) == ("Village left", "Village left", "en")
    assert "12 soldiers" in report.text
    assert "far bank" in report.text
    for frame in ("World", "believe", "rights", "---"):
        assert frame not in report.text
    assert report.cleaner.startswith("trafilatura/")
    assert " contested-clean/1 " in report.cleaner


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2024-11-14T23:10:00-05:00">', "2024-11-14"),
        (
            '<meta name="date" content="2024-11-14"><meta name="last-modified" content="2024-11-16">',
            "2024-11-14",
        ),
        (
            '<script type="application/ld+json">{"datePublished": "2024-11-14T10:00:00Z"}</script>',
            "2024-11-14",
        ),
        (
            '<script type="application/ld+json">{"dateModified":"2024-11-16","datePublished":"2024-11-14"}</script>',
            "2024-11-14",
        ),
        ('<script type="application/ld+json">{"dateModified": "2024-11-16"}</script>', None),
        ('<meta property="article:modified_time" content="2024-11-16">', None),
        ('<meta name="date" content="03/04/2024">', None),
        ("", None),
    ],
)
def test_only_a_marked_day_of_publication_dates_a_page(
    tmp_path: Path, head: str, published: str | None
) -> None:
    body = "<p>On 12 November 2024 nothing was said.</p>" + BODY
    report = read_page(tmp_path, page(head, body).encode())
    assert report.published == published
    assert report.published_basis == ("stated" if published else "none")


@pytest.mark.parametrize(
    ("times", "published"),
    [
        (["2024-11-14"], "2024-11-14"),
        (["2024-11-14T10:00", "2024-11-14T11:00"], "2024-11-14"),
        (["2024-11-14", "2023-01-02"], None),
    ],
)
def test_times_date_a_page_where_they_agree(tmp_path: Path, times: list[str], published: str | None) -> None:
    marked = "".join(f'<time datetime="{one}">then</time>' for one in times)
    assert read_page(tmp_path, page(body=marked + BODY).encode()).published == published


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("cp1251", "windows-1251"),
        ("cp1251", ""),
        ("utf-8", "utf-16"),
        ("utf-8", "punycode"),
    ],
)
def test_a_page_is_read_in_its_encoding(tmp_path: Path, encoding: str, declared: str) -> None:
    head = f'<meta charset="{declared}">' if declared else ""
    body = "<p>Армія залишила Нижній Млин, повідомили в бригаді. Міст за селом підірвано.</p>"
    report = read_page(tmp_path, page(head, body).encode(encoding))
    assert "Армія залишила Нижній Млин" in report.text
    assert report.language == "uk"


def test_a_bare_fragment_is_read_and_escaped_markup_is_text(tmp_path: Path) -> None:
    report = read_page(tmp_path, b"<p>&lt;script&gt; was written on the wall of the mill.</p>")
    assert report.text == "<script> was written on the wall of the mill."


@pytest.mark.parametrize(
    "markup",
    [
        "<html><body></body></html>",
        "<div>" * 50_000 + BODY + "</div>" * 50_000,
        "<b><i>" * 50_000 + BODY,
        "<table><tr><td>" * 20_000 + BODY,
        "<p>x",
        "<!--",
        "\x01",
    ],
)
def test_a_broken_page_neither_hangs_nor_crashes(tmp_path: Path, markup: str) -> None:
    outcome = read_any(tmp_path / "page.html", markup)
    assert isinstance(outcome, Report) or "broke the reader" not in outcome.reason
    assert isinstance(read_any(tmp_path / "page.html", page()), Report)


def read_any(file: Path, markup: str) -> Report | Rejection:
    """The report in a page, or why there is none."""
    file.write_text(markup, "utf-8", "surrogatepass")
    (one,) = read_source(Found(file=file, reader=readers()["html"], size=0))
    return one if isinstance(one, Rejection) else one[0]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div ",
                "<!--",
                "<html",
                "&#0;",
                "&lt;",
                "<time datetime=x>",
                "\0",
                "<h1>",
                "It fell.",
            ]
        )
        | st.text(max_size=4)
    ).map("".join)
)
def test_any_page_is_read_or_set_aside(tmp_path_factory: pytest.TempPathFactory, markup: str) -> None:
    outcome = read_any(tmp_path_factory.getbasetemp() / "any.html", markup)
    assert isinstance(outcome, Report) or "broke the reader" not in outcome.reason
