"""The characters of an HTML page, in; its article, out. Nothing is fetched.

A page can be made to hang or crash a parser: only a worker process (`worker.py`) loads this.
"""

from __future__ import annotations

import re

from htmldate import find_date
from lxml import etree, html  # type: ignore[import-untyped]
from msgspec import Struct
from trafilatura import bare_extraction

# Attributes of a <meta> that name something else than the first publication.
LATER = re.compile("modif|updat|revis|expir", re.IGNORECASE)
OTHER_DAY = re.compile(r'"date(?!Published")\w*"\s*:\s*"[^"]*"')
# "03/04/2024" is two days: a value in numbers counts only with the year first.
UNCLEAR = re.compile(r"\s*\d{1,2}\W\d{1,2}\W")
BLANK = re.compile(r"\s+")


class Page(Struct, frozen=True, kw_only=True):
    """The article of a page, a paragraph a line, and what its markup says; empty or null if nothing."""

    text: str
    title: str | None
    published: str | None
    language: str | None


def extract(markup: str) -> Page:
    """The article: no menus, no readers' comments, its tables kept, its headline first.

    Method: trafilatura, favouring precision (A. Barbaresi, ACL 2021, doi:10.18653/v1/2021.acl-demo.15).
    """
    if "<html" not in markup[:100_000].lower():
        markup = f"<html><body>{markup}</body></html>"
    try:
        tree = html.document_fromstring(markup)
    except etree.ParserError:  # there is nothing in it
        return Page(text="", title=None, published=None, language=None)
    published = find_marked_day(tree)
    language = BLANK.sub("", tree.get("lang") or "").replace("_", "-").split("-")[0].lower()
    heads = [BLANK.sub(" ", str(one.text_content())).strip() for one in tree.iter("h1")]
    article = bare_extraction(
        tree,
        favor_precision=True,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "max_date": "2100-12-31"},
    )
    if article is None or isinstance(article, dict) or not article.text:
        return Page(text="", title=None, published=published, language=language or None)
    text, title = article.text, article.title
    if title in heads and not text.startswith(title):
        text = f"{title}\n{text}"
    return Page(text=text, title=title, published=published, language=language or None)


def find_marked_day(tree: html.HtmlElement) -> str | None:
    """The ISO day that the markup gives as that of publication, or null.

    htmldate sees nothing but the elements that mark it, since in the rest of a page it takes what it finds:
    a day of change, a day in an address, the first date in the prose.
    """
    marked = [one for one in tree.iter("meta", "time", "script") if marks_publication(one)]
    times = {str(one.get("datetime"))[:10] for one in marked if one.tag == "time"}
    kept = [one for one in marked if one.tag != "time" or len(times) == 1]
    shown = "".join(html.tostring(one, encoding="unicode", with_tail=False) for one in kept)
    skeleton = f"<html><head></head><body>{OTHER_DAY.sub('', shown)}</body></html>"
    day = (
        find_date(skeleton, extensive_search=False, original_date=True, max_date="2100-12-31")
        if kept
        else None
    )
    return str(day) if day else None


def marks_publication(element: html.HtmlElement) -> bool:
    """Whether an element can hold the day of publication: <meta>, <time datetime>, JSON-LD."""
    if element.tag == "script":
        return "ld+json" in element.get("type", "") and '"datePublished"' in (element.text or "")
    value = element.get("content" if element.tag == "meta" else "datetime", "")
    names = " ".join(str(one) for key, one in element.items() if key not in ("content", "datetime"))
    return bool(value) and not LATER.search(names) and not UNCLEAR.match(value)
