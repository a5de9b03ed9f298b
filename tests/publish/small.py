"""A theatre of four parties and a maker of single claims, composed for the tests of what is said about them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from contested.model import (
    Account,
    Claim,
    Drift,
    Link,
    LinkKind,
    Origin,
    PlaceRef,
    Report,
    Role,
    Voice,
    When,
)
from contested.publish.words import load_words
from contested.theatres import Side, Theatre, TheatreFile

THEATRE = Theatre(
    folder=Path("composed"),
    settings=TheatreFile(
        code="composed",
        name="Composed",
        bbox=(22.0, 44.0, 42.0, 57.0),
        side=(
            Side(code="UA", name="Ukraine", adjective="Ukrainian", held="Ukrainian-held", adversaries=("RU",), holds=True),
            Side(code="RU", name="Russia", adjective="Russian", held="Russian-held", adversaries=("UA",), holds=True),
            Side(code="KP", name="North Korea", adjective="North Korean", held="North Korean-held", adversaries=("UA",)),
            Side(code="US", name="United States", adjective="American", held="American-held"),
        ),
    ),
    words={},
    sources=(),
    places=(),
)  # fmt: skip
WORDS = load_words(THEATRE)

RYBAR = Voice(name="Rybar", kind="channel", side="RU", source_id="rybar")
ISW = Voice(name="ISW", kind="think_tank", source_id="isw")
STAFF = Voice(name="General Staff of Ukraine", kind="military", side="UA", source_id="gsua")
SOMEBODY = Voice(name="it has been reported", kind="unnamed")
FOOTAGE = Voice(name="geolocated videos", kind="footage")


def place(name: str, role: Role = "at", **fields: Any) -> PlaceRef:
    return PlaceRef(**({"text": name, "role": role, "place_id": f"composed:{name}", "name": name} | fields))


def when(start: str | None, end: str | None = None, basis: str = "explicit") -> When:
    return When(start=start, end=end or start, text=None, basis=basis)  # type: ignore[arg-type]


def claim(event: str = "withdrew", text: str = "They left.", **fields: Any) -> Claim:
    given: dict[str, Any] = {
        "claim_id": "c1",
        "report_id": "r1",
        "report_name": "r1.txt",
        "start": 0,
        "end": len(text),
        "text": text,
        "event": event,
        "actor": "RU",
        "target": None,
        "places": (),
        "when": when("2025-12-08"),
        "voices": (),
        "stance": "asserted",
        "figures": (),
        "rule": "composed",
        "score": 0.9,
        "publisher": "Newsweek",
        "published": "2025-12-09",
    }
    return Claim(**(given | fields))


def report(text: str, report_id: str = "r1", **fields: Any) -> Report:
    return Report(
        **({"report_id": report_id, "name": f"{report_id}.txt", "raw_sha256": "0", "text": text, "cleaner": "composed",
            "reader": "composed", "published": "2025-12-09", "published_basis": "stated"} | fields)
    )  # fmt: skip


def account(
    claims: Sequence[Claim], reports: Sequence[Report] = (), origins: Sequence[Origin] = (), **fields: Any
) -> Account:
    """An account without control."""
    given = {"reports": tuple(reports), "claims": tuple(claims), "origins": tuple(origins)}
    empty: dict[str, Any] = {"mentions": (), "controls": (), "events": ()}
    return Account(**(given | empty | fields))


def link(claim_id: str, kind: LinkKind, to: str | None, name: str, *drift: Drift, **fields: Any) -> Link:
    return Link(
        **(
            {"claim_id": claim_id, "kind": kind, "to": to, "name": name, "reason": kind, "drift": drift}
            | fields
        )
    )


def origin(claims: Sequence[Claim], links: Sequence[Link], **fields: Any) -> Origin:
    """An origin, Rybar's if nothing is said, of all these claims."""
    given: dict[str, Any] = {
        "origin_id": "o1", "source": "rybar", "name": "Rybar", "kind": "channel", "side": "RU", "vouched": True,
        "first": claims[0].claim_id, "claims": tuple(one.claim_id for one in claims), "chain": (), "reasons": (),
        "links": tuple(links),
    }  # fmt: skip
    return Origin(**(given | fields))
