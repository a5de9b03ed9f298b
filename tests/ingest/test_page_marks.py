"""What a page says of itself: its author, site, address and day, and what only looks like it. Composed pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contested.ingest import read_reports
from contested.ingest.addresses import is_home, is_same_site, tidy_address
from contested.ingest.linked_data import read_linked
from contested.ingest.page_names import tidy_author, tidy_site
from contested.model import Rejection, Report

ADDRESS = "https://post.example/2024/mill"
CANONICAL = f'<link rel="canonical" href="{ADDRESS}">'
SITE = '<meta property="og:site_name" content="The Composed Post">'
BODY = (
    "<h1>Village left</h1><article><p>The brigade said on Tuesday that its soldiers had left the village of Lower Mill.</p>"
    "<p>The bridge behind the village was blown up an hour later, a resident of the far bank said.</p></article>"
)


def linked(*nodes: dict[str, object]) -> str:
    return f'<script type="application/ld+json">{json.dumps(list(nodes))}</script>'


def read(folder: Path, head: str = "", body: str = BODY, before: str = "", **beside: str) -> Report:
    """The report in a page, with what is stated beside it."""
    (folder / "page.html").write_text(
        f"<!doctype html>{before}<html><head><title>Village left</title>{head}</head><body>{body}</body></html>",
        "utf-8",
    )
    (folder / "manifest.jsonl").write_text(json.dumps({"file": "page.html", **beside}), "utf-8")
    (one,) = read_reports([folder])
    assert not isinstance(one, Rejection), one
    return one[0]


def test_a_page_s_own_marks_are_kept_with_where_they_stand(tmp_path: Path) -> None:
    article = {
        "@type": "NewsArticle",
        "author": {"@type": "Person", "name": "Oksana Lyst"},
        "publisher": {"@type": "Organization", "name": "Composed Post"},
        "datePublished": "2024-11-14T08:00:00Z",
    }
    head = (
        CANONICAL
        + SITE
        + linked(article)
        + '<meta property="article:published_time" content="2024-11-14T10:00:00+02:00">'
    )
    report = read(tmp_path, head)
    assert (report.author, report.site, report.canonical) == ("Oksana Lyst", "The Composed Post", ADDRESS)
    assert (report.url, report.publisher, report.name) == (ADDRESS, "The Composed Post", ADDRESS)
    assert (report.published, report.published_at) == ("2024-11-14", "2024-11-14T08:00:00Z")
    assert report.found_in == {
        "url": "link rel=canonical",
        "publisher": "meta og:site_name",
        "published": "meta article:published_time",
        "author": "JSON-LD author",
        "site": "meta og:site_name",
        "canonical": "link rel=canonical",
        "title": "h1",
    }


def test_what_is_stated_beside_a_page_goes_before_its_own_word(tmp_path: Path) -> None:
    beside = {
        "url": "https://post.example/x",
        "publisher": "Post",
        "published": "2024-11-15",
        "title": "Left",
    }
    report = read(tmp_path, CANONICAL + SITE + '<meta name="date" content="2024-11-14">', **beside)
    assert (report.url, report.publisher, report.published, report.title) == tuple(beside.values())
    assert (report.canonical, report.site) == (ADDRESS, "The Composed Post")
    assert report.found_in == {"site": "meta og:site_name", "canonical": "link rel=canonical"}


def test_a_page_of_one_site_that_bears_another_s_address_is_not_published_by_it(tmp_path: Path) -> None:
    report = read(tmp_path, CANONICAL + SITE, url="https://mirror.example/mill")
    assert (report.url, report.publisher) == ("https://mirror.example/mill", None)
    assert (report.canonical, report.site) == (ADDRESS, "The Composed Post")
    assert "publisher" not in report.found_in
    assert read(tmp_path, CANONICAL + SITE, url="https://www.post.example/2024/mill?utm_source=tg").publisher


@pytest.mark.parametrize(
    ("head", "canonical"),
    [
        ('<link rel="canonical" href="https://www.Post.example:443/2024/mill#top">', "https://www.post.example/2024/mill"),
        ("<link rel='shortlink canonical' href='https://post.example/?p=12'>", "https://post.example/?p=12"),
        (f'<meta property="og:url" content="{ADDRESS}">', ADDRESS),
        (f'<link rel="canonical" href="https://post.example/"><meta property="og:url" content="{ADDRESS}">', ADDRESS),
        ('<link rel="canonical" href="https://post.example/uk/">', None),
        ('<link rel="canonical" href="https://post.example/index.php">', None),
        (CANONICAL + CANONICAL, ADDRESS),
        (CANONICAL + '<link rel="canonical" href="https://post.example/2024/ferry">', None),
        ('<link rel="canonical" href="/2024/mill">', None),
        ('<link rel="canonical" href="http://localhost:8080/mill">', None),
        ('<link rel="canonical" href="https://user:word@post.example/mill">', None),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        ('<link rel="canonical" href="file:///C:/mill.html">', None),
        ('<link rel="canonical" href="">', None),
        ("", None),
    ],
)  # fmt: skip
def test_a_canonical_address_is_tidy_or_none(tmp_path: Path, head: str, canonical: str | None) -> None:
    assert read(tmp_path, head).canonical == canonical


def test_what_stands_in_the_body_is_somebody_else_s(tmp_path: Path) -> None:
    body = f'{BODY}<div class="comment-body">{CANONICAL}<meta property="og:url" content="{ADDRESS}"><span itemprop="author">Reader</span></div>'
    report = read(tmp_path, body=body)
    assert (report.canonical, report.author) == (None, None)


@pytest.mark.parametrize(
    ("before", "url", "found_in"),
    [
        (f"\n<!-- saved from url=(0030){ADDRESS}?from=tg -->\n", f"{ADDRESS}?from=tg", "saved from url"),
        ("<!-- saved from url=(0014)about:internet -->", None, None),
        ("<!-- saved from url=(0020)file:///C:/mill.html -->", None, None),
        (f"<!--\n Page saved with SingleFile \n url: {ADDRESS} \n saved date: Thu Nov 14 2024 10:00:00 GMT+0200 (EET)\n-->", ADDRESS, "SingleFile"),
        ("<!-- Mirrored from post.example/2024/mill.html by HTTrack Website Copier/3.x [XR&CO'2014], Thu, 14 Nov 2024 08:00:00 GMT -->", "http://post.example/2024/mill.html", "HTTrack"),
    ],
)  # fmt: skip
def test_a_saved_page_stands_where_it_was_saved_from(
    tmp_path: Path, before: str, url: str | None, found_in: str | None
) -> None:
    report = read(tmp_path, SITE, before=before)
    assert (report.url, report.found_in.get("url"), report.publisher) == (url, found_in, "The Composed Post")


def test_that_a_saved_page_is_another_site_s_is_its_own_word(tmp_path: Path) -> None:
    before = "<!-- saved from url=(0030)https://mirror.example/mill -->"
    report = read(tmp_path, CANONICAL + SITE, before=before)
    assert (report.url, report.publisher, report.canonical) == ("https://mirror.example/mill", None, ADDRESS)
    late = " " * 3000 + "<!-- saved from url=(0030)https://mirror.example/mill -->"
    assert read(tmp_path, CANONICAL + SITE, before=late).url == ADDRESS
    same = "<!-- saved from url=(0030)https://m.post.example/2024/mill -->"
    assert read(tmp_path, CANONICAL + SITE, before=same).url == ADDRESS


def person(name: object, **more: object) -> str:
    return linked({"@type": "NewsArticle", "author": name, **more})


@pytest.mark.parametrize(
    ("head", "author"),
    [
        ('<meta name="author" content="Oksana Lyst">', "Oksana Lyst"),
        ('<meta name="author" content=" By  Oksana   Lyst ">', "Oksana Lyst"),
        ('<meta name="author" content="Автор: Оксана Лист">', "Оксана Лист"),
        ('<meta name="author" content="Oksana Lyst"><meta name="author" content="Ivan Bondar">', "Oksana Lyst, Ivan Bondar"),
        ('<meta property="article:author" content="Oksana Lyst">', "Oksana Lyst"),
        ('<meta property="article:author" content="https://www.facebook.com/post">', None),
        ('<meta name="author" content="admin">', None),
        ('<meta name="author" content="editor_2">', None),
        ('<meta name="author" content="Редакція">', None),
        ('<meta name="author" content="Composed Post newsroom">', None),
        ('<meta name="author" content="The Composed Post">', None),
        ('<meta name="author" content="post.example">', None),
        ('<meta name="author" content="oksana@post.example">', None),
        ('<meta name="author" content="Village left">', None),
        ('<meta name="author" content="7">', None),
        (f'<meta name="author" content="{"Lyst " * 30}">', None),
        ('<meta name="author" content="&lt;b&gt;Lyst&lt;/b&gt;">', None),
        (person("Oksana Lyst"), "Oksana Lyst"),
        (person([{"name": "Oksana Lyst"}, {"name": "Ivan Bondar"}]), "Oksana Lyst, Ivan Bondar"),
        (person({"@type": "Person", "name": ["Oksana Lyst"]}), "Oksana Lyst"),
        (person({"@id": "#o"}).replace("]</", ', {"@id": "#o", "@type": "Person", "name": "Oksana Lyst"}]</'), "Oksana Lyst"),
        (linked({"@graph": [{"@type": ["Article", "NewsArticle"], "author": {"name": "Oksana Lyst"}}]}), "Oksana Lyst"),
        (linked({"@type": "Comment", "author": "A Reader"}), None),
        (person("Oksana Lyst") + person("Ivan Bondar"), None),
        (person("Oksana Lyst") + '<meta name="author" content="Ivan Bondar">', None),
        (person("Oksana Lyst") + '<meta name="author" content="O. Lyst">', "Oksana Lyst"),
        (person("Oksana Lyst") + '<meta name="author" content="admin">', "Oksana Lyst"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "author": "Oks</script>', None),
        ('<script type="application/ld+json">' + "[" * 100_000 + "</script>", None),
        ('<script type="application/ld+json">{"@type": "Article", "author": {"name": "Oksana\nLyst"}}</script>', "Oksana Lyst"),
        (person({"name": {"name": "x"}}) + person(None) + person(7) + person([[]]), None),
        ("", None),
    ],
)  # fmt: skip
def test_an_author_is_a_name_or_nobody(tmp_path: Path, head: str, author: str | None) -> None:
    assert read(tmp_path, SITE + CANONICAL + head).author == author


@pytest.mark.parametrize(
    ("body", "author"),
    [
        ('<a rel="author" href="/o">Oksana Lyst</a>', "Oksana Lyst"),
        ('<span itemprop="author" itemscope><span itemprop="name">Oksana Lyst</span></span>', "Oksana Lyst"),
        ('<a rel="author" href="/o">Oksana Lyst</a><a rel="author" href="/i">Ivan Bondar</a>', None),
        ('<div class="comments"><a rel="author" href="/o">A Reader</a></div>', None),
        ('<div itemtype="https://schema.org/Comment"><span itemprop="author">A Reader</span></div>', None),
        ('<aside><a rel="author" href="/o">Oksana Lyst</a></aside>', None),
    ],
)
def test_an_author_in_the_body_is_the_article_s(tmp_path: Path, body: str, author: str | None) -> None:
    assert read(tmp_path, body=BODY + body).author == author


@pytest.mark.parametrize(
    ("head", "site"),
    [
        (SITE, "The Composed Post"),
        (SITE + person(None, publisher={"name": "Composed Post"}), "The Composed Post"),
        (person(None, publisher={"name": "Composed Post"}), "Composed Post"),
        (SITE + person(None, publisher={"name": "Newspaper 12 Theme Demo"}), None),
        ('<meta property="og:site_name" content="My WordPress Site">', None),
        ('<meta property="og:site_name" content="Newspaper">', None),
        ('<meta property="og:site_name" content="Головна">', None),
        ('<meta property="og:site_name" content="Village left">', None),
        ('<meta property="og:site_name" content="https://post.example">', None),
        ('<meta property="og:site_name" content="@post">', None),
        (f'<meta property="og:site_name" content="{"Post " * 40}">', None),
        ('<meta property="og:site_name" content="Вісник.ua">', "Вісник.ua"),
    ],
)
def test_a_site_is_a_name_or_none(tmp_path: Path, head: str, site: str | None) -> None:
    report = read(tmp_path, head)
    assert (report.site, report.publisher) == (site, site)


def test_where_many_publish_the_site_is_nobody_s_publisher(tmp_path: Path) -> None:
    report = read(tmp_path, '<meta property="og:site_name" content="Medium">')
    assert (report.site, report.publisher) == ("Medium", None)


def test_an_organisation_that_is_named_as_author_is_credited(tmp_path: Path) -> None:
    report = read(tmp_path, SITE + person({"@type": "Organization", "name": "Composed Agency"}))
    assert (report.author, report.credits) == ("Composed Agency", ("Composed Agency",))
    own = read(tmp_path, SITE + person({"@type": "Organization", "name": "The Composed Post"}))
    assert (own.author, own.credits) == (None, ())


@pytest.mark.parametrize(
    ("head", "published", "moment"),
    [
        ("2024-11-14T23:30:00-05:00", "2024-11-14", "2024-11-15T04:30:00Z"),
        ("2024-11-14T10:00:00.123+0200", "2024-11-14", "2024-11-14T08:00:00Z"),
        ("2024-11-14T00:00:00+00:00", "2024-11-14", None),
        ("2024-11-14T10:00:00", "2024-11-14", None),
        ("2024-11-14", "2024-11-14", None),
        ("14 November 2024", "2024-11-14", None),
    ],
)
def test_a_moment_has_a_zone_and_a_clock(
    tmp_path: Path, head: str, published: str, moment: str | None
) -> None:
    report = read(tmp_path, f'<meta property="article:published_time" content="{head}">')
    assert (report.published, report.published_at) == (published, moment)
    assert report.found_in["published"] == "meta article:published_time"


def test_marks_that_differ_in_the_moment_give_the_day_alone(tmp_path: Path) -> None:
    head = '<meta property="article:published_time" content="2024-11-14T10:00:00+00:00">'
    report = read(tmp_path, head + person(None, datePublished="2024-11-14T10:00:00+02:00"))
    assert (report.published, report.published_at) == ("2024-11-14", None)


@pytest.mark.parametrize(
    ("address", "tidied"),
    [
        (" HTTPS://Post.Example/A?b=1#c ", "https://post.example/A?b=1"),
        ("https://post.example", "https://post.example/"),
        ("http://post.example:8080/a", "http://post.example:8080/a"),
        ("https://пошта.example/село", "https://пошта.example/село"),
        ("//post.example/a", None),
        ("https://10.0.0.1/a", None),
        ("https://0x7f.1/a", None),
        ("https://[::1]/a", None),
        ("https://post/a", None),
        ("https://post.local/a", None),
        ("https://post.example:99999/a", None),
        ("https://post.example/a b", None),
        ("https://post.example/\u202egnp", None),
        ("https://post.example\\@evil.example/", None),
        ("ftp://post.example/a", None),
        ("https://post.example/" + "a" * 3000, None),
        ("https://post.example/-->", None),
        ("https://[post/a", None),
    ],
)
def test_addresses(address: str, tidied: str | None) -> None:
    assert tidy_address(address) == tidied


def test_addresses_of_a_site() -> None:
    assert tidy_address("../b", "https://post.example/a/c") == "https://post.example/b"
    assert is_home("https://post.example/en-GB/")
    assert not is_home("https://post.example/news")
    assert is_same_site("https://www.post.example/a", "https://amp.post.example/b")
    assert is_same_site("https://post.example/a", "https://live.post.example/b")
    assert not is_same_site("https://post.example/a", "https://compost.example/b")


def test_names() -> None:
    assert tidy_author("admin", ["x"]) is None
    assert tidy_author("Composedpost", ["composedpost.example"]) is None
    assert tidy_author("Ivan Post", ["The Composed Post"]) == "Ivan Post"
    assert tidy_site("x" * 200) is None
    assert read_linked(['"text"', "7", "null", "[[]]", "{}"]).authors == ()


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2024-11-14T10:' + "<" * 100_000 + '">',
        '<script type="application/ld+json">{"@type": "Article", "headline": "'
        + "<" * 100_000
        + '"}</script>',
        '<meta name="author" content="' + "x" * 100_000 + '">',
    ],
)
def test_marks_that_go_on_and_on_are_left_out(tmp_path: Path, head: str) -> None:
    report = read(tmp_path, head)
    assert (report.published, report.author) == (None, None)
    assert "Lower Mill" in report.text
