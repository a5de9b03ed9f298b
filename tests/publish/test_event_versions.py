"""How an event's rival versions are told: in the timeline, the brief and on the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from contested.model import Account, Claim, Figure, Origin, content_id
from contested.publish.brief_events import tell_event
from contested.publish.events import choose_event_lead, list_versions
from contested.publish.explain import explain_claim
from contested.publish.period import Period, keep_citable
from contested.publish.site.events import describe_event
from contested.publish.site.told import Made
from contested.publish.timeline import list_lines, timeline
from contested.reconcile import group_events
from tests.publish.small import THEATRE, WORDS, account, claim, place, report, when

# Who tells it: kind, side, vouched.
SOURCES: dict[str, tuple[Any, str | None, bool]] = {
    "Defence Ministry": ("ministry", "RU", True),
    "Rybar": ("channel", "RU", True),
    "General Staff": ("military", "UA", True),
    "DeepState": ("analyst", "UA", True),
    "ISW": ("think_tank", None, True),
    "Somebody": ("channel", None, False),
}
DAY = when("2025-12-08")
Told = tuple[str, str, str | None, dict[str, Any]]


def compose(*told: Told) -> Account:
    claims, origins = [], []
    for number, (source, event, actor, more) in enumerate(told):
        fields = {"publisher": source, "places": (place("Kupiansk"),), "when": DAY, "target": None} | more
        against = fields.pop("against", False)
        claims.append(claim(event, claim_id=f"c{number}", report_id=f"r{number}", actor=actor, **fields))
        origins.append(make_origin(source, claims[-1], against))
    return account(claims, origins=origins, events=group_events(claims, origins))


def make_origin(source: str, told: Claim, against: bool) -> Origin:
    kind, side, vouched = SOURCES[source]
    return Origin(
        origin_id=content_id(source, told.claim_id), source=source, name=source, kind=kind, side=side, vouched=vouched,
        first=told.claim_id, claims=(told.claim_id,), chain=(source,), reasons=(),
        witness="admission" if against else "report",
    )  # fmt: skip


def lines(told: Sequence[Told]) -> list[tuple[str, int | None]]:
    rows = timeline(compose(*told), THEATRE, "composed:Kupiansk")
    return [(one.text, one.origins) for one in list_lines(rows, WORDS)]


def people(number: float) -> dict[str, Any]:
    return {"figures": (Figure(low=number, high=number, unit="people", text=f"{number:g} people"),)}


TAKEN: Told = ("Defence Ministry", "captured", "RU", {})
TOO: Told = ("Rybar", "captured", "RU", {})
LEFT: Told = ("DeepState", "withdrew", "UA", {"places": (place("Kupiansk", "from"),), "against": True})
DENIED: Told = ("General Staff", "captured", "RU", {"stance": "denied"})
PART: Told = ("ISW", "entered", "RU", {})
STRUCK: Told = ("General Staff", "drone_strike", "RU", {})
DEAD: Told = ("General Staff", "casualties", "RU", people(3))
DOWN: Told = ("Defence Ministry", "intercepted", "UA", {"target": "RU"})


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (
            [TAKEN, TOO],
            [("Defence Ministry reported that Russian forces captured Kupiansk (on 8 December 2025).", 2)],
        ),
        (
            [TAKEN, TOO, LEFT, DENIED, PART],
            [
                ("Defence Ministry reported that Russian forces captured Kupiansk (on 8 December 2025).", 2),
                ("Ukrainian sources, against their own interest: Ukrainian forces withdrew from Kupiansk", 1),
                ("Other sources: Russian forces entered part of Kupiansk", 1),
                ("denied by General Staff", None),
            ],
        ),
        (
            [STRUCK, DEAD, DOWN],
            [
                (
                    "General Staff reported that Russian forces struck Kupiansk with drones (on 8 December 2025).",
                    1,
                ),
                (
                    "General Staff reported that Russian forces killed or wounded people in Kupiansk: three people "
                    "(on 8 December 2025).",
                    None,
                ),
                (
                    "Russian sources: Ukrainian forces brought down drones or missiles of Russia in Kupiansk",
                    1,
                ),
            ],
        ),
        (
            [STRUCK, ("Somebody", "intercepted", "UA", {"target": "RU"})],
            [
                (
                    "General Staff reported that Russian forces struck Kupiansk with drones (on 8 December 2025).",
                    1,
                ),
                (
                    "Sources that nobody vouches for: Ukrainian forces brought down drones or missiles of Russia in "
                    "Kupiansk",
                    1,
                ),
            ],
        ),
    ],
)
def test_one_line_an_event_and_one_for_each_other_version(
    told: list[Told], expected: list[tuple[str, int | None]]
) -> None:
    assert lines(told) == expected


def test_a_version_of_other_days_says_them() -> None:
    late = ("ISW", "captured", "RU", {"when": when("2025-12-11")})
    (_, (text, _)) = lines([TAKEN, late])
    assert text == "Other sources: Russian forces captured Kupiansk on 11 December 2025"


def test_what_all_tell_alike_has_no_versions() -> None:
    (row,) = timeline(compose(TAKEN, TOO), THEATRE, "composed:Kupiansk")
    assert row.versions == row.effects == ()


def test_the_brief_tells_rivals_and_counts_those_who_agree() -> None:
    told = compose(TAKEN, TOO, LEFT, DENIED)
    (event,) = told.events
    claims = {one.claim_id: one for one in told.claims}
    sentence = tell_event(event, choose_event_lead(event, claims), claims, WORDS).text
    assert sentence == (
        "Defence Ministry reported that Russian forces captured Kupiansk (on 8 December 2025); two origins say so; "
        "Ukrainian sources, against their own interest: Ukrainian forces withdrew from Kupiansk (one origin); "
        "General Staff denied it."
    )


def test_a_brief_of_a_day_knows_no_later_version() -> None:
    late = ("DeepState", "withdrew", "UA", {"published": "2025-12-12"})
    told = compose(TAKEN, late)
    (event,) = keep_citable(told, Period(None, "2025-12-10")).events
    assert [one.event for one in event.versions] == ["captured"]
    (later,) = keep_citable(told, Period(None, "2025-12-12")).events
    assert [one.event for one in later.versions] == ["captured", "withdrew"]


def test_the_page_has_each_version_with_links_and_names_deniers_once() -> None:
    told = compose(TAKEN, TOO, LEFT, DENIED)
    claims = {one.claim_id: one for one in told.claims}
    made = Made(told, {}, WORDS)
    links = {one: (one, number) for number, one in enumerate(claims)}
    event = describe_event(told.events[0], made, {"composed:Kupiansk": 0}, links)
    assert [(one["line"][:17], one["origins"], len(one["claims"])) for one in event["versions"]] == [
        ("Russian sources: ", 2, 2),
        ("Ukrainian sources", 1, 1),
    ]
    assert (event["denied_by"], event["origins"]) == (["General Staff"], 2)
    alone = describe_event(compose(TAKEN).events[0], made, {}, links)
    assert alone["versions"] == []


def test_versions_lead_to_the_claims_that_put_them_in_words() -> None:
    told = compose(TAKEN, TOO, LEFT)
    claims = {one.claim_id: one for one in told.claims}
    rows = list_versions(told.events[0], claims, WORDS)
    assert [one.claims for one in rows] == [("c0", "c1"), ("c2",)]
    assert [one.differs for one in rows] == [(), ("event",)]
    assert list_versions(replace(told.events[0], versions=()), claims, WORDS) == ()


@pytest.mark.parametrize("number", range(3))
def test_a_claim_is_explained_with_the_other_versions(number: int) -> None:
    told = compose(TAKEN, LEFT, DENIED)
    whole = replace(told, reports=tuple(report("They left.", one.report_id) for one in told.claims))
    lines = explain_claim(whole.claims[number], whole, THEATRE).splitlines()
    assert lines[lines.index("How this is told:") :] == [
        "How this is told:",
        "  Russian sources: Russian forces captured Kupiansk (one origin)",
        "  Ukrainian sources, against their own interest: Ukrainian forces withdrew from Kupiansk (one origin)",
        "  Ukrainian sources: it is denied that Russian forces captured Kupiansk (one origin)",
    ]


def test_a_claim_that_all_tell_alike_is_explained_without_versions() -> None:
    told = compose(TAKEN, TOO)
    whole = replace(told, reports=tuple(report("They left.", one.report_id) for one in told.claims))
    assert "How this is told:" not in explain_claim(whole.claims[0], whole, THEATRE)
