"""An open ledger, in; its head (how many entries, and the root over them), out; and the same as a person writes it down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select

from contested.errors import ContestedError
from contested.ledger.entries import leaf_of
from contested.ledger.schema import beginnings, entries
from contested.ledger.tree import Hash, find_root

WRITTEN = re.compile(r"(\d{1,12}):([0-9a-f]{64})")


class HeadError(ContestedError):
    """A head that is none, or that the ledger does not go back to."""


class Head(Struct, frozen=True, kw_only=True):
    """A ledger as of its first `size` entries. `ledger` is the id that it was given when its entries began."""

    ledger: str
    size: int
    root: str

    def __str__(self) -> str:
        return f"{self.size}:{self.root}"

    def message(self) -> bytes:
        """The bytes that are stamped: the record as canonical JSON, and a line break."""
        return msgspec.json.encode(self, order="sorted") + b"\n"


class Beginning(Struct, frozen=True, kw_only=True):
    """Which ledger it is, and how many rows it held already when its entries began."""

    ledger: str
    rows: int


class Anchor(Struct, frozen=True, kw_only=True):
    """A head that was anchored: `where` is the file that holds it, or the authority that stamped it, `moment` when by the
    desk's clock or the authority's; `answer` is the authority's, in base64."""

    kind: Literal["file", "rfc3161"]
    size: int
    root: str
    where: str
    moment: str
    answer: str | None = None


ANCHOR = msgspec.json.Decoder(Anchor)


def read_beginning(connection: Connection) -> Beginning:
    """What the ledger says of its beginning. Raises HeadError where that is gone."""
    record = connection.execute(select(beginnings.c.record).order_by(beginnings.c.number)).scalar()
    try:
        return msgspec.json.decode(record or "", type=Beginning)
    except msgspec.DecodeError as error:
        raise HeadError(
            "the ledger's row of `beginnings` is missing or damaged; restore it from a backup"
        ) from error


def read_leaves(connection: Connection) -> list[Hash]:
    """The leaves in their order, made of their entries. Raises HeadError where one is missing or is not what it was."""
    leaves = []
    for number, row in enumerate(connection.execute(select(entries).order_by(entries.c.number)), 1):
        leaf = leaf_of(*row[:-1])
        if row.number != number or leaf.hex() != row.leaf:
            raise HeadError(f"entry {number} is missing or was changed; see: contested verify")
        leaves.append(leaf)
    return leaves


def head_of(ledger: str, leaves: Sequence[Hash], size: int | None = None) -> Head:
    """The head over the first `size` leaves, or all."""
    size = len(leaves) if size is None else size
    return Head(ledger=ledger, size=size, root=find_root(leaves[:size]).hex())


def read_written(text: str, ledger: str) -> Head:
    """A head as it is printed, `SIZE:ROOT`. Raises HeadError where it is none."""
    written = WRITTEN.fullmatch(text.strip())
    if written is None:
        raise HeadError(f"{text!r} is no head; write SIZE:ROOT as verify prints it, or a file of heads")
    return Head(ledger=ledger, size=int(written[1]), root=written[2])
