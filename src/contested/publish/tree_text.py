"""An origin's tree, in; lines for a terminal, out, with box lines down the side and folded to a width."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from msgspec import Struct

from contested.model import Origin
from contested.publish.tree import Branch, Fold, Step, Tree
from contested.publish.tree_words import (
    add_remarks,
    say_drifts,
    say_fate,
    say_fold,
    say_further,
    say_how,
    say_known,
    say_origin,
    say_root,
    say_telling,
    say_who,
)
from contested.publish.words import Words, say_quoted

# Of a longer way only its ends are shown.
LONGEST_WAY = 8
ENDS = 3
# However narrow the screen, so much room is left for words.
LEAST_WIDTH = 24


class Line(Struct, frozen=True):
    """A line of text, what stands before it, and before its further lines where it is folded."""

    text: str
    before: str = ""
    further: str = ""


def draw_tree(tree: Tree, words: Words, quoted: str, indent: str = "") -> Iterator[Line]:
    """The origin, then a branch for each telling: who, how, in which words, and what changed. The words of the claim
    `quoted` are not said again."""
    head, *lines = (
        [say_origin(tree.origin, words)] if tree.own is None else list_lines(tree.own, words, quoted)
    )
    rest = indent + ("│  " if tree.branches else "  ")
    yield Line(add_remarks(head, say_fate(tree.origin, words), words), indent, rest)
    for text in lines:
        yield Line(text, rest, rest + "  ")
    yield from draw_branches(tree.branches, words, quoted, indent)


def draw_branches(branches: Sequence[Branch], words: Words, quoted: str, indent: str) -> Iterator[Line]:
    for number, branch in enumerate(branches, 1):
        last = number == len(branches)
        fork, trunk = ("└─ ", "   ") if last else ("├─ ", "│  ")
        below = () if isinstance(branch, Fold) else branch.branches
        rest = indent + trunk + ("│  " if below else "   ")
        head, *lines = list_lines(branch, words, quoted)
        yield Line(head, indent + fork, rest)
        for text in lines:
            yield Line(text, rest, rest + "  ")
        yield from draw_branches(below, words, quoted, indent + trunk)


def list_lines(branch: Branch, words: Words, quoted: str) -> list[str]:
    """The lines of one branch, the first of which says who and how."""
    if isinstance(branch, Fold):
        return [say_fold(branch, words)]
    said = say_known(branch, quoted, words) or say_quoted(branch.claim.text, words)
    drifts = say_drifts(branch.taken.link.drift, words) if branch.taken else []
    further = say_further(branch, words)
    return [say_telling(branch, words), said, *drifts, *([further] if further else [])]


def draw_way(way: Sequence[Step], origin: Origin, words: Words) -> Iterator[Line]:
    """A line for each step from a claim to its origin, and under it what changed there."""
    forms = words.wording.tree
    yield Line(forms["way"])
    ends = {*range(LONGEST_WAY - ENDS), *range(len(way) - ENDS, len(way))}
    before = ""
    for number, step in enumerate(way):
        if number in ends:
            beside, before = step.claim.report_id == before, step.claim.report_id
            who = say_who(step.claim, step.taken, words, beside)
            said = forms["told"].format(who=who, how=say_how(step.taken, words))
            if number:
                said = forms["quoting"].format(said=said, quote=say_quoted(step.claim.text, words))
            yield Line(said, "  ", "    ")
            for drift in say_drifts(step.taken.link.drift, words) if step.taken else ():
                yield Line(drift, "    ", "      ")
        elif number - 1 in ends:
            yield Line(forms["steps"].format(number=len(way) - len(ends)), "  ", "  ")
    yield Line(say_root(origin, words), "  ", "    ")


def fold_lines(lines: Sequence[Line], width: int | None) -> str:
    """The lines as text, each folded between words to at most `width` columns; null leaves them whole."""
    return "\n".join(text for line in lines for text in fold_line(line, width))


def fold_line(line: Line, width: int | None) -> Iterator[str]:
    before, at = line.before, ""
    for word in line.text.split(" ") if width else [line.text]:
        room = max(LEAST_WIDTH, (width or 0) - len(before))
        if at and count_columns(f"{at} {word}") > room:
            yield before + at
            before, at = line.further, word
        else:
            at = f"{at} {word}" if at else word
    yield before + at


def count_columns(text: str) -> int:
    """Columns that a terminal gives to a text: two to a wide letter, none to a mark on the one before."""
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )
