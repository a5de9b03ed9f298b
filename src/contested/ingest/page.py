"""The characters of an HTML page, in; its article, out. Nothing is fetched.

A page can be made to hang or crash a parser: only a worker process (`worker.py`) loads this.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree, html  # type: ignore[import-untyped]
from msgspec import Struct, structs
from trafilatura import bare_extraction

from contested.ingest.page_day import find_published
from contested.ingest.page_marks import find_marks, find_meta
from contested.ingest.stated import Marks

BLANK = re.compile(r"\s+")
MOST_TAGS = 1_000  # in a script or a <meta>; linked data has some where it quotes an article


class Page(Struct, frozen=True, kw_only=True):
    """The article of a page, a paragraph a line, and what its markup says; empty or null if nothing."""

    text: str
    title: str | None
    language: str | None
    marks: Marks


def extract(markup: str) -> Page:
    """The article: no menus, no readers' comments, its tables kept, its headline first.

    Method: trafilatura, favouring precision (A. Barbaresi, ACL 2021, doi:10.18653/v1/2021.acl-demo.15).
    """
    if "<html" not in markup[:100_000].lower():
        markup = f"<html><body>{markup}</body></html>"
    try:
        tree = html.document_fromstring(markup)
    except etree.ParserError:  # there is nothing in it
        return Page(text="", title=None, language=None, marks=Marks())
    drop_traps(tree)
    language = BLANK.sub("", tree.get("lang") or "").replace("_", "-").split("-")[0].lower()
    heads = [BLANK.sub(" ", str(one.text_content())).strip() for one in tree.iter("h1")]
    marks = find_marks(markup, tree, find_published(tree), heads)
    titles = list_titles(tree, heads)
    article = bare_extraction(
        tree,
        favor_precision=True,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "max_date": "2100-12-31"},
    )
    if article is None or isinstance(article, dict) or not article.text:
        return Page(text="", title=None, language=language or None, marks=marks)
    text, title = article.text, article.title
    if title in heads and not text.startswith(title):
        text = f"{title}\n{text}"
    return Page(
        text=text, title=title, language=language or None, marks=note_title(marks, titles.get(title or ""))
    )


def drop_traps(tree: html.HtmlElement) -> None:
    """Leave out marks that are full of "<": the extractor looks for tags in them, and from each on to the end. 100,000 of
    them took it 30 s."""
    for one in tree.iter("script", "meta"):
        if (one.text or "").count("<") > MOST_TAGS:
            one.text = None
        if one.get("content", "").count("<") > MOST_TAGS:
            one.set("content", "")


def list_titles(tree: html.HtmlElement, heads: Sequence[str]) -> dict[str, str]:
    """Where each of a page's titles stands, the surest place of each."""
    within = {BLANK.sub(" ", str(one.text_content())).strip(): "title" for one in tree.iter("title")}
    shown = {BLANK.sub(" ", mark.value): mark.found_in for mark in find_meta(tree, ("og:title",))}
    return within | shown | dict.fromkeys(heads, "h1")


def note_title(marks: Marks, found_in: str | None) -> Marks:
    """The marks, with where the title was found, if that is known: parts of a <title> may be cut."""
    if found_in is None:
        return marks
    noted = structs.replace(marks.marked, found_in={**marks.marked.found_in, "title": found_in})
    return structs.replace(marks, marked=noted)
