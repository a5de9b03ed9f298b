"""What became of a source's word, by what others say who gain nothing by it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from msgspec.structs import replace

from contested.days import shift_day
from contested.model import Account, Claim, Control, Event, Evidence, Origin, Place
from contested.publish.settled import Settled
from contested.publish.sources import Sources, name_publishers
from contested.theatres import Source
from tests.publish.small import account, claim, link, report

FIRST = "2025-01-01"
PLACE = Place(place_id="composed:1", name="Topoli", kind="settlement", lat=49.9, lon=37.9)
SIDES = {"Ministry": "RU", "Post": "RU", "Staff": "UA", "Blog": "UA"}
KNOWN = tuple(
    Source(source_id=name.casefold(), name=name, kind="channel" if side else "think_tank", side=side)
    for name, side in (*SIDES.items(), ("ISW", None), ("Wire", None), ("Daily", None))
)


@dataclass(frozen=True)
class Said:
    """Who says on which day after the first that who holds the place; `event` is how, `against` its own interest."""

    who: str
    day: int
    says: str
    event: str = "captured"
    against: bool = False
    weight: float = 1.0
    vouched: bool = True


def tell(*said: Said) -> dict[str, list[Settled]]:
    """What each source says of the place, settled by the others, where each says so in a report of its own."""
    claims, origins, told = [], [], []
    for number, one in enumerate(sorted(said, key=lambda one: one.day)):
        day = shift_day(FIRST, one.day)
        made = claim(
            one.event, claim_id=f"c{number}", report_id=f"r{number}", publisher=one.who, published=day
        )
        claims.append(made)
        origins.append(
            Origin(
                origin_id=f"o{number}", source=one.who.casefold(), name=one.who, kind="channel",
                side=SIDES.get(one.who), vouched=one.vouched, first=made.claim_id, claims=(made.claim_id,),
                chain=(one.who,), reasons=(),
            )
        )  # fmt: skip
        told.append(
            Evidence(
                claim_id=made.claim_id, origin_id=f"o{number}", origin=one.who, kind="channel",
                side=SIDES.get(one.who), published=day, on=day, says=one.says, weight=one.weight, reason="",
                against_interest=one.against, vouched=one.vouched,
            )
        )  # fmt: skip
    control = Control(
        place=PLACE, states=("UA", "RU", "contested"), first=FIRST, chances=b"", evidence=tuple(told)
    )
    made_of = account(claims, [report("", one.report_id, publisher=one.publisher) for one in claims], origins)
    sources = Sources(replace(made_of, controls=(control,)), name_publishers(KNOWN))
    return {one.name: list(sources.words_of(one.key).settled) for one in sources.stories}


BOAST = Said("Ministry", 10, "RU")
HOLDS = Said("Staff", 10, "UA", "holds")


@pytest.mark.parametrize(
    ("word", "others", "outcome", "after"),
    [
        pytest.param(BOAST, [Said("ISW", 14, "RU")], "borne_out", 4, id="a third party says so later"),
        pytest.param(BOAST, [Said("ISW", 10, "RU")], "borne_out", 0, id="on the same day"),
        pytest.param(BOAST, [Said("ISW", 9, "RU")], "open", None, id="only earlier"),
        pytest.param(BOAST, [Said("ISW", 71, "RU")], "open", None, id="too late"),
        pytest.param(BOAST, [Said("Staff", 12, "RU", against=True)], "borne_out", 2, id="the other side admits it"),
        pytest.param(BOAST, [Said("Staff", 12, "UA")], "open", None, id="the other side denies it"),
        pytest.param(BOAST, [Said("Post", 12, "RU")], "open", None, id="its own side says so"),
        pytest.param(BOAST, [Said("Post", 12, "not:RU", against=True)], "not_borne_out", 2, id="its own side admits otherwise"),
        pytest.param(BOAST, [Said("Ministry", 12, "RU"), Said("Ministry", 13, "not:RU", against=True)], "open", None, id="it says so itself"),
        pytest.param(BOAST, [Said("ISW", 12, "contested")], "not_borne_out", 2, id="others say otherwise"),
        pytest.param(BOAST, [Said("ISW", 12, "contested"), Said("Wire", 30, "RU")], "early", 20, id="others say otherwise, then so"),
        pytest.param(BOAST, [Said("ISW", 12, "RU"), Said("Wire", 30, "UA")], "borne_out", 2, id="others say so, then otherwise"),
        pytest.param(BOAST, [Said("ISW", 12, "RU", vouched=False)], "open", None, id="nobody stands for them"),
        pytest.param(BOAST, [Said("ISW", 12, "RU", weight=0.1)], "open", None, id="of no weight"),
        pytest.param(BOAST, [Said("ISW", 12, "not:UA")], "open", None, id="less is said than it says"),
        pytest.param(HOLDS, [Said("ISW", 30, "RU")], "open", None, id="held then, lost later"),
        pytest.param(HOLDS, [Said("ISW", 16, "RU")], "not_borne_out", 6, id="held, and lost within a week"),
        pytest.param(Said("Staff", 10, "not:RU", "captured"), [Said("ISW", 11, "contested")], "borne_out", 1, id="not taken, says who finds both there"),
    ],
)  # fmt: skip
def test_a_statement_is_settled_by_others_alone(
    word: Said, others: list[Said], outcome: str, after: int | None
) -> None:
    settled = [one for one in tell(word, *others)[word.who] if one.word.on == shift_day(FIRST, word.day)]
    assert [(one.outcome, one.after) for one in settled] == [(outcome, after)]
    assert all(one.by is None or one.by.origin != word.who for one in settled)


def test_both_sides_are_judged_alike() -> None:
    mirror = {"Ministry": "Staff", "Staff": "Ministry", "Post": "Blog", "RU": "UA", "UA": "RU"}
    said = [
        BOAST,
        Said("ISW", 12, "contested"),
        Said("Post", 20, "not:RU", "withdrew", against=True),
        Said("Staff", 30, "RU", against=True),
    ]
    turned = [
        replace_said(
            one,
            mirror.get(one.who, one.who),
            ":".join(mirror.get(part, part) for part in one.says.split(":")),
        )
        for one in said
    ]
    ours, theirs = tell(*said), tell(*turned)
    for name, settled in ours.items():
        others = theirs[mirror.get(name, name)]
        assert [(one.outcome, one.after, one.behind) for one in settled] == [
            (one.outcome, one.after, one.behind) for one in others
        ]


def replace_said(said: Said, who: str, says: str) -> Said:
    return Said(who, said.day, says, said.event, said.against, said.weight, said.vouched)


@pytest.mark.parametrize(
    ("others", "behind"),
    [
        ([], 0),
        ([Said("ISW", 15, "not:RU")], 5),
        ([Said("ISW", 15, "UA"), Said("Wire", 12, "contested")], 8),
        ([Said("Staff", 12, "UA")], 0),  # the other side's boast is no measure
        ([Said("ISW", 25, "not:RU")], 0),
    ],
)
def test_how_late_a_loss_is_admitted(others: list[Said], behind: int) -> None:
    admission = Said("Ministry", 20, "not:RU", "withdrew", against=True)
    (settled,) = tell(admission, *others)["Ministry"]
    assert settled.behind == behind
    assert tell(BOAST)["Ministry"][0].behind is None


def copied_account() -> Account:
    """ISW tells of a strike; Wire and Daily have it from there, Daily twice; Wire tells of another one by itself,
    later than ISW; nobody knows the Mirror."""
    told = [
        ("c0", "r0", "ISW", "2025-01-01"),
        ("c1", "r1", "Wire", "2025-01-02"),
        ("c2", "r2", "Daily", "2025-01-02"),
        ("c3", "r3", "Daily", "2025-01-03"),
        ("c4", "r4", "Wire", "2025-01-05"),
        ("c5", "r5", "ISW", "2025-01-04"),
        ("c6", "r6", "The Mirror", "2025-01-06"),
    ]
    claims = [
        claim("drone_strike", claim_id=key, report_id=of, publisher=who, published=day)
        for key, of, who, day in told
    ]
    reports = [report("", of, publisher=who, published=day) for _, of, who, day in told]

    def origin(number: int, who: str, *of: Claim) -> Origin:
        links = tuple(link(one.claim_id, "copies", of[0].claim_id, who) for one in of[1:])
        return Origin(
            origin_id=f"o{number}", source=who.casefold(), name=who, kind="think_tank", side=None, vouched=True,
            first=of[0].claim_id, claims=tuple(one.claim_id for one in of), chain=(), reasons=(), links=links,
        )  # fmt: skip

    origins = (
        origin(0, "ISW", *claims[:4], claims[6]),
        origin(1, "Wire", claims[4]),
        origin(2, "ISW", claims[5]),
    )

    def event(number: int, *of: str) -> Event:
        return Event(
            event_id=f"e{number}", event="drone_strike", actor="RU", target=None, place_ids=(), start=None, end=None,
            claims=(), origins=of, denied_by=(),
        )  # fmt: skip

    return account(claims, reports, origins, events=(event(0, "o0"), event(1, "o1", "o2")))


def test_who_was_first_and_who_copies_whom() -> None:
    sources = Sources(copied_account(), name_publishers(KNOWN))
    stories = {one.name: one for one in sources.stories}
    isw, wire, daily, mirror = (stories[name] for name in ("ISW", "Wire", "Daily", "The Mirror"))
    assert (isw.reports, isw.claims, isw.origins, isw.repeated) == (2, 6, 2, 1)
    assert (isw.happenings, isw.alone, isw.first) == (2, 1, 1)
    assert (wire.happenings, wire.alone, wire.first) == (1, 0, 0)
    assert isw.repeated_by == (
        ("daily", "Daily", 2),
        ("name:the mirror", "The Mirror", 1),
        ("wire", "Wire", 1),
    )
    assert daily.repeats == (("isw", "ISW", 2),)
    assert (daily.vouched, daily.claims, mirror.vouched) == (True, 0, False)
    assert sources.words_of("isw").told == ["c5", "c0"]
