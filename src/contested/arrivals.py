"""A ledger and the ids of reports new in it, in; what these repeat of reports recorded before them, out.

An index of the ledger's reports is kept in the user's cache and takes up what it lacks, so that one more report costs no
pass over all. It can be made again from the ledger: one that is missing, damaged or of another order than that of
recording, or a cache that cannot be written, costs time and changes no answer.
"""

from __future__ import annotations

import fcntl
import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from contested.cache import sweep
from contested.desk import Desk
from contested.ledger import Ledger
from contested.model import Copy
from contested.trace.copies import CopyIndex, sort_copies

TRACE = Path(__file__).parent / "trace"
AT_ONCE = 5_000  # reports held in memory while the index takes them up
KINDS = ("revision", "whole", "passage")  # a report that repeats others in several ways is told by the first
NAMED = 3


class Repeated(NamedTuple):
    """So many new reports repeat others in one way: some of those by name, and of how many more."""

    kind: str
    reports: int
    names: tuple[str, ...]
    more: int


def find_arrivals(
    ledger: Ledger, new: Set[str], folder: Path, progress: Callable[[int], None] = lambda _: None
) -> tuple[Copy, ...]:
    """What the reports of these ids repeat of those recorded before them, sorted; `folder` is the index's."""
    if not new:
        return ()
    with holding(folder) as held:
        index, copies = catch_up(CopyIndex.open(folder), ledger, new, progress)
        if held:
            with suppress(OSError):
                index.save(folder)
            sweep(one for one in folder.parent.glob("copies-*") if one != folder)
    return copies


def catch_up(
    index: CopyIndex, ledger: Ledger, new: Set[str], progress: Callable[[int], None]
) -> tuple[CopyIndex, tuple[Copy, ...]]:
    """The index with all that the ledger has, and the copies among the new. Another process may have taken them up."""
    # Of one add all rows bear one moment, and two may share one: what is new comes last of it all the same.
    order = ledger.recorded_order(last=new)
    if index.ids != order[: len(index)]:
        index = CopyIndex()
    known = [report_id for report_id in order[: len(index)] if report_id in new]
    copies = [one for report in ledger.reports_of(known) for one in index.find(report)]
    lacking = order[len(index) :]
    for start in range(0, len(lacking), AT_ONCE):
        some = list(ledger.reports_of(lacking[start : start + AT_ONCE]))
        copies += [one for one in index.add_all(some) if one.report_id in new]
        progress(len(some))
    return index, sort_copies(copies)


def sum_up(copies: Iterable[Copy], new: Set[str], name_of: Callable[[str], str]) -> tuple[Repeated, ...]:
    """How many of the new reports repeat others in which way, each counted once, by what it has most of."""
    best: dict[str, Copy] = {}
    for one in copies:
        if one.report_id in new:
            best[one.report_id] = min(best.get(one.report_id, one), one, key=rank_copy)
    originals: dict[str, Counter[str]] = defaultdict(Counter)
    for one in best.values():
        originals[one.kind][one.original_id] += 1
    summed = []
    for kind in KINDS:
        if found := originals[kind]:
            first = sorted(found, key=lambda original: (-found[original], original))[:NAMED]
            names = tuple(sorted(set(map(name_of, first))))
            summed.append(Repeated(kind, found.total(), names, len(found) - len(first)))
    return tuple(summed)


def rank_copy(copy: Copy) -> tuple[int, float]:
    return KINDS.index(copy.kind), -copy.share


def folder_for(desk: Desk, cache: Path) -> Path:
    """Where a desk's index is kept, by the desk, its ledger and the rules that make the index."""
    whose = digest_of([str(desk.folder).encode(), str(desk.database).encode()])
    rules = digest_of(file.read_bytes() for file in sorted(TRACE.glob("*.py")))
    return cache / f"copies-{whose}-{rules}"


def digest_of(parts: Iterable[bytes]) -> str:
    """16 hex digits."""
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()[:16]


@contextmanager
def holding(folder: Path) -> Iterator[bool]:
    """Whether the folder is this process's to write: one at a time, and nobody waits. Whoever comes second reads it as it
    stands; what it does not keep the next one takes up."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("wb")
    except OSError:
        yield False
        return
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True
