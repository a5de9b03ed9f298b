"""An origin with its claims and links, in; its tree, out: who has the word from whom, and what each made of it.

What says the same in the same way is folded. The sentences of one report are one telling; of many like tellings a few
are shown and the others counted, so that ten thousand copies make a tree no longer than ten do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from contested.model import INFERRED, Claim, Drift, Link, LinkKind, Origin

# Of the tellings under one other so many are shown, by depth; deeper ones are only counted.
SHOWN = (6, 3, 1, 1, 1)
# Of copies that change nothing and that nobody took anything from, one is as good as the next.
PLAIN_SHOWN = 1
NAMES = 3  # of those that are folded
MOST_CHANGES = 3  # told of the further sentences of one report


class Taken(Struct, frozen=True):
    """How a claim came by its word: its link, the claim that it was taken from where the desk holds that, and whether
    the origin has no name."""

    link: Link
    parent: Claim | None
    nameless: bool


class Telling(Struct, frozen=True, kw_only=True):
    """One report that carries the origin's word, in its sentence that is nearest to it; `taken` is null of the origin's
    own wording. `sentences` more say so in the same way; `changes` are what those changed beyond this one. `first`: the
    desk has no earlier report of it. `beside`: it stands in the very report that it is taken from."""

    claim: Claim
    taken: Taken | None
    first: bool = False
    beside: bool = False
    sentences: int = 0
    changes: tuple[Drift, ...] = ()
    branches: tuple[Branch, ...] = ()


class Fold(Struct, frozen=True, kw_only=True):
    """So many reports that have the word in the same way from the same one, and the first few of their tellers; `others`
    are the tellers that are not named, `beyond` the reports that have it from these."""

    taken: Taken
    reports: int
    tellers: tuple[Claim, ...]
    others: int
    beyond: int
    first: bool


Branch = Telling | Fold


class Tree(Struct, frozen=True, kw_only=True):
    """An origin, its own wording where the desk holds its report, and all who have its word from there."""

    origin: Origin
    own: Telling | None
    branches: tuple[Branch, ...]


class Step(Struct, frozen=True):
    """A claim on the way to its origin, and how it came by its word."""

    claim: Claim
    taken: Taken | None


def grow_tree(origin: Origin, claims: Mapping[str, Claim]) -> Tree:
    """The tree of one origin; `claims` are all of the account, by id."""
    return Grower(origin, claims).tree()


def find_way(claim_id: str, origin: Origin, claims: Mapping[str, Claim]) -> list[Step]:
    """The claim, the one that it was taken from, and so on to the last that the desk holds."""
    grower = Grower(origin, claims)
    return [Step(claims[one], grower.describe(one)) for one in grower.way(claim_id)]


def is_held(origin: Origin) -> bool:
    """Whether the desk holds a report in which the origin says so itself: a claim that needs no link."""
    return bool({*origin.claims} - {link.claim_id for link in origin.links})


class Grower:
    """The claims of one origin by the claim that each was taken from; null stands for the origin itself."""

    def __init__(self, origin: Origin, claims: Mapping[str, Claim]) -> None:
        self.origin, self.claims = origin, claims
        self.links = {link.claim_id: link for link in origin.links}
        self.order = {one: number for number, one in enumerate(origin.claims) if one in claims}
        self.own = next((one for one in self.order if one not in self.links), None)
        self.parent = self.find_parents()
        self.taken: dict[str | None, list[str]] = defaultdict(list)
        for one in self.order:
            if one != self.own:
                self.taken[self.parent[one]].append(one)
        self.sizes = self.count_below()
        self.early = set(self.way(origin.first)) if origin.first in self.order else set()
        self.first_report = claims[origin.first].report_id if self.early else ""

    def find_parents(self) -> dict[str, str | None]:
        """What each claim was taken from; what was taken from the own wording was taken from the origin, and so was a
        claim that would lead back to itself."""
        parent: dict[str, str | None] = {}
        for one in self.order:
            link = self.links.get(one)
            to = link.to if link else None
            parent[one] = to if to in self.order and to not in (one, self.own) else None
        rooted = set[str]()
        for one in self.order:
            at, path = one, {one}
            while (to := parent[at]) is not None and to not in rooted:
                if to in path:
                    parent[at] = None
                    break
                at = to
                path.add(at)
            rooted.update(path)
        return parent

    def way(self, claim_id: str) -> Iterator[str]:
        """The claim and those above it, nearest first; the own wording is the last where there is one."""
        at: str | None = claim_id
        last = claim_id
        while at is not None:
            last = at
            yield at
            at = self.parent[at]
        if self.own is not None and last != self.own:
            link = self.links[last]
            if link.to == self.own:
                yield self.own

    def count_below(self) -> dict[str, int]:
        """How many claims were taken from each, and from those, and so on."""
        below = dict.fromkeys(self.order, 0)
        level, levels = list(self.taken[None]), []
        while level:
            levels.append(level)
            level = [child for one in level for child in self.taken[one]]
        for level in reversed(levels):
            for one in level:
                below[one] = sum(1 + below[child] for child in self.taken[one])
        return below

    def tree(self) -> Tree:
        taken = self.taken[None]
        if self.own is None:
            return Tree(origin=self.origin, own=None, branches=self.grow(taken, 0))
        report_id = self.claims[self.own].report_id
        again = [
            one
            for one in taken
            if self.claims[one].report_id == report_id and self.links[one].kind == "again"
        ]
        beside = set(again)
        further = [one for one in taken if one not in beside] + self.list_below(again)
        own = self.tell([self.own, *again])
        return Tree(origin=self.origin, own=own, branches=self.grow(further, 0))

    def grow(self, taken: Sequence[str], depth: int) -> tuple[Branch, ...]:
        """The tellings among these claims: the origin's own first, then by day, and last those that are folded."""
        shown, rest = self.choose_shown(self.collect(taken), depth)
        tellings = [
            self.tell(members, self.grow(self.list_below(members), depth + 1))
            for members in sorted(shown, key=self.place)
        ]
        return (*tellings, *(self.fold(alike) for alike in rest))

    def choose_shown(
        self, tellings: Iterable[list[str]], depth: int
    ) -> tuple[list[list[str]], list[list[list[str]]]]:
        """The tellings to be shown each by itself, and the others in groups of those that are alike."""
        room, plain_room = (SHOWN[depth], PLAIN_SHOWN) if depth < len(SHOWN) else (0, 0)
        shown: list[list[str]] = []
        alike: dict[tuple[LinkKind, str], list[list[str]]] = defaultdict(list)
        for members in sorted(tellings, key=self.rate):
            plain = self.is_plain(members)
            if len(shown) < room and (not plain or plain_room):
                shown.append(members)
                plain_room -= plain
            else:
                link = self.links[members[0]]
                alike[link.kind, link.name].append(members)
        rest = []
        for group in alike.values():
            group.sort(key=lambda members: self.order[members[0]])
            if len(group) == 1 and room:
                shown += group  # a fold of one would save nothing
            else:
                rest.append(group)
        return shown, rest

    def collect(self, taken: Iterable[str]) -> list[list[str]]:
        """The claims by report, by the way in which they have the word and by whom they name for it."""
        tellings: dict[tuple[str, LinkKind, str], list[str]] = defaultdict(list)
        for one in sorted(taken, key=self.order.__getitem__):
            claim, link = self.claims[one], self.links[one]
            voice = claim.voices[-1].name if claim.voices and link.kind in INFERRED else ""
            tellings[claim.report_id, link.kind, voice].append(one)
        return list(tellings.values())

    def list_below(self, members: Iterable[str]) -> list[str]:
        return [child for one in members for child in self.taken[one]]

    def rate(self, members: Sequence[str]) -> tuple[bool, int, bool, int]:
        """What is shown before others: the earliest, what much was taken from, and what changed something."""
        return (
            not self.early.intersection(members),
            -sum(self.sizes[one] for one in members),
            not self.links[members[0]].drift,
            self.order[members[0]],
        )

    def is_plain(self, members: Sequence[str]) -> bool:
        """Whether it is a copy that changes nothing, and that nothing was taken from."""
        return not any(
            self.links[one].kind != "copies" or self.links[one].drift or self.sizes[one] or one in self.early
            for one in members
        )

    def place(self, members: Sequence[str]) -> tuple[bool, str, int]:
        link, claim = self.links[members[0]], self.claims[members[0]]
        return link.kind not in ("again", "revises"), claim.published or "9999", self.order[members[0]]

    def tell(self, members: Sequence[str], branches: tuple[Branch, ...] = ()) -> Telling:
        nearest, *others = members
        link = self.links.get(nearest)
        told = link.drift if link else ()
        beside = self.is_beside(nearest)
        changes = dict.fromkeys(
            drift
            for one in others
            if one in self.links
            for drift in self.links[one].drift
            if drift not in told
        )
        return Telling(
            claim=self.claims[nearest],
            taken=self.describe(nearest),
            first=self.claims[nearest].report_id == self.first_report and not beside,
            beside=beside,
            sentences=len(others),
            changes=tuple(changes)[:MOST_CHANGES],
            branches=branches,
        )

    def is_beside(self, claim_id: str) -> bool:
        """Whether a claim was taken from another of its own report."""
        parent = self.parent[claim_id] or self.own
        if parent is None or parent == claim_id:
            return False
        return self.claims[parent].report_id == self.claims[claim_id].report_id

    def describe(self, claim_id: str) -> Taken | None:
        """How a claim came by its word; null of the origin's own wording."""
        link = self.links.get(claim_id)
        if link is None:
            return None
        nameless = link.to is None and self.origin.kind == "unnamed"
        return Taken(link, self.claims.get(link.to or ""), nameless)

    def fold(self, tellings: Sequence[Sequence[str]]) -> Fold:
        members = [one for telling in tellings for one in telling]
        reports = {self.claims[one].report_id for one in members}
        beyond, level = set[str](), self.list_below(members)
        while level:
            beyond.update(self.claims[one].report_id for one in level)
            level = self.list_below(level)
        tellers: dict[str, Claim] = {}
        for one in members:
            tellers.setdefault(self.claims[one].publisher or self.claims[one].report_name, self.claims[one])
        taken = self.describe(members[0])
        assert taken is not None, "the own wording is not folded"
        return Fold(
            taken=taken,
            reports=len(reports),
            tellers=tuple(tellers.values())[:NAMES],
            others=max(0, len(tellers) - NAMES),
            beyond=len(beyond - reports),
            first=self.first_report in reports | beyond,
        )
