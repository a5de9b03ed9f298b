"""Heads that are kept elsewhere, in; rows that say where, and whether the ledger still goes back to them, out."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select

from contested.ledger.connect import at_one_moment, writing
from contested.ledger.entries import enter
from contested.ledger.head_files import add_head, compare_heads, read_heads
from contested.ledger.heads import ANCHOR, Anchor, Head, HeadError, head_of, read_beginning, read_leaves
from contested.ledger.moments import check_moment
from contested.ledger.places import act_row, next_number
from contested.ledger.schema import anchors, entries
from contested.ledger.stamps import Stamp, StampError, check_stamp, digest_of, read_stamp
from contested.ledger.store import Store
from contested.ledger.tree import Hash, find_roots

if TYPE_CHECKING:
    from cryptography.x509 import Certificate


class Covered(Struct, frozen=True, kw_only=True):
    """What an anchor says of the ledger as it is: `wrong` why that is not what it was, `unchecked` why nobody can tell
    here; with neither, its first `size` entries are what they were."""

    kind: Literal["file", "rfc3161", "head"]
    size: int
    where: str
    moment: str | None
    wrong: str | None = None
    unchecked: str | None = None


class KeepsAnchors(Store):
    """Anchors. `recorded_at` is the caller's UTC moment."""

    def head(self) -> Head:
        """The head of the tree as it is. Raises HeadError where an entry is missing or damaged."""
        return self.head_and_leaves()[0]

    def head_and_leaves(self) -> tuple[Head, list[Hash]]:
        """The same, with the leaves."""
        with at_one_moment(self.engine) as connection, connection.begin():
            leaves = read_leaves(connection)
            return head_of(read_beginning(connection).ledger, leaves), leaves

    def anchor_in_file(self, file: Path, recorded_at: str) -> tuple[Head, bool]:
        """Write the head into a file of heads; the head, and whether it was not there yet. Raises HeadError where the
        ledger does not go back to what the file holds."""
        check_moment(recorded_at)
        head, leaves = self.head_and_leaves()
        last = max((one.size for one in self.anchors() if one.where == str(file.resolve())), default=0)
        if last and file.exists() and self.only_anchors_since(last):
            # Else each anchor, which is an entry too, would be news for the next.
            head = head_of(head.ledger, leaves, last)
        new = add_head(file, head, leaves, recorded_at)
        if new:
            self.add_anchor(
                Anchor(
                    kind="file",
                    size=head.size,
                    root=head.root,
                    where=str(file.resolve()),
                    moment=recorded_at,
                ),
                recorded_at,
            )
        return head, new

    def anchor_by_stamp(self, answer: bytes, where: str, recorded_at: str) -> tuple[Head, Stamp]:
        """Keep an authority's answer; the head that it stamped. Raises StampError where it is of no head of this ledger."""
        check_moment(recorded_at)
        stamp = read_stamp(answer)
        head, leaves = self.head_and_leaves()
        head = find_stamped(stamp, head, leaves)
        written = base64.b64encode(answer).decode()
        anchor = Anchor(
            kind="rfc3161",
            size=head.size,
            root=head.root,
            where=f"{where} ({stamp.signer})",
            moment=stamp.moment,
            answer=written,
        )
        self.add_anchor(anchor, recorded_at)
        return head, stamp

    def only_anchors_since(self, size: int) -> bool:
        """Whether all entries after the first `size` are of anchors."""
        others = select(entries.c.number).where(entries.c.number > size, entries.c.kind != anchors.name)
        with self.engine.connect() as connection:
            return connection.execute(others).first() is None

    def add_anchor(self, anchor: Anchor, recorded_at: str) -> None:
        """Enter an anchor; one that is held is not entered again."""
        with writing(self.engine) as connection, connection.begin():
            if anchor not in read_anchors(connection):
                enter(connection, anchors, [act_row(next_number(connection, anchors), anchor, recorded_at)])

    def anchors(self) -> tuple[Anchor, ...]:
        """All anchors, in their order."""
        with self.engine.connect() as connection:
            return tuple(read_anchors(connection))


def read_anchors(connection: Connection) -> list[Anchor]:
    rows = connection.execute(select(anchors.c.record).order_by(anchors.c.number)).scalars()
    return list(map(ANCHOR.decode, rows))


def find_stamped(stamp: Stamp, head: Head, leaves: Sequence[Hash]) -> Head:
    """The head that a stamp is of: the one there is, or the one there was when it was asked for."""
    if digest_of(head) == stamp.digest:
        return head
    for size, root in find_roots(leaves, range(1, len(leaves))).items():
        earlier = Head(ledger=head.ledger, size=size, root=root.hex())
        if digest_of(earlier) == stamp.digest:
            return earlier
    raise StampError("the timestamp is of no head of this ledger; ask with --request of this desk")


def find_covered(
    held: Sequence[Anchor],
    ledger: str,
    leaves: Sequence[Hash],
    authorities: list[Certificate],
    given: Path | Head | None = None,
) -> Iterator[Covered]:
    """What each anchor says of the ledger as it is; the newest of each place, and any that is not borne out."""
    if isinstance(given, Head):
        (wrong,) = compare_heads([given], leaves)
        yield Covered(kind="head", size=given.size, where="--head", moment=None, wrong=wrong)
    elif given is not None:
        yield from cover_by_file(given, ledger, leaves)
    newest: dict[tuple[str, str], Covered] = {}
    wrongs = compare_heads([Head(ledger=ledger, size=one.size, root=one.root) for one in held], leaves)
    files = {one.where for one in held if one.kind == "file"}
    for one, wrong in zip(held, wrongs, strict=True):
        if wrong:
            yield Covered(kind=one.kind, size=one.size, where=one.where, moment=one.moment, wrong=wrong)
        elif one.kind == "rfc3161":
            newest[one.kind, one.where] = cover_by_stamp(one, ledger, authorities)
    yield from newest.values()
    for where in sorted(files):
        if given is None or Path(where) != (given.resolve() if isinstance(given, Path) else None):
            yield from cover_by_row(Path(where), ledger, leaves, [one for one in held if one.where == where])


def cover_by_file(file: Path, ledger: str, leaves: Sequence[Hash]) -> Iterator[Covered]:
    """What a file of heads says: all that is not borne out, else the newest."""
    try:
        heads = read_heads(file, ledger)
    except HeadError as error:
        yield Covered(kind="file", size=0, where=str(file), moment=None, wrong=str(error))
        return
    if not heads:
        why = f"holds no head of this ledger ({ledger})"
        yield Covered(kind="file", size=0, where=str(file), moment=None, wrong=why)
        return
    wrongs = compare_heads([one.head for one in heads], leaves)
    found = [
        Covered(kind="file", size=one.size, where=str(file), moment=one.moment, wrong=wrong)
        for one, wrong in zip(heads, wrongs, strict=True)
    ]
    yield from [one for one in found if one.wrong] or found[-1:]


def cover_by_row(
    file: Path, ledger: str, leaves: Sequence[Hash], rows: Sequence[Anchor]
) -> Iterator[Covered]:
    """What the file says that anchors name. Their rows alone are no evidence: who can write here can write those too."""
    if file.is_file():
        yield from cover_by_file(file, ledger, leaves)
        return
    last = rows[-1]
    why = "the file is not here; give a copy of it with --head"
    yield Covered(kind="file", size=last.size, where=str(file), moment=last.moment, unchecked=why)


def cover_by_stamp(one: Anchor, ledger: str, authorities: list[Certificate]) -> Covered:
    """What a timestamp says of the head that its row names."""
    covered = Covered(kind="rfc3161", size=one.size, where=one.where, moment=one.moment)
    head = Head(ledger=ledger, size=one.size, root=one.root)
    try:
        answer = base64.b64decode(one.answer or "", validate=True)
        if not authorities:
            if read_stamp(answer).digest != digest_of(head):
                return msgspec.structs.replace(covered, wrong="its timestamp is of something else")
            why = "its signature is not checked; give the authority's certificates with --ca"
            return msgspec.structs.replace(covered, unchecked=why)
        check_stamp(answer, head, authorities)
        if read_stamp(answer).moment != one.moment:
            return msgspec.structs.replace(covered, wrong="its timestamp is of another moment")
    except StampError as error:
        missing = "contested[anchor]" in str(error)
        return msgspec.structs.replace(covered, **{"unchecked" if missing else "wrong": str(error)})
    except ValueError as error:
        return msgspec.structs.replace(covered, wrong=f"its answer cannot be read: {error}")
    return covered
