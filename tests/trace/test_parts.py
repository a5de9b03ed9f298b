"""Claims that nothing can join are traced apart: the origins are those of all of them traced together, and those of a
trace that remembers earlier ones."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from contested.model import Claim, Copy, Origin, Report
from contested.trace import Memory, origins, trace
from contested.trace.parts import REACH_DAYS, part_claims
from contested.trace.tellings import Library
from contested.trace.voices import Directory
from tests.trace.trace_samples import BULLETIN, SOURCES, make_claim, make_report

PLACES = ("oldmill", "newmill", "highford", None)
PUBLISHERS = ("Northern Staff", "Ridge", "War Institute", "Echo", None)


def compose(seed: int, count: int = 120) -> tuple[list[Report], list[Claim]]:
    """Reports of two years, some of them copies, denials and citations, each with a claim or two."""
    drawn = random.Random(seed)
    reports, claims = [], []
    for number in range(count):
        day = f"{2031 + drawn.randrange(2)}-{1 + drawn.randrange(12):02}-{1 + drawn.randrange(28):02}"
        text = (
            BULLETIN
            if drawn.random() < 0.1
            else f"Infantry took a brass kettle and {drawn.randrange(90)} tents."
        )
        published = None if drawn.random() < 0.05 else day
        report = make_report(f"r{number}", text, published, drawn.choice(PUBLISHERS))
        reports.append(report)
        for _ in range(1 + drawn.randrange(2)):
            claim = make_claim(
                report,
                drawn.choice(["captured", "holds", "withdrew", "clashed"]),
                drawn.choice(["NO", "SO"]),
                drawn.choice(PLACES),
                stance=drawn.choice(["asserted", "asserted", "denied"]),
            )
            if claim.claim_id not in {one.claim_id for one in claims}:
                claims.append(claim)
    return reports, claims


def trace_whole(monkeypatch: pytest.MonkeyPatch, reports: list[Report], claims: list[Claim]) -> object:
    with monkeypatch.context() as patch:
        patch.setattr(origins, "part_claims", lambda ordered, *_: [list(ordered)] if ordered else [])
        return trace(reports, claims, SOURCES)


@pytest.mark.parametrize("seed", range(6))
def test_parts_have_the_origins_of_the_whole(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    reports, claims = compose(seed)
    assert trace(reports, claims, SOURCES) == trace_whole(monkeypatch, reports, claims)
    assert len(part_claims(claims, (), {})) > 1


@pytest.mark.parametrize("seed", range(3))
def test_what_is_remembered_is_what_would_be_traced(seed: int) -> None:
    reports, claims = compose(seed)
    memory = Memory()
    for day in ("2031-03-01", "2031-09-01", "2031-09-02", "2032-12-31"):
        known = [one for one in reports if (one.published or "9999") <= day]
        told = [one for one in claims if (one.published or "9999") <= day]
        assert trace(known, told, SOURCES, memory=memory) == trace(known, told, SOURCES)
    parts = len(memory.parts)
    trace(known, told, SOURCES, memory=memory)
    assert len(memory.parts) == parts


@pytest.mark.parametrize(
    ("days", "places", "parts"),
    [
        (("2031-05-01", "2031-05-02"), ("oldmill", "oldmill"), 1),
        (("2031-05-01", "2031-05-02"), ("oldmill", "newmill"), 2),
        (("2031-05-01", "2031-05-02"), (None, None), 1),
        (("2031-01-01", "2031-03-02"), ("oldmill", "oldmill"), 1),
        (("2031-01-01", "2031-03-03"), ("oldmill", "oldmill"), 2),
        (("2031-01-01", "2031-03-03", None), ("oldmill",) * 3, 1),
        (("2031-01-01", "2031-03-03", "2031-02-01"), ("oldmill",) * 3, 1),
    ],
)
def test_a_place_and_a_time_join(
    days: tuple[str | None, ...], places: tuple[str | None, ...], parts: int
) -> None:
    assert REACH_DAYS == 60
    claims = [
        make_claim(make_report(f"r{number}", "Infantry took it.", day, "Ridge"), place=place)
        for number, (day, place) in enumerate(zip(days, places, strict=True))
    ]
    assert len(part_claims(claims, (), {})) == parts


def test_copies_and_versions_of_a_page_join_whenever_they_are_published() -> None:
    first, second = (
        make_report(f"r{n}", BULLETIN, day) for n, day in enumerate(("2031-01-01", "2031-12-01"))
    )
    claims = [make_claim(report) for report in (first, second)]
    (copy,) = trace([first, second], claims, SOURCES).copies
    assert len(part_claims(claims, (), {})) == 2
    assert len(part_claims(claims, (copy,), {})) == 1
    page = {report.report_id: "page" for report in (first, second)}
    assert len(part_claims(claims, (), page)) == 1


@pytest.mark.parametrize("what", ["claim", "copies", "versions"])
def test_a_part_around_which_something_changed_is_traced_anew(what: str) -> None:
    first, second = (make_report(f"r{n}", BULLETIN, f"2031-01-0{n}") for n in (1, 2))
    claims = [make_claim(first), make_claim(second)]
    library = Library([first, second], (), Directory(SOURCES))
    memory, traced = Memory(), list[int]()

    def count(part: Sequence[Claim]) -> tuple[Origin, ...]:
        traced.append(len(part))
        return ()

    for _ in range(2):
        memory.recall(claims, library, count)
    assert traced == [2]
    if what == "claim":
        claims[0] = replace(claims[0], stance="hedged")
    elif what == "copies":
        copy = Copy(report_id=second.report_id, original_id=first.report_id, kind="whole", share=1.0)
        library = Library([first, second], (copy,), Directory(SOURCES))
    else:
        library.versions[library.page_of[second.report_id]].append("earlier")
    memory.recall(claims, library, count)
    assert traced == [2, 2]
