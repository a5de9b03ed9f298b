"""A piece of HTML, or an element of a parsed page, in; its words, a paragraph a line, out.

For what is all text by its place (the content of a feed's entry, a message): of a whole page the article has to be found
first (`page.py`). Scripts, styles and what is drawn are no words. Nothing is fetched.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from contested.errors import RejectedReport

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
UNREAD = frozenset(
    [
        "applet",
        "audio",
        "button",
        "canvas",
        "embed",
        "head",
        "iframe",
        "link",
        "math",
        "meta",
        "noscript",
        "object",
        "option",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "video",
    ]
)
CELLS = frozenset(("td", "th"))
BLANK = re.compile(r"[ \t\r\n\f\v\xa0]+")
MOST_TAGS = 200_000  # a page of a channel has some 60 a message; 300,000 took 2.5 s and 170 MB
RUN = re.compile(r" {2,}")
Element = Any  # lxml's elements have no types


def read_markup(markup: str, where: str) -> str:
    """The words of a piece of HTML; nothing where there are none. Raises RejectedReport as `parse_markup` does."""
    tree = parse_markup(markup, where)
    return "" if tree is None else read_element(tree)


def read_title(markup: str, where: str) -> str:
    """The words of a piece of HTML on one line. Raises RejectedReport as `parse_markup` does."""
    return " ".join(read_markup(markup, where).split())


def parse_markup(markup: str, where: str) -> Element | None:
    """The tree of a piece of HTML; null where nothing can be made of it.

    Raises RejectedReport where it is nested deeper than libxml2 follows (2,048 elements), since the rest would be lost, or
    has more tags than can be gone through in two seconds.
    """
    if (tags := markup.count("<")) > MOST_TAGS:
        raise RejectedReport(where, f"its markup has {tags:,} tags", "give its text as .txt, or a part of it")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        tree = etree.fromstring(f"<div>{markup}</div>".encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        tree = None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise RejectedReport(where, "its markup is nested too deeply to be read", "give its text as .txt")
    return tree


def read_element(element: Element) -> str:
    """The words of an element, but not what follows it."""
    pieces: list[str] = []
    unread = kept = 0
    for event, one in etree.iterwalk(element, events=("start", "end")):
        tag = one.tag if isinstance(one.tag, str) else ""
        if event == "start":
            unread += tag in UNREAD
            kept += tag == "pre"
            pieces.append("\n" if tag in BLOCKS or tag == "br" else " " if tag in CELLS else "")
            if not unread:
                pieces.append(plain(one.text, kept))
        else:
            unread -= tag in UNREAD
            kept -= tag == "pre"
            pieces.append("\n" if tag in BLOCKS else "")
            if not unread and one is not element:
                pieces.append(plain(one.tail, kept))
    lines = (RUN.sub(" ", line).strip() for line in "".join(pieces).split("\n"))
    return "\n".join(filter(None, lines))


def plain(text: str | None, kept: int) -> str:
    """Text with its blanks as HTML has them: one space, but in what is laid out already."""
    if not text:
        return ""
    return text.replace("\r\n", "\n") if kept else BLANK.sub(" ", text)
