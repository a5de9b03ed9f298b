"""The HTML of a message, in; its lines as they are seen, out: layout tables undone, what is hidden left out.

Newsletters are laid out in tables, which a reader of articles takes for menus; and whether something was handed on or
answered stands in lines that it leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html  # type: ignore[import-untyped]

from contested.ingest.decode import skip_declaration

# What a line ends before and after.
BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
UNSEEN = {
    "head",
    "script",
    "style",
    "title",
    "template",
    "noscript",
    "svg",
    "math",
    "object",
    "select",
    "textarea",
    "button",
}
HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|$)|"
    r"font-size\s*:\s*0(?:px)?\s*(?:;|$)|opacity\s*:\s*0\s*(?:;|$)",
    re.IGNORECASE,
)
BLANK = re.compile(r"[^\S\n]+")
# Fillers after the hidden first words, which mail programs show beside the subject.
FILLER = re.compile(r"[\u034f\u061c\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
QUOTE = "> "


def read_lines(markup: str) -> list[str]:
    """The lines of a message, those within what it quotes with "> " before them, as in plain text. Empty where there is
    nothing to read."""
    try:
        tree = html.document_fromstring(skip_declaration(markup))
    except (etree.ParserError, ValueError):
        return []
    text = "".join(write(tree))
    lines = (BLANK.sub(" ", FILLER.sub("", line)).strip() for line in text.split("\n"))
    return [line for line in lines if line and line != QUOTE.strip()]


def write(tree: html.HtmlElement) -> Iterator[str]:
    """The text of the tree in pieces. Walked without recursion: markup can be nested as deep as it is long."""
    quoted = unseen = kept = (
        0  # how many elements are open that quote, that hide what is in them, that keep its lines
    )
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        first = event == "start"
        if event in ("start", "end"):
            step = 1 if first else -1
            unseen += step * is_unseen(element)
            kept += step * (element.tag == "pre")
            quoted += step * is_quote(element)
        # What hides an element hides neither that a line ends after it nor what follows.
        if unseen:
            continue
        if event in ("start", "end") and (element.tag in BLOCKS or (first and element.tag == "br")):
            yield "\n" + QUOTE * (quoted > 0)
        text = (element.text if first else element.tail) or ""
        yield text.replace("\n", "\n" + QUOTE * (quoted > 0)) if kept else text.replace("\n", " ")


def is_unseen(element: html.HtmlElement) -> bool:
    if element.tag in UNSEEN or element.get("hidden") is not None:
        return True
    return element.tag not in ("body", "html") and HIDDEN.search(element.get("style", "")) is not None


def is_quote(element: html.HtmlElement) -> bool:
    """Whether a program put in the element what is answered: `<blockquote type="cite">`, Gmail's class."""
    return element.tag == "blockquote" and (
        element.get("type") == "cite" or "gmail_quote" in element.get("class", "").split()
    )
