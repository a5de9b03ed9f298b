"""Reports in, each after those that may be its original; what each repeats of an earlier one, out.

A copy may be retitled, truncated or in another page's furniture (a `whole` one), lift a `passage`, or be a later version
of the same page (a `revision`). Whether a claim in it is still the same claim (a copy can turn the sense) is for
`origins` to see.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from contested.model import Copy, Report
from contested.trace.candidates import find_candidates, find_furniture
from contested.trace.copy_files import read_files, write_files
from contested.trace.fingerprints import Prints, sort_prints
from contested.trace.judging import Judgement, judge_equal, judge_pair
from contested.trace.pages import FACTS, read_facts, same_address
from contested.trace.passages import Measured
from contested.trace.shelf import Shelf, join_shelves, read_many, span_words
from contested.trace.wording import Words

TAKEN_AT_ONCE = 10_000  # reports: what is worked out on the way to finding copies is let go after so many
LARGEST_JOINED = 40_000  # reports on a joined shelf: while two are joined, both and the new one are held
GROWTH = 2  # a shelf is joined with the one before it unless that is so many times as large


def find_copies(reports: Sequence[Report]) -> tuple[Copy, ...]:
    """All pairs of a report and one before it in `reports` that it repeats, sorted by their ids.

    A pair depends on nothing that comes after its copy.
    """
    return CopyIndex().add_all(reports)


class CopyIndex:
    """What has been read so far, for reports that arrive one by one."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.number_of: dict[str, int] = {}
        self.equals: dict[int, list[int]] = {}
        self.opened = 0  # so many were there when it was opened: looked through, not put into `equals`
        self.table = np.zeros(0, FACTS)
        self.shelves: list[Shelf] = []
        self.kept: list[Path] = []  # shelves as they stand on disk

    def __len__(self) -> int:
        return len(self.ids)

    def __contains__(self, report_id: object) -> bool:
        return report_id in self.number_of

    @classmethod
    def open(cls, folder: Path) -> CopyIndex:
        """The index kept in a folder; an empty one where there is none that is whole and that these rules made."""
        index = cls()
        kept = read_files(folder)
        if kept:
            index.ids, index.table, index.shelves, index.kept = kept
            index.number_of = dict(zip(index.ids, range(len(index)), strict=True))
            index.opened = len(index)
        return index

    def save(self, folder: Path) -> None:
        """Keep the index in a folder of its own; what was added since it was opened is all that is written. Raises
        OSError."""
        self.kept = write_files(folder, self.ids, self.table[: len(self)], self.shelves, self.kept)

    def add(self, report: Report) -> tuple[Copy, ...]:
        """Take up a report; what it repeats of those before it."""
        return self.add_all([report])

    def find(self, report: Report) -> tuple[Copy, ...]:
        """What a report repeats of those taken up; of those before it, where it is one of them."""
        words, prints = read_many([report.text])
        facts = read_table([report], words)
        limit = self.number_of.get(report.report_id, len(self))
        equal = self.find_equal(facts[0], size_of(words, 0), limit)
        if equal:
            return (self.record(report.report_id, words, 0, *equal),)
        facts["prints"] = len(prints.hashes)
        limits = np.array([limit], np.int32)
        return sort_copies(self.search([report.report_id], words, prints, limits, facts))

    def add_all(self, reports: Sequence[Report]) -> tuple[Copy, ...]:
        """Take up reports, each after those that may be its original; what they repeat."""
        new = list({one.report_id: one for one in reports if one.report_id not in self.number_of}.values())
        some = [new[start : start + TAKEN_AT_ONCE] for start in range(0, len(new), TAKEN_AT_ONCE)]
        return sort_copies(copy for batch in some for copy in self.take_up(batch))

    def take_up(self, new: Sequence[Report]) -> list[Copy]:
        """Take up reports that are not held, none twice; what they repeat."""
        first, ids = len(self), [report.report_id for report in new]
        words, prints = read_many([report.text for report in new])
        facts = self.extend(read_table(new, words))
        facts["root"] = np.arange(first, first + len(new))
        equals: dict[int, tuple[int, Judgement]] = {}
        for text, report_id in enumerate(ids):
            equal = self.find_equal(facts[text], size_of(words, text), first + text)
            self.ids.append(report_id)
            self.number_of[report_id] = first + text
            if equal:
                equals[text] = equal
            else:
                self.equals.setdefault(int(facts["digest"][text]), []).append(first + text)
        facts["fresh"] = True
        facts["fresh"][list(equals)] = False
        prints = prints.only(facts["fresh"][prints.reports])
        facts["prints"] = np.bincount(prints.reports, minlength=len(new))
        numbered = Prints(prints.hashes, prints.reports + np.int32(first), prints.rows)
        self.shelves.append(Shelf(first, words, sort_prints(numbered)))
        limits = np.arange(first, first + len(new), dtype=np.int32)
        copies = [self.record(ids[text], words, text, *equal) for text, equal in equals.items()]
        copies += self.search(ids, words, prints, limits, facts)
        while len(self.shelves) > 1 and are_small(*self.shelves[-2:]):
            self.shelves[-2:] = [join_shelves(*self.shelves[-2:])]
        return copies

    def extend(self, facts: NDArray[np.void]) -> NDArray[np.void]:
        """Room in the table for more reports, filled with their facts."""
        first, last = len(self), len(self) + len(facts)
        if last > len(self.table):
            table = np.zeros(max(last, 2 * first), FACTS)
            table[:first] = self.table[:first]
            self.table = table
        self.table[first:last] = facts
        return self.table[first:last]

    def find_equal(self, facts: np.void, size: int, limit: int) -> tuple[int, Judgement] | None:
        """The first report before `limit` that a text of `size` words equals, where that makes it a copy."""
        if not size:
            return None
        before: list[int] = []
        if self.opened:
            opened = self.table[: self.opened]
            before = np.flatnonzero((opened["digest"] == facts["digest"]) & opened["fresh"]).tolist()
        for number in (*before, *self.equals.get(int(facts["digest"]), ())):
            judged = judge_equal(facts, self.table[number], size) if number < limit else None
            if judged:
                return number, judged
        return None

    def search(
        self,
        ids: Sequence[str],
        words: Words,
        prints: Prints,
        limits: NDArray[np.int32],
        facts: NDArray[np.void],
    ) -> Iterator[Copy]:
        """The copies among texts, each of reports numbered under its limit."""
        for found in find_candidates(self.shelves, words, prints, limits, facts, self.table):
            start, end = words.bounds[found.text : found.text + 2]
            numbers = words.numbers[start:end]
            measured, one = Measured(numbers), facts[found.text]
            furniture = find_furniture(found, len(numbers), self.table)
            # Fingerprints shared with a report already found, by what that nearly is.
            most: dict[int, int] = {}
            # The first that has its address is compared too: a page may be a copy, and have an earlier version.
            revised = False
            for number, shared in zip(found.numbers, found.shared, strict=True):
                root = int(self.table["root"][number])
                version = not revised and same_address(one, self.table[number])
                if shared <= most.get(root, 0) and not version:
                    continue  # it repeats that one no less
                original = self.shelf_of(number).words_of(number)
                judged = judge_pair(
                    one, self.table[number], (numbers, original), measured.agree(original), furniture
                )
                if judged:
                    most[root] = max(shared, most.get(root, 0))
                    revised |= version
                    if judged.nearly and one["root"] == limits[found.text]:
                        one["root"] = root
                    yield self.record(ids[found.text], words, found.text, number, judged)

    def record(self, report_id: str, words: Words, text: int, number: int, judged: Judgement) -> Copy:
        """A judgement with its passages in characters."""
        shelf = self.shelf_of(number)
        return Copy(
            report_id=report_id,
            original_id=self.ids[number],
            kind=judged.kind,
            share=round(judged.share, 2),
            passages=tuple(
                span_words(words, text, one.start, one.end)
                + span_words(shelf.words, number - shelf.first, one.other, one.other_end)
                for one in judged.passages
            ),
        )

    def shelf_of(self, number: int) -> Shelf:
        """The shelf on which a report stands."""
        return next(shelf for shelf in reversed(self.shelves) if shelf.first <= number)


def are_small(one: Shelf, other: Shelf) -> bool:
    """Whether two shelves should be one: of like size, and not so large that joining them takes much memory."""
    return len(one) < GROWTH * len(other) and len(one) + len(other) <= LARGEST_JOINED


def size_of(words: Words, text: int) -> int:
    """How many words a text has."""
    return int(words.bounds[text + 1] - words.bounds[text])


def read_table(reports: Sequence[Report], words: Words) -> NDArray[np.void]:
    """The facts of reports, but for their roots and fingerprints."""
    table = np.zeros(len(reports), FACTS)
    for text, report in enumerate(reports):
        start, end = words.bounds[text : text + 2]
        digest = blake2b(words.numbers[start:end].tobytes(), digest_size=8).digest()
        table[text] = (*read_facts(report), int.from_bytes(digest, "little"), 0, 0, True)
    return table


def sort_copies(copies: Iterable[Copy]) -> tuple[Copy, ...]:
    return tuple(sorted(copies, key=lambda one: (one.report_id, one.original_id)))
