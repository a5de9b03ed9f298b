"""The pages of a PDF as lines, in; its paragraphs, a line each, and what its pages say of themselves, out.

A PDF keeps lines and no paragraphs. A new one begins where the line before broke though the next word had found room, where
letters are of another size, after a gap, at an indent and at a bullet. What stands at the same edge of several pages, page
numbers apart, is no text of the report; an address there is that of a page that a browser printed.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import groupby, pairwise
from statistics import median

from msgspec import Struct

from contested.ingest.hyphens import HYPHENS, mend_hyphens
from contested.ingest.pdf_lines import PdfLine, PdfPage

EDGE = 3  # lines at the head and at the foot of a page that can be of every page
OFTEN = 0.4  # share of the pages that repeat one: left and right pages may differ
SAME_SIZE = 0.12  # letters are of one size, give or take
LARGER = 1.15  # a heading is so many times as large as the text
GAP = 1.35  # times the common distance between lines
INDENT = 0.8  # of the size of letters
MARGIN = 0.5  # of the size of a letter, by which the width of a word can be guessed wrong
APART = 1.6  # sizes of letters between what stands on every page and the text; its own lines are nearer
SAME_HEIGHT = 3.0  # points
BULLET = re.compile(r"[•▪◦‣∙●■□]\s")
PRINTED = re.compile(r"(?P<url>https?://\S+)(?:\s+\d{1,4}\s*/\s*\d{1,4})?")
# What a browser prints at the head of a page: when, and beside it the title. "14.11.2024, 10:00", "11/14/24, 10:00 AM".
STAMP = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d{2}\b")
STRIPE = 30.0  # points: an indent is less, the step from column to column more
DIGITS = re.compile(r"\d+")


class Placed(Struct, frozen=True):
    """A line with its page and with the ends of the column that it stands in."""

    page: int
    line: PdfLine
    left: float
    right: float


class PdfText(Struct, frozen=True):
    """The paragraphs, the address that a browser printed on the pages, and the words set largest at the head."""

    paragraphs: list[str]
    url: str | None
    heading: str | None


def read_text(pages: Sequence[PdfPage]) -> PdfText:
    """The words of some pages."""
    edges = [find_edges(page.lines) for page in pages]
    printed = find_printed(edges)
    frames = [find_frame(head, foot, printed) for head, foot in edges]
    repeated = find_repeated(edges)
    running = [frame | find_running(page.lines, repeated) for page, frame in zip(pages, frames, strict=True)]
    # Pages that are alike to the last line are no frame around nothing.
    empty = all(cut.issuperset(page.lines) for page, cut in zip(pages, running, strict=True))
    placed = [
        one
        for number, page in enumerate(pages)
        for one in place(
            number, [line for line in page.lines if line not in (frames if empty else running)[number]]
        )
    ]
    paragraphs = join_lines(placed, measure_pitch(placed))
    return PdfText(
        paragraphs=mend_hyphens(paragraphs),
        url=printed,
        heading=find_heading(placed),
    )


@cache
def page_number() -> re.Pattern[str]:
    """A line that is the number of a page."""
    table = tomllib.loads(resources.files("contested.ingest").joinpath("pdf.toml").read_text("utf-8"))
    page, of = ("|".join(table[key]) for key in ("page", "of"))
    return re.compile(
        rf"[\W_]*(?:(?:{page})\.?\s*)?(?:\d{{1,4}}|[ivxl]{{1,6}})(?:\s*(?:/|\b(?:{of})\b)\s*\d{{1,4}})?[\W_]*",
        re.IGNORECASE,
    )


def find_edges(lines: Sequence[PdfLine]) -> tuple[list[PdfLine], list[PdfLine]]:
    """The lines at the head of a page and those at its foot, outermost first."""
    by_height = sorted(lines, key=lambda line: -line.base)
    return by_height[:EDGE], by_height[::-1][:EDGE]


def find_repeated(edges: Sequence[tuple[list[PdfLine], list[PdfLine]]]) -> set[tuple[str, int]]:
    """What stands at one height at the head or foot of several pages, whatever its figures."""
    often = Counter(key for head, foot in edges for key in {key_of(line) for line in (*head, *foot)})
    return {key for key, count in often.items() if count >= max(2, OFTEN * len(edges))}


def key_of(line: PdfLine) -> tuple[str, int]:
    return DIGITS.sub("#", " ".join(line.text.casefold().split())), round(line.base / SAME_HEIGHT)


def find_running(lines: Sequence[PdfLine], repeated: set[tuple[str, int]]) -> set[PdfLine]:
    """The lines of a page that other pages have too, from either edge inwards, and that stand apart from its text."""
    by_height = sorted(lines, key=lambda line: -line.base)
    running: set[PdfLine] = set()
    for inwards in (by_height, by_height[::-1]):
        for number, line in enumerate(inwards[:EDGE]):
            if key_of(line) not in repeated:
                break
            if number + 1 == len(inwards) or abs(line.base - inwards[number + 1].base) > APART * line.size:
                running.update(inwards[: number + 1])
    return running


def find_frame(head: Sequence[PdfLine], foot: Sequence[PdfLine], printed: str | None) -> set[PdfLine]:
    """The number of a page, and what a browser printed around it."""
    frame = {line for line in (*head[:1], *foot[:1]) if page_number().fullmatch(line.text)}
    if printed:
        stamps = [line.base for line in head if STAMP.match(line.text)]
        frame |= {line for line in foot if printed in line.text}
        frame |= {line for line in head if any(abs(line.base - base) < SAME_HEIGHT for base in stamps)}
    return frame


def find_printed(edges: Sequence[tuple[list[PdfLine], list[PdfLine]]]) -> str | None:
    """The address that a browser printed at the foot of every page."""
    found = [
        {match["url"] for line in foot if (match := PRINTED.fullmatch(line.text))}
        for _, foot in edges
        if foot
    ]
    every = set.intersection(*found) if found else set()
    return every.pop() if len(every) == 1 else None


def place(page: int, lines: Sequence[PdfLine]) -> Iterator[Placed]:
    """The lines of a page, each with the ends of its column: those of lines of its size that begin about where it does."""
    ends: dict[tuple[int, int], tuple[float, float]] = {}
    for line in lines:
        left, right = ends.get(stripe_of(line), (line.left, line.right))
        ends[stripe_of(line)] = min(left, line.left), max(right, line.right)
    for line in lines:
        stripe, size = stripe_of(line)
        near = [ends[key] for key in ((stripe + step, size) for step in (-1, 0, 1)) if key in ends]
        yield Placed(page, line, min(left for left, _ in near), max(right for _, right in near))


def stripe_of(line: PdfLine) -> tuple[int, int]:
    """In which stripe of the page a line begins, and of what size it is."""
    return round(line.left / STRIPE), round(line.size)


def is_same_size(one: PdfLine, other: PdfLine) -> bool:
    return abs(one.size - other.size) <= SAME_SIZE * max(one.size, other.size)


def measure_pitch(placed: Sequence[Placed]) -> float:
    """The common distance of lines, in sizes of letters."""
    steps = [
        (one.line.base - other.line.base) / one.line.size
        for one, other in pairwise(placed)
        if follows(one, other) and one.line.size > 0
    ]
    return median(steps) if steps else GAP


def follows(one: Placed, other: Placed) -> bool:
    """Whether a line stands below another in its column."""
    overlap = min(one.line.right, other.line.right) - max(one.line.left, other.line.left)
    return one.page == other.page and one.line.base > other.line.base and overlap > 0


def join_lines(placed: Sequence[Placed], pitch: float) -> list[list[str]]:
    """The lines of each paragraph."""
    paragraphs: list[list[str]] = []
    for number, one in enumerate(placed):
        if number == 0 or begins_anew(placed[number - 1], one, pitch):
            paragraphs.append([])
        paragraphs[-1].append(one.line.text)
    return paragraphs


def begins_anew(before: Placed, one: Placed, pitch: float) -> bool:
    """Whether a paragraph begins with a line."""
    if not is_same_size(before.line, one.line) or BULLET.match(one.line.text):
        return True
    if follows(before, one) and before.line.base - one.line.base > GAP * pitch * before.line.size:
        return True
    if (
        one.line.left - one.left > INDENT * one.line.size
        and before.line.left - before.left <= INDENT * one.line.size
    ):
        return True
    return had_room(before, one)


def had_room(before: Placed, one: Placed) -> bool:
    """Whether a line broke though the first word of the next had found room in it."""
    word = one.line.text.split(maxsplit=1)[0]
    width = (one.line.right - one.line.left) / max(1, len(one.line.text))
    needed = (len(word) + 1) * width + MARGIN * one.line.size
    return before.right - before.line.right > needed and not before.line.text.endswith(HYPHENS)


def find_heading(placed: Sequence[Placed]) -> str | None:
    """The words that are set largest among the first lines, where they are larger than most of the text."""
    letters: Counter[float] = Counter()
    for one in placed:
        letters[one.line.size] += len(one.line.text)
    first = [one.line for one in placed[: 2 * EDGE] if one.page == placed[0].page]
    largest = max((line.size for line in first), default=0.0)
    if not letters or largest < LARGER * letters.most_common(1)[0][0]:
        return None
    run = next(list(group) for large, group in groupby(first, key=lambda line: line.size == largest) if large)
    return " ".join(line.text for line in run)
