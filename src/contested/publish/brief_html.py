"""A brief ready for print, in; one HTML file that stands by itself, out: black on white, A4, references as footnotes.

It asks for nothing: no script, no font, no picture. Its policy allows its own style sheet by its hash.
"""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Iterator

from contested.publish.brief_page import BriefPage
from contested.publish.records import number_references

STYLE = """
@page { size: A4; margin: 22mm 20mm; }
body { max-width: 38em; margin: 2em auto; padding: 0 1em; font: 12pt/1.45 Georgia, "Times New Roman", serif;
  color: #000; background: #fff; }
h1 { font-size: 20pt; line-height: 1.2; }
h2 { margin-top: 1.4em; font-size: 14pt; break-after: avoid; }
p { margin: 0.5em 0; orphans: 2; widows: 2; }
.banner { padding: 0.4em 0.8em; border: 2px solid #000; font-weight: bold; }
.note { font-style: italic; }
sup { line-height: 0; font-size: 8pt; }
a { color: #000; text-decoration: none; }
a[href^="http"] { text-decoration: underline; overflow-wrap: anywhere; }
ol { padding-left: 2.4em; font-size: 9pt; line-height: 1.35; }
li { margin: 0.25em 0; break-inside: avoid; }
"""


def brief_html(page: BriefPage) -> str:
    """The whole file. Whatever came from a report is escaped; only http and https are linked."""
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    return "\n".join(write_lines(page, digest)) + "\n"


def write_lines(page: BriefPage, digest: str) -> Iterator[str]:
    title = html.escape(page.title)
    yield f'<!doctype html>\n<html lang="{html.escape(page.language)}">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    policy = f"default-src 'none'; style-src 'sha256-{digest}'"
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>"
    if page.banner:
        yield f'<p class="banner">{html.escape(page.banner)}</p>'
    yield from (f'<p class="note">{html.escape(note)}</p>' for note in page.notes)
    numbers, linked = number_references(page.sections), set[int]()
    for section in page.sections:
        yield f"<h2>{html.escape(section.title)}</h2>"
        for sentence in section.sentences:
            marks = [write_mark(numbers[one], linked) for one in sentence.claim_ids]
            yield f"<p>{html.escape(sentence.text)}{''.join(marks)}</p>"
    if page.references:
        yield f"<h2>{html.escape(page.references_title)}</h2>\n<ol>"
        for number, reference in enumerate(page.references, 1):
            link = (
                f' <a href="{html.escape(reference.url)}" rel="noopener noreferrer">{html.escape(reference.url)}</a>'
                if reference.url
                else ""
            )
            yield f'<li id="ref-{number}">{html.escape(reference.text)}{link} <a href="#use-{number}">↑</a></li>'
        yield "</ol>"
    yield "</main>\n</body>\n</html>"


def write_mark(number: int, linked: set[int]) -> str:
    """The number of a reference; the first of each is what the reference leads back to."""
    anchor = "" if number in linked else f' id="use-{number}"'
    linked.add(number)
    return f'<sup{anchor}> <a href="#ref-{number}">{number}</a></sup>'
