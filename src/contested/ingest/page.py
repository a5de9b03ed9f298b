"""The characters of an HTML page, in; its article, out. Nothing is fetched.

Run as a program it serves pages to the process that started it, within the memory that one may take.
"""

from __future__ import annotations

import os
import re
import resource
import sys
from collections.abc import Sequence

import msgspec
from lxml import etree, html  # type: ignore[import-untyped]
from msgspec import structs
from trafilatura import bare_extraction

from contested.ingest.isolation import Page, read_frame, write_frame
from contested.ingest.page_day import find_published
from contested.ingest.page_marks import find_marks, find_meta
from contested.ingest.stated import Marks

MEMORY = 1 << 30  # bytes of address space
BLANK = re.compile(r"\s+")
MOST_TAGS = 1_000  # in a script or a <meta>; linked data has some where it quotes an article


def extract(markup: str) -> Page:
    """The article: no menus, no readers' comments, its tables kept, its headline first.

    Method: trafilatura, favouring precision (A. Barbaresi, ACL 2021, doi:10.18653/v1/2021.acl-demo.15).
    """
    if "<html" not in markup[:100_000].lower():
        markup = f"<html><body>{markup}</body></html>"
    try:
        tree = html.document_fromstring(markup)
    except etree.ParserError:  # nothing of it is an element
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


def serve() -> None:
    """Take pages and give articles until the other end hangs up. A fault in the parser ends the process."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # what a library prints must not fall between two frames
        while (markup := read_frame(sys.stdin.buffer)) is not None:
            write_frame(answers, msgspec.msgpack.encode(extract(markup.decode("utf-8"))))


if __name__ == "__main__":
    serve()
