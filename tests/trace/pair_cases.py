"""Pairs of reports that somebody judged, in; whether trace gives what they tell of one happening one origin, out.

A pair is a `[[pair]]` of a TOML file: `name`, `class`, `places` and `events` (the happening), `same` (does one origin
carry it in both?), `because`, and two `[[pair.report]]` with `text` and what is stated beside it (publisher, published,
url, title, language). `[[pair.beside]]` are further reports that the desk holds. `every = true` asks that all claims on
the happening are of that one origin, not one of each report. `contested` reads them as it reads any reports.

    python -m tests.trace.pair_cases FOLDER [CLASS …]
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct, field

from contested.ingest import read_reports
from contested.model import Claim, Origin, Rejection, Report
from contested.pipeline import Workshop, set_day
from contested.trace import trace_origins
from tests.extract.reading import workshop

PAIRS = Path(__file__).parent / "cases" / "pairs"


class Telling(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One report as it is handed to the desk."""

    text: str
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    title: str | None = None
    language: str | None = None


class Pair(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two reports, the happening that is asked about, and what an analyst says of them."""

    name: str
    kind: str = field(name="class")
    places: tuple[str, ...]
    events: tuple[str, ...]
    same: bool
    because: str
    report: tuple[Telling, Telling]
    beside: tuple[Telling, ...] = ()
    every: bool = False

    @property
    def tellings(self) -> tuple[Telling, ...]:
        return (*self.report, *self.beside)


class PairFile(Struct, frozen=True, forbid_unknown_fields=True):
    pair: tuple[Pair, ...]


class Judged(NamedTuple):
    """A pair with its reports, their claims on the happening, and the origins that trace gave."""

    pair: Pair
    reports: tuple[Report, ...]
    claims: tuple[tuple[Claim, ...], ...]
    about: tuple[tuple[Claim, ...], ...]
    origins: tuple[Origin, ...]

    @property
    def unread(self) -> bool:
        """Whether one of the two reports yields no claim on the happening: nothing is measured then."""
        return not all(self.about)

    @property
    def joined(self) -> bool:
        first, second = ({claim.claim_id for claim in claims} for claims in self.about)
        carrying = [set(origin.claims) & (first | second) for origin in self.origins]
        if self.pair.every and any(claims and claims != first | second for claims in carrying):
            return False
        return any(claims & first and claims & second for claims in carrying)

    @property
    def right(self) -> bool:
        return not self.unread and self.joined == self.pair.same


class Tally(NamedTuple):
    """Of pairs with the same origin: `found`; of others: `joined` all the same. `unread` are counted as missed."""

    same: int
    found: int
    apart: int
    joined: int
    unread: int

    @property
    def recall(self) -> float:
        return self.found / self.same if self.same else 1.0

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.joined) if self.found + self.joined else 1.0


def read_pairs(folder: Path) -> tuple[Pair, ...]:
    """All pairs of a folder's files. Raises where a key is unknown or missing, or a name is borne twice."""
    pairs: list[Pair] = []
    for file in sorted(folder.glob("*.toml")):
        try:
            pairs += msgspec.toml.decode(file.read_bytes(), type=PairFile).pair
        except (msgspec.DecodeError, ValueError) as error:
            raise ValueError(f"{file.name}: {error}") from error
    names = [pair.name for pair in pairs]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"names borne twice: {', '.join(twice)}")
    return tuple(pairs)


def judge(pairs: Sequence[Pair]) -> Iterator[Judged]:
    """Every pair through the stages, alone on its desk; one gazetteer serves all."""
    shop = workshop()
    reports = iter(take_in([telling for pair in pairs for telling in pair.tellings], shop))
    for pair in pairs:
        held = tuple(next(reports) for _ in pair.tellings)
        claims = tuple(shop.read(report).claims for report in held)
        about = tuple(tuple(find_about(pair, said)) for said in claims[:2])
        origins = trace_origins(held, [claim for said in claims for claim in said], shop.theatre.speakers)
        yield Judged(pair, held, claims, about, origins)


def take_in(tellings: Sequence[Telling], shop: Workshop) -> list[Report]:
    """Reports as `contested add` reads them from a file of JSON lines."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pairs.jsonl"
        lines = (msgspec.json.encode(dict(told(one))) for one in tellings)
        file.write_bytes(b"\n".join(lines) + b"\n")
        found = list(read_reports([file]))
    rejected = [one for one in found if isinstance(one, Rejection)]
    if rejected:
        raise ValueError(f"a report of a pair is set aside: {rejected[0].where}: {rejected[0].reason}")
    return [set_day(one[0], shop.theatre.zone) for one in found if not isinstance(one, Rejection)]


def told(telling: Telling) -> Iterator[tuple[str, str]]:
    """What is stated, by key; a key that says nothing is left out."""
    for key in telling.__struct_fields__:
        value = getattr(telling, key)
        if value:
            yield key, value


def find_about(pair: Pair, claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims on the happening: one of its events, at one of its places."""
    for claim in claims:
        if claim.event in pair.events and any(place.name in pair.places for place in claim.places):
            yield claim


def tally(judged: Iterable[Judged]) -> Tally:
    rows = list(judged)
    same = [one for one in rows if one.pair.same]
    apart = [one for one in rows if not one.pair.same]
    return Tally(
        len(same),
        sum(one.right for one in same),
        len(apart),
        sum(not one.unread and one.joined for one in apart),
        sum(one.unread for one in rows),
    )


def print_table(judged: Sequence[Judged]) -> None:
    """A row a class, then the whole."""
    kinds = sorted({one.pair.kind for one in judged})
    rows = [(kind, [one for one in judged if one.pair.kind == kind]) for kind in kinds]
    print(f"{'class':44} {'pairs':>5} {'same':>5} {'found':>5} {'apart':>5} {'joined':>6} {'unread':>6}")
    for kind, members in [*rows, ("all", list(judged))]:
        one = tally(members)
        print(
            f"{kind:44} {len(members):5} {one.same:5} {one.found:5} {one.apart:5} {one.joined:6} {one.unread:6}"
        )
    whole = tally(judged)
    print(f"precision {whole.precision:.3f}, recall {whole.recall:.3f}")


def print_pair(one: Judged) -> None:
    """A pair that is judged wrongly, with the origins that its claims were given."""
    pair = one.pair
    wrong = "UNREAD" if one.unread else "MISSED" if pair.same else "JOINED"
    print(f"\n{wrong} {pair.name} [{pair.kind}] {', '.join(pair.events)} at {', '.join(pair.places)}")
    print(f"  because {pair.because}")
    by_claim = {claim_id: origin for origin in one.origins for claim_id in origin.claims}
    about = {claim.claim_id for claims in one.about for claim in claims}
    for letter, report, claims in zip("ABCDEFGH", one.reports, one.claims, strict=False):
        print(f"  {letter} {report.publisher} {report.published}: {report.text[:90]!r}")
        for claim in claims:
            origin = by_claim[claim.claim_id]
            spots = [
                f"{place.name or place.text} {(place.place_id or '?').removeprefix('theatre:')}"
                for place in claim.places
            ]
            said = f"{claim.event} {claim.actor} {claim.stance} {spots} {claim.when.start}..{claim.when.end}"
            voices = " < ".join(voice.name for voice in claim.voices)
            print(
                f"    {'*' if claim.claim_id in about else ' '} {said} [{voices}] → {origin.name} {origin.origin_id[:4]}"
            )


def main(arguments: Sequence[str]) -> None:
    folder = Path(arguments[0]) if arguments else PAIRS
    pairs = [one for one in read_pairs(folder) if not arguments[1:] or one.kind in arguments[1:]]
    judged = list(judge(pairs))
    for one in judged:
        if not one.right:
            print_pair(one)
    print()
    print_table(judged)


if __name__ == "__main__":
    main(sys.argv[1:])
