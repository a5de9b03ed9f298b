"""A desk, in; whether its ledger and archive are what they were, by themselves and by heads that are kept elsewhere, out."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from contested.errors import ContestedError
from contested.ingest import clean_again
from contested.ledger.anchors import Covered, find_covered
from contested.ledger.heads import Head, read_written
from contested.ledger.stamps import read_authorities
from contested.ledger.verify import Problem
from contested.model import Takedown
from contested.pipeline import Workshop


class Integrity(Struct, frozen=True):
    """What a check found. `head` is null where the tree has none to speak of."""

    head: Head | None
    problems: tuple[Problem, ...]
    covered: tuple[Covered, ...]
    takedowns: tuple[Takedown, ...]


def check_desk(shop: Workshop, given: str | None = None, authorities: Path | None = None) -> Integrity:
    """Check a desk; `given` is a head as verify prints it, or a file of heads. Raises HeadError where it is neither."""
    certificates = read_authorities(authorities) if authorities else []
    with shop.ledger() as ledger:
        checked = ledger.check(clean_again)
        problems = list(checked.problems)
        if checked.head is None:
            return Integrity(None, tuple(problems), (), ())
        head = checked.head
        kept = read_given(given, head.ledger)
        try:
            held, takedowns = ledger.anchors(), ledger.takedowns()
        except ContestedError as error:
            held, takedowns = (), ()
            problems.append(Problem(None, "anchors", "", str(error)))
        covered = tuple(find_covered(held, head.ledger, checked.leaves, certificates, kept))
    # What a head kept elsewhere denies is the first thing to know: it says that records were made over.
    denied = [
        Problem(None, "head", f"{one.size}", f"{one.where}: {one.wrong}") for one in covered if one.wrong
    ]
    return Integrity(head, (*problems, *denied), covered, takedowns)


def read_given(given: str | None, ledger: str) -> Head | Path | None:
    """What was given as a head: the name of a file, or a head in writing."""
    if given is None:
        return None
    return Path(given) if Path(given).is_file() else read_written(given, ledger)
