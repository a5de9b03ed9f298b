"""What is listed of sources, on a small account whose numbers are counted by hand."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from msgspec.structs import replace

from contested.ask.sources import SourceRecord, count_sources
from contested.model import Account, Claim, Control, Event, Evidence, Origin, Place, Report, VoiceKind, When
from contested.pipeline import Workshop
from tests.desks import TINY, make_desk

KESSA = Place(place_id="theatre:kessa", name="Kessa", kind="settlement", lat=1.45, lon=0.7)


def report(name: str, publisher: str | None, published: str | None) -> Report:
    return Report(
        report_id=name, name=name, raw_sha256="", text="", cleaner="", reader="", publisher=publisher, published=published
    )  # fmt: skip


def claim(name: str, of: Report) -> Claim:
    return Claim(
        claim_id=name, report_id=of.report_id, report_name=of.name, start=0, end=0, text="", event="captured",
        actor="VEL", target=None, places=(), when=When(start=None, end=None, text=None, basis="none"), voices=(),
        stance="asserted", figures=(), rule="", score=1.0, publisher=of.publisher, published=of.published,
    )  # fmt: skip


def origin(
    name: str, source: str, *claims: Claim, kind: VoiceKind = "outlet", side: str | None = None, vouched: bool = False
) -> Origin:  # fmt: skip
    return Origin(
        origin_id=name, source=source, name=source.removeprefix("name:").title(), kind=kind, side=side, vouched=vouched,
        first=claims[0].claim_id, claims=tuple(one.claim_id for one in claims), chain=(), reasons=(),
    )  # fmt: skip


def event(name: str, *origins: Origin) -> Event:
    return Event(
        event_id=name, event="captured", actor="VEL", target=None, place_ids=(KESSA.place_id,), start=None, end=None,
        claims=(), origins=tuple(one.origin_id for one in origins), denied_by=(),
    )  # fmt: skip


def evidence(of: Origin, borne_out: float | None) -> Evidence:
    return Evidence(
        claim_id=of.first, origin_id=of.origin_id, origin=of.name, kind=of.kind, side=of.side, published=None,
        on="2019-05-10", says="VEL", weight=0.0, reason="", against_interest=False, borne_out=borne_out,
    )  # fmt: skip


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    return make_desk(tmp_path, str(TINY / "theatre"))


def compose_account() -> Account:
    """The Observer tells of Kessa on the 10th; a site carries that twice, once beside its own footage of the same;
    the League Voice tells of it on the 12th, and of another place on the day on which somebody unnamed does."""
    first = report("r1", "Marova Observer", "2019-05-10")
    carried = report("r2", "site.example", "2019-05-11")
    again = report("r3", " SITE.example", "2019-05-14")
    league = report("r4", "https://example.org/league-voice", "2019-05-12")
    loose = report("r5", None, "2019-05-12")
    undated = report("r6", "site.example", None)
    only_copies = report("r7", "Echo", "2019-05-15")
    c = {
        name: claim(name, of)
        for name, of in (
            ("a1", first), ("a2", carried), ("a3", again), ("a4", only_copies), ("a5", only_copies),
            ("b1", again), ("c1", league), ("d1", league), ("e1", loose), ("f1", undated), ("g1", league),
        )
    }  # fmt: skip
    observer = origin(
        "o1", "marova-observer", c["a1"], c["a2"], c["a3"], c["a4"], c["a5"], kind="outlet", vouched=True
    )
    footage = origin("o2", "footage:name:site.example", c["b1"], kind="footage")
    voice = origin("o3", "league-voice", c["c1"], kind="channel", side="FRL", vouched=True)
    voice_elsewhere = origin("o4", "league-voice", c["d1"], kind="channel", side="FRL", vouched=True)
    unnamed = origin("o5", "unnamed", c["e1"], kind="unnamed")
    site = origin("o6", "name:site.example", c["f1"])
    voice_alone = origin("o7", "league-voice", c["g1"], kind="channel", side="FRL", vouched=True)
    origins = (observer, footage, voice, voice_elsewhere, unnamed, site, voice_alone)
    told = (evidence(observer, 0.75), evidence(observer, 0.5), evidence(voice, None), evidence(site, 0.1))
    return Account(
        reports=(first, carried, again, league, loose, undated, only_copies),
        claims=tuple(c.values()),
        mentions=(),
        origins=origins,
        controls=(Control(place=KESSA, states=("VEL",), first="2019-05-10", chances=b"", evidence=told),),
        events=(
            event("kessa", observer, footage, voice),  # the 10th, the 14th, the 12th: the Observer is first
            event("pellin", voice_elsewhere, unnamed),  # both on the 12th: nobody is
            event("vantry", site, voice_alone),  # of the site's no day is known: the Voice is first
            event("ostrel", voice_alone),
        ),
    )


def numbers(record: SourceRecord) -> tuple[int, ...]:
    one = record
    return one.reports, one.claims, one.happenings, one.first, one.copied, one.alone, one.told, one.judged


def test_the_numbers_of_each_source(shop: Workshop) -> None:
    found = {one.name: one for one in count_sources(shop, compose_account())}
    assert {name: numbers(one) for name, one in found.items() if any(numbers(one))} == {
        # reports, claims, happenings, first, copied (r2, r3, r7), alone, told, judged
        "Marova Observer": (1, 5, 1, 1, 3, 0, 2, 2),
        "League Voice": (1, 3, 4, 1, 0, 1, 1, 0),
        "Site.Example": (3, 2, 2, 0, 0, 0, 1, 1),
        "Echo": (1, 0, 0, 0, 0, 0, 0, 0),
    }
    assert found["Marova Observer"].borne_out == 1.25
    assert found["League Voice"].borne_out is None
    assert found["Site.Example"].borne_out == 0.1
    assert {one.vouched for one in found.values()} == {"theatre", None}
    assert (found["Echo"].source_id, found["Echo"].vouched, found["Echo"].kind) == (None, None, "outlet")
    assert found["Velia"].vouched == "theatre", "a side that speaks for itself"


def test_most_claims_first_then_by_name_whatever_the_order_of_the_account(shop: Workshop) -> None:
    account = compose_account()
    listed = count_sources(shop, account)
    assert [one.name for one in listed][:4] == ["Marova Observer", "League Voice", "Site.Example", "Echo"]
    assert [one.name for one in listed][4:] == sorted((one.name for one in listed[4:]), key=str.casefold)
    chance = random.Random(5)
    for _ in range(5):
        shuffled = replace(
            account,
            **{
                field: tuple(chance.sample(getattr(account, field), len(getattr(account, field))))
                for field in ("reports", "claims", "origins", "events")
            },
        )
        assert count_sources(shop, shuffled) == listed


def test_a_source_is_called_as_most_of_its_origins_call_it(shop: Workshop) -> None:
    one = report("r1", "Vale Post", "2019-05-10")
    claims = [claim(f"c{number}", one) for number in range(3)]
    origins = tuple(origin(f"o{n}", "name:vale post", c, kind="channel") for n, c in enumerate(claims))
    origins = (replace(origins[0], name="VALE POST", kind="agency"), *origins[1:])
    account = Account(
        reports=(one,), claims=tuple(claims), mentions=(), origins=origins, controls=(), events=()
    )
    (found,) = [one for one in count_sources(shop, account) if one.vouched is None]
    assert (found.name, found.kind, found.reports, found.claims) == ("Vale Post", "channel", 1, 3)
