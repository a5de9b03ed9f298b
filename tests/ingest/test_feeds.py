"""RSS and Atom feeds as they are served: many dialects, wrong encodings, wrong dates, cut off, hostile. Composed entries."""

from __future__ import annotations

from pathlib import Path

import pytest
from sorted_out import sort_out

from contested.ingest.registry import reader_of
from contested.model import Report

FEED = Path(__file__).parents[1] / "hostile" / "samples" / "feed" / "feed.xml"
ITEM = (
    "<item><title>Mill</title><link>https://post.example/1</link><description>It fell.</description></item>"
)


def rss(*items: str, head: str = "<title>Post</title><link>https://post.example/</link>") -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'


def item(*elements: str) -> str:
    return rss(f"<item>{''.join(elements)}</item>")


def read(folder: Path, feed: str | bytes, name: str = "feed.xml") -> tuple[list[Report], list[str]]:
    """The reports of a feed, each made again from its own bytes, and why what was set aside was."""
    file = folder / name
    file.write_bytes(feed if isinstance(feed, bytes) else feed.encode())
    return sort_out(file)[:2]


def test_entries_of_a_feed_are_reports(tmp_path: Path) -> None:
    (first, second, third), wrong = read(tmp_path, FEED.read_bytes())
    assert wrong == []
    assert first.text.split("\n") == [
        "Village left & lost",
        "The brigade said on Tuesday that its soldiers had left the village of Lower Mill.",
        "The bridge behind the village was blown up an hour later,",
        "a resident of the far bank said.",
    ]
    assert (first.title, first.author, first.publisher) == (
        "Village left & lost",
        "Oksana Writer",
        "The Composed Post & Mill",
    )
    assert (first.published_at, first.language, first.url) == (
        "2024-11-14T09:30:00Z",
        "en",
        "https://post.example/2024/11/14/mill",
    )
    assert (second.language, second.credits, second.url) == (
        "uk",
        ("Щоденник Хребта",),
        "https://post.example/2024/11/15/mlyn",
    )
    assert second.text.endswith("\nУранці піхота відійшла з Нижнього Млина.\nМіст підірвано.")
    assert (third.language, third.published, third.published_at) == ("ru", "2024-11-16", None)
    assert third.text.split("\n")[1:] == ["Наши вошли в Верхнюю Мельницу.", "Бои идут у школы."]


ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="uk" xml:base="https://post.example/a/">
<title type="html">Post &amp;lt;b&amp;gt;x&amp;lt;/b&amp;gt;</title><link href="https://post.example/"/>
<entry><title type="text">Mill</title><link rel="edit" href="x"/><link href="2024/mill"/><id>urn:1</id>
<updated>2024-11-16T10:00:00Z</updated><published>2024-11-14T10:00:00+02:00</published>
<author><name>O. Writer</name><email>o@post.example</email></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It fell.</p><p>Nobody saw it.</p></div></content>
</entry></feed>"""
PREFIXED = """<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>Post</a:title>
<a:entry><a:title>Mill</a:title><a:link href="https://post.example/2024/mill"/><a:updated>2024-11-14T08:00:00Z</a:updated>
<a:summary>It fell.
Nobody saw it.</a:summary></a:entry></a:feed>"""
RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://post.example/"><title>Post</title>
<link>https://post.example/</link><items><rdf:Seq><rdf:li resource="https://post.example/2024/mill"/></rdf:Seq></items></channel>
<item rdf:about="https://post.example/2024/mill"><title>Mill</title><link>https://post.example/2024/mill</link>
<dc:date>2024-11-14T10:00:00+02:00</dc:date><description>It fell.&lt;br&gt;Nobody saw it.</description></item></rdf:RDF>"""
NETSCAPE = """<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
 "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>Post</title>
<link>https://post.example/</link><item><title>Mill</title><link>https://post.example/2024/mill</link>
<pubDate>14 Nov 2024 08:00 GMT</pubDate><description>&lt;p&gt;It fell.&lt;p&gt;Nobody saw it.</description></item></channel></rss>"""


@pytest.mark.parametrize(
    "feed", [ATOM, PREFIXED, RDF, NETSCAPE], ids=["atom", "prefixed", "rss 1.0", "rss 0.91"]
)
def test_every_dialect_is_read(tmp_path: Path, feed: str) -> None:
    ((report,), wrong) = read(tmp_path, feed)
    assert wrong == []
    assert report.text == "Mill\nIt fell.\nNobody saw it."
    assert report.published_at == "2024-11-14T08:00:00Z"
    assert (report.url or "").endswith(
        "post.example/a/2024/mill" if feed is ATOM else "post.example/2024/mill"
    )
    assert (report.publisher or "").startswith("Post")


@pytest.mark.parametrize(
    ("declared", "used"),
    [
        *(
            (declared, used)
            for declared in ("utf-8", "windows-1251", "")
            for used in ("utf-8", "windows-1251")
        ),
        *(("koi8-u", used) for used in ("utf-8", "koi8-u")),  # any bytes are KOI8-U, if that is declared
        *(("windows-1251", used) for used in ("utf-8-sig", "utf-16")),
    ],
)
def test_characters_are_read_whatever_encoding_is_declared(tmp_path: Path, declared: str, used: str) -> None:
    words = "Піхота відійшла з Нижнього Млина на другий берег, міст підірвано."
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    feed = declaration + item(f"<title>Млин</title><description>{words}</description>").partition("?>")[2]
    ((report,), wrong) = read(tmp_path, feed.encode(used))
    assert (wrong, report.text) == ([], f"Млин\n{words}")


@pytest.mark.parametrize(
    ("date", "published", "moment"),
    [
        ("<pubDate>Thu, 14 Nov 2024 23:30:00 -0500</pubDate>", "2024-11-14", "2024-11-15T04:30:00Z"),
        ("<pubDate>Thu, 14 Nov 2024 23:30:00 EST</pubDate>", "2024-11-14", "2024-11-15T04:30:00Z"),
        ("<pubDate>Thu, 14 Nov 2024 23:30:00 MSK</pubDate>", "2024-11-14", None),  # no zone of mail's
        ("<pubDate>Thu, 14 Nov 2024 23:30:00 -0000</pubDate>", "2024-11-14", None),
        ("<pubDate>14 Nov 24 23:30 GMT</pubDate>", "2024-11-14", "2024-11-14T23:30:00Z"),
        ("<pubDate>2024-11-14 23:30:00</pubDate>", "2024-11-14", None),
        ("<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>", None, None),
        ("<pubDate>Mon, 31 Feb 2024 00:00:00 GMT</pubDate>", None, None),
        ("<pubDate>yesterday</pubDate>", None, None),
        ("<pubDate></pubDate>", None, None),
        ("", None, None),
    ],
)
def test_an_entry_is_dated_as_far_as_its_date_can_be_read(
    tmp_path: Path, date: str, published: str | None, moment: str | None
) -> None:
    ((report,), _) = read(tmp_path, item("<title>It fell</title>", date))
    assert (report.published, report.published_at) == (published, moment)
    assert report.published_basis == ("stated" if published else "none")


@pytest.mark.parametrize(
    ("elements", "url", "name"),
    [
        ("<link>/2024/mill</link>", "https://post.example/2024/mill", None),
        ("<guid>https://post.example/2024/mill</guid>", "https://post.example/2024/mill", None),
        ("<link>javascript:alert(1)</link><guid isPermaLink='false'>n1</guid>", None, "n1"),
        ("<link>file:///etc/passwd</link><guid isPermaLink='false'>n1</guid>", None, "n1"),
        ("<link>https://[bad/</link><guid isPermaLink='false'>n1</guid>", None, "n1"),
        ("", None, "feed.xml: entry 1"),
    ],
)
def test_an_entry_has_the_address_of_a_page_or_its_own_name(
    tmp_path: Path, elements: str, url: str | None, name: str | None
) -> None:
    ((report,), _) = read(tmp_path, item("<title>It fell</title>", elements))
    assert (report.url, report.name) == (url, name or url)


@pytest.mark.parametrize(
    ("elements", "text"),
    [
        ("<title>A &lt; B, &amp;quot;x&amp;quot;</title>", 'A < B, "x"'),
        ("<title>It fell</title><description>It fell</description>", "It fell"),
        ("<title>It fell on…</title><description>It fell on Monday.</description>", "It fell on Monday."),
        ("<title>&lt;script&gt;a()&lt;/script&gt;It fell</title>", "It fell"),
        (
            "<description>R&amp;nbsp;and &lt;style&gt;p{}&lt;/style&gt;S&amp;ndash;T</description>",
            "R and S–T",
        ),
        ("<title>Mill</title><description>R &nbsp; S & T <br> U</description>", "Mill\nR S & T\nU"),
    ],
)
def test_words_come_without_markup(tmp_path: Path, elements: str, text: str) -> None:
    ((report,), _) = read(tmp_path, item(elements))
    assert report.text == text


def test_an_entry_stays_the_same_report_until_it_changes(tmp_path: Path) -> None:
    before = FEED.read_text("utf-8")
    later = before.replace("12:00:00 +0000</last", "13:00:00 +0000</last").replace(">12</slash", ">99</slash")
    new = later.replace("<item>", ITEM + "<item>", 1)
    ids = [report.report_id for report in read(tmp_path, before)[0]]
    assert [report.report_id for report in read(tmp_path, new)[0]][1:] == ids
    changed = [report.report_id for report in read(tmp_path, later.replace("blown up", "mined"))[0]]
    assert [old == now for old, now in zip(ids, changed, strict=True)] == [False, True, True]


LAUGHS = '<!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>'


@pytest.mark.parametrize(
    ("feed", "read_too", "reasons"),
    [
        (LAUGHS, 0, ["defines XML entities, which no feed needs"]),
        (rss(), 0, ["no entry in this feed"]),
        (rss("<item><title></title></item>", ITEM), 1, [": entry 1: no text"]),
        (rss(ITEM, ITEM)[:-40], 1, [": entry 2: is cut off in the middle"]),
        (rss(ITEM, "<item><title>It fell", ITEM), 2, [": entry 2: is cut off in the middle"]),
        (rss(ITEM, "<item><description><![CDATA[" + ITEM), 1, [": entry 2: is cut off in the middle"]),
        (rss("<item a='" + ITEM), 0, [": entry 1: is cut off in the middle"]),
        (rss("<item/>"), 0, ["no whole entry in this feed"]),
        (rss(f"<item><title>{'<a>' * 110_000}</title></item>", ITEM), 1, [": entry 1: 110,0"]),
        (rss(f"<item><title>{'&amp;' * 100_001}</title></item>", ITEM), 1, [": entry 1: 100,0"]),
        (rss(f"<item><description>{'&lt;div&gt;' * 5_000}</description></item>", ITEM), 1, [": entry 1: its markup"]),
        (rss(f"<item><description>&amp;#{'9' * 9_000};</description></item>", ITEM), 1, [": entry 1: a wrong ch"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_set_aside_and_the_rest_is_read(
    tmp_path: Path, feed: str, read_too: int, reasons: list[str]
) -> None:
    found, wrong = read(tmp_path, feed)
    assert len(found) == read_too, wrong
    assert len(wrong) == len(reasons), wrong
    for one, reason in zip(wrong, reasons, strict=True):
        assert one.startswith(reason.removeprefix(": ")), one


@pytest.mark.parametrize("name", ["page.xml", "page.rss"])
def test_other_xml_is_no_feed(tmp_path: Path, name: str) -> None:
    for document in ("<kml><Document/></kml>", "<!-- <rss> --><svg/>", "no XML", ""):
        (tmp_path / name).write_text(document)
        assert reader_of(tmp_path / name) is None
