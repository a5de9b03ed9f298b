"""Claims that nothing can join are traced apart: the origins are those of all of them traced together, and those of a
trace that remembers earlier ones."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from contested.lineage import differ
from contested.model import Claim, Copy, Origin, PlaceRef, Report, Voice
from contested.reconcile import group_again, group_events
from contested.trace import Earlier, Memory, origins, trace
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


def name_place(name: str) -> PlaceRef:
    return PlaceRef(text=name, role="at", place_id=f"theatre:{name}", name=name)


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


@pytest.mark.parametrize("seed", range(30))
def test_what_an_account_before_has_is_what_would_be_traced_and_grouped(seed: int) -> None:
    reports, claims = compose(seed)
    drawn = random.Random(seed)
    villages = [name_place(f"village-{number}") for number in range(25)]
    claims = [
        replace(one, places=tuple(drawn.sample(villages, drawn.choice((1, 1, 1, 2))))) for one in claims
    ]
    late = {reports[0].report_id}
    # One was read otherwise then: somewhere else, or nowhere.
    (mistaken,) = drawn.sample(claims, 1)
    elsewhere = replace(mistaken, places=tuple(drawn.sample(villages, drawn.randrange(2))))
    read = [elsewhere if one is mistaken else one for one in claims]
    known = [one for one in reports if one.report_id not in late]
    held = [one for one in read if one.report_id not in late]
    before, after = trace(known, held, SOURCES), trace(reports, claims, SOURCES)
    changed = differ(held, claims, "claims")
    earlier = Earlier(
        before.origins,
        before.copies,
        other={one.claim_id for one in changed.now},
        come=late,
        gone=changed.was,
    )
    assert trace(reports, claims, SOURCES, memory=earlier) == after
    origins = differ(before.origins, after.origins, "origins")
    events = group_again(
        group_events(held, before.origins), claims, after.origins, origins.both, changed.both
    )
    assert events == group_events(claims, after.origins)


def test_who_cites_what_was_read_otherwise_is_traced_anew() -> None:
    reports = [
        make_report("post", "We took it.", "2031-05-04", "Ridge"),
        make_report("note", "Ridge says that they took it.", "2031-05-05", "War Institute"),
    ]
    ridge = Voice(name="Ridge", kind="channel", side="SO", source_id="ridge")
    told, cited = make_claim(reports[0]), make_claim(reports[1], voices=(ridge,))
    elsewhere = replace(told, places=(name_place("newmill"),))
    before, after = (trace(reports, [one, cited], SOURCES) for one in (told, elsewhere))
    assert [len(one.origins) for one in (before, after)] == [1, 2]
    earlier = Earlier(before.origins, before.copies, {told.claim_id}, set(), [told])
    assert trace(reports, [elsewhere, cited], SOURCES, memory=earlier) == after


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
