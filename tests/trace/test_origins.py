"""Origins: what is joined, what is not, and what must hold whatever the reports."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from trace_samples import BULLETIN, SOURCES, make_claim, make_report, voice

from contested.model import Claim, Figure, Origin, Report
from contested.trace import trace_origins


def trace(*claims: Claim, reports: tuple[Report, ...] = ()) -> tuple[Origin, ...]:
    return trace_origins(reports, claims, SOURCES)


def test_chain_of_news_institute_and_channel_ends_at_the_channel() -> None:
    news = make_report(
        "news", "The War Institute, citing Ridge, says Oldmill fell.", publisher="Evening Post"
    )
    (origin,) = trace(make_claim(news, voices=(voice("War Institute", "think_tank"), voice("Ridge"))))
    assert (origin.source, origin.chain) == ("ridge", ("Evening Post", "War Institute", "Ridge"))
    assert origin.reasons == ("Evening Post cites War Institute, who cites Ridge", "a report on its own word")
    assert origin.witness == "report"


def test_citation_is_followed_through_the_cited_report() -> None:
    institute = make_report("institute", "Ridge says Oldmill fell.", publisher="War Institute")
    news = make_report("news", "Oldmill has fallen, the institute writes.", "2031-05-05", "Evening Post")
    claims = (
        make_claim(institute, voices=(voice("Ridge"),)),
        make_claim(news, voices=(voice("War Institute", "think_tank"),)),
    )
    (origin,) = trace(*claims)
    assert origin.source == "ridge"
    assert [(link.claim_id, link.kind, link.to, link.name) for link in origin.links] == [
        (claims[0].claim_id, "cites", None, "Ridge"),
        (claims[1].claim_id, "cites", claims[0].claim_id, "War Institute"),
    ]
    own_word = make_claim(institute, text="Our own images show it.")
    assert {one.source for one in trace(*claims, own_word)} == {"ridge", "institute"}


@pytest.mark.parametrize(
    ("change", "joined", "because"),
    [
        ({}, True, "the same again"),
        ({"stance": "hedged"}, True, "hedging says the same"),
        ({"stance": "denied"}, False, "the opposite"),
        ({"stance": "intended"}, False, "a plan has not happened"),
        ({"actor": "SO"}, False, "another side"),
        ({"event": "entered"}, False, "another event"),
        ({"place": "newmill"}, False, "another place"),
        ({"on": ("2031-02-01", "2031-02-02")}, False, "another time"),
    ],
)
def test_same_source_same_happening(change: dict[str, Any], joined: bool, because: str) -> None:
    first = make_claim(make_report("a", "Ridge: Oldmill is taken.", publisher="Ridge"))
    second = make_claim(
        make_report("b", "So says Ridge.", "2031-05-07", "Evening Post"), voices=(voice("Ridge"),), **change
    )
    assert (len(trace(first, second)) == 1) is joined, because


@pytest.mark.parametrize(("day", "origins"), [("2031-05-08", 1), ("2031-05-20", 2)])
def test_repeating_oneself_later_is_a_new_statement(day: str, origins: int) -> None:
    first = make_claim(make_report("a", "We hold Oldmill.", publisher="Ridge"), event="holds")
    assert (
        len(trace(first, make_claim(make_report("b", "We hold Oldmill.", day, "Ridge"), event="holds")))
        == origins
    )


def test_repetition_does_not_chain() -> None:
    days = ("2031-05-01", "2031-05-07", "2031-05-13")
    claims = [
        make_claim(make_report(day, f"At Oldmill, {day}.", day, "Ridge"), event="holds") for day in days
    ]
    assert sorted(len(origin.claims) for origin in trace(*claims)) == [1, 2]


@pytest.mark.parametrize(
    ("change", "joined", "because"),
    [
        ({}, True, "an unnamed copy"),
        ({"voices": (voice("reports", "unnamed"),)}, True, "it hides behind reports"),
        ({"voices": (voice("Ridge"),)}, False, "it stands on another word"),
        ({"stance": "denied"}, False, "the sense is turned"),
        ({"actor": "SO"}, False, "the side is changed"),
        ({"text": "Elsewhere a second column walked into Oldmill."}, False, "a sentence of its own"),
    ],
)
def test_copied_report(change: dict[str, Any], joined: bool, because: str) -> None:
    original = make_report("a", BULLETIN, publisher="Northern Staff")
    copy = make_report("b", "News! " + BULLETIN, "2031-05-29", "Evening Post")
    claims = (make_claim(original), make_claim(copy, **{"text": BULLETIN, **change}))
    origins = trace(*claims, reports=(original, copy))
    assert (len(origins) == 1) is joined, because
    if joined:
        assert origins[0].source == "staff-n"
        assert any(reason.startswith("copies a (100%") for reason in origins[0].reasons)


def test_nameless_report_is_an_unvouched_origin() -> None:
    (origin,) = trace(make_claim(make_report("leaflet", "Oldmill fell.", publisher=None)))
    assert (origin.kind, origin.vouched, origin.name) == ("unnamed", False, "leaflet")


def test_unnamed_voices_are_one_witness_a_report() -> None:
    shown = [make_report(name, f"Account {name} of Oldmill.", publisher="War Institute") for name in "ab"]
    rumours = [make_claim(report, voices=(voice("reports", "unnamed"),)) for report in shown]
    assert len(trace(*rumours)) == 2


@pytest.mark.parametrize(("day", "origins"), [("2031-05-06", 1), ("2031-05-20", 2)])
def test_footage_of_one_happening_is_one_witness_whoever_shows_it(day: str, origins: int) -> None:
    first = make_report("a", "Footage of Oldmill.", publisher="War Institute")
    second = make_report("b", "Video from Oldmill.", day, publisher="Ridge")
    found = trace(*(make_claim(report, voices=(voice("footage", "footage"),)) for report in (first, second)))
    assert len(found) == origins
    if origins == 1:
        assert (found[0].kind, found[0].links[1].kind) == ("footage", "same_footage")


VOICES = [
    (),
    (voice("Ridge"),),
    (voice("War Institute", "think_tank"), voice("Ridge")),
    (voice("reports", "unnamed"),),
]
told = st.tuples(
    st.sampled_from([None, "Ridge", "Northern Staff", "War Institute", "Evening Post"]),
    st.sampled_from(["2031-05-01", "2031-05-03", "2031-05-12", None]),
    st.sampled_from(VOICES),
    st.sampled_from(["captured", "holds", "aid"]),
    st.sampled_from(["oldmill", "newmill", None]),
    st.sampled_from(["asserted", "denied"]),
)


def tell(rows: list[Any]) -> tuple[list[Report], list[Claim]]:
    reports, claims = [], []
    for number, (publisher, day, voices, event, place, stance) in enumerate(rows):
        text = f"Account number {number} of what is said to have happened at {place}: {event}, {stance}, {number}."
        report = make_report(f"r{number}", text, day, publisher)
        reports.append(report)
        claims.append(make_claim(report, event=event, place=place, voices=voices, stance=stance))
    return reports, claims


@settings(max_examples=60, deadline=None)
@given(st.lists(told, min_size=1, max_size=10), st.randoms(use_true_random=False), st.data())
def test_whatever_the_reports(rows: list[Any], random: Any, data: Any) -> None:
    reports, claims = tell(rows)
    origins = trace_origins(reports, claims, SOURCES)
    assert sorted(claim for origin in origins for claim in origin.claims) == sorted(
        c.claim_id for c in claims
    )

    shuffled, mixed = list(reports), list(claims)
    random.shuffle(shuffled)
    random.shuffle(mixed)
    assert trace_origins(shuffled, mixed, SOURCES) == origins

    number = data.draw(st.integers(0, len(rows) - 1))
    original, claim = reports[number], claims[number]
    copy = make_report("copy", original.text, original.published, "Copy Shop")
    copied = make_claim(copy, claim.event, claim.actor, rows[number][4], claim.voices, claim.stance)
    if (original.published or "9", original.report_id) < (copy.published or "9", copy.report_id):
        again = trace_origins([*reports, copy], [*claims, copied], SOURCES)
        assert {one.origin_id for one in again} == {one.origin_id for one in origins}


@settings(max_examples=60, deadline=None)
@given(st.lists(told, min_size=1, max_size=10))
def test_nothing_that_vouched_sources_publish_later_moves_a_claim(rows: list[Any]) -> None:
    reports, claims = tell([row for row in rows if row[0] in ("Ridge", "Northern Staff", "War Institute")])
    origins = trace_origins(reports, claims, SOURCES)
    known = {report.report_id for report in reports if (report.published or "9999") <= "2031-05-03"}
    early = trace_origins(
        [one for one in reports if one.report_id in known],
        [one for one in claims if one.report_id in known],
        SOURCES,
    )
    of_known = {claim.claim_id for claim in claims if claim.report_id in known}
    cut = {(one.origin_id, tuple(c for c in one.claims if c in of_known)) for one in origins}
    assert {(one.origin_id, one.claims) for one in early} == {pair for pair in cut if pair[1]}


def test_numbers_that_contradict_are_two_origins_with_two_ids() -> None:
    report = make_report("a", "Ridge counts them.", publisher="Ridge")
    claims = [
        replace(
            make_claim(report, text=f"With {guns} guns."),
            figures=(Figure(low=guns, high=guns, unit="guns", text=f"{guns} guns"),),
        )
        for guns in (10.0, 30.0)
    ]
    assert len({one.origin_id for one in trace(*claims)}) == 2
