"""A brief's sections, in; one Markdown text with numbered references, out."""

from __future__ import annotations

import re

from contested.model import Account, Claim, Day
from contested.publish.records import BriefText
from contested.publish.words import Words, clean, load_words, say_day, say_published
from contested.theatres import Theatre

MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
# What would start a list of its own at the head of a line.
LIST_MARK = re.compile(r"^(\d*)([-+.])")
LINK = re.compile(r"https?://[^\s<>\"`\\]+")


def brief_markdown(
    sections: BriefText, account: Account, theatre: Theatre, on: Day, synthetic: bool, language: str = "en"
) -> str:
    """The brief as Markdown: title, banner where the reports are composed, sections, numbered references.

    A reference gives the publisher, the day, the evidence sentence and the report's address (http and
    https only). Whatever came from a report is escaped.
    """
    words = load_words(theatre, language)
    forms = words.wording.brief
    claims = {one.claim_id: one for one in account.claims}
    urls = {one.report_id: one.url for one in account.reports}
    numbers: dict[str, int] = {}
    lines = ["# " + forms["title"].format(day=say_day(on, words)), ""]
    if synthetic:
        lines += [f"> **{forms['synthetic']}**", ""]
    for section in sections:
        lines += [f"## {section.title}", ""]
        for sentence in section.sentences:
            marks = [numbers.setdefault(one, len(numbers) + 1) for one in sentence.claim_ids]
            lines.append("- " + escape_markdown(sentence.text) + "".join(f" [{mark}]" for mark in marks))
        lines.append("")
    if numbers:
        lines += [f"## {forms['references']}", ""]
        lines += [
            f"{number}. {write_reference(claims[claim_id], urls.get(claims[claim_id].report_id), words)}"
            for claim_id, number in numbers.items()
        ]
    return "\n".join(lines).rstrip() + "\n"


def write_reference(claim: Claim, url: str | None, words: Words) -> str:
    forms = words.wording.brief
    text = forms["reference"].format(
        publisher=clean(claim.publisher or "") or forms["no_publisher"],
        day=say_published(claim, words),
        quote=clean(claim.text),
    )
    link = f" <{url}>" if url and LINK.fullmatch(url) else ""
    return escape_markdown(text) + link


def escape_markdown(text: str) -> str:
    """Report text as plain text of a list item: no markup, no HTML, no nested list."""
    return LIST_MARK.sub(r"\1\\\2", MARKUP.sub(r"\\\1", text))
