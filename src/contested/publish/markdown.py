"""A brief's sections, in; one Markdown text with its references as footnotes, out."""

from __future__ import annotations

import re

from contested.publish.brief_page import BriefPage
from contested.publish.records import number_references

MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
# What would start a list of its own at the head of a line.
LIST_MARK = re.compile(r"^(\d*)([-+.])")


def brief_markdown(page: BriefPage) -> str:
    """The brief as Markdown: title, banner where the reports are composed, sections, footnotes.

    A footnote gives the publisher, the day, the evidence sentence and the report's address (http and https only).
    Whatever came from a report is escaped.
    """
    numbers = number_references(page.sections)
    lines = ["# " + escape_markdown(page.title), ""]
    lines += [f"> **{page.banner}**", ""] if page.banner else []
    lines += [f"> {note}" for note in page.notes] + [""] * bool(page.notes)
    for section in page.sections:
        lines += [f"## {section.title}", ""]
        for sentence in section.sentences:
            marks = "".join(f"[^{numbers[one]}]" for one in sentence.claim_ids)
            lines.append("- " + escape_markdown(sentence.text) + marks)
        lines.append("")
    for number, reference in enumerate(page.references, 1):
        link = f" <{reference.url}>" if reference.url else ""
        lines.append(f"[^{number}]: {escape_markdown(reference.text)}{link}")
    return "\n".join(lines).rstrip() + "\n"


def escape_markdown(text: str) -> str:
    """Report text as plain text of a list item: no markup, no HTML, no nested list."""
    return LIST_MARK.sub(r"\1\\\2", MARKUP.sub(r"\\\1", text))
