"""A composed account of ten places for tests of what publishes it: every report here was made up for them.

Nothing in it says anything about the real places that it borrows the names of.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import msgspec

from contested.model import (
    Account,
    Claim,
    Control,
    Copy,
    Day,
    Drift,
    Event,
    Evidence,
    Figure,
    Link,
    LinkKind,
    Origin,
    Place,
    PlaceRef,
    Rejection,
    Relation,
    Report,
    SideClaim,
    Slot,
    Stance,
    StatedArea,
    Status,
    Voice,
    When,
    content_id,
    pack_rows,
)
from contested.publish.records import Briefs, PeriodBrief, Section, Sentence
from contested.reconcile.areas import map_areas
from contested.theatres import Theatre

HOSTILE = "<img src=x onerror=alert(1)> </script><script>alert(2)</script><!-- \u2028"
STATES = ("UA", "contested", "RU")

PLACES = {
    one.name: one
    for one in (
        Place(place_id=f"composed:{number}", name=name, kind="settlement", lat=lat, lon=lon, country="UA",
              admin1="Kharkiv Oblast", population=people)
        for number, (name, lat, lon, people) in enumerate(
            (
                ("Kupiansk", 49.7106, 37.6156, 26_000),
                ("Kupiansk-Vuzlovyi", 49.6570, 37.6690, 8_400),
                ("Dvorichna", 49.8480, 37.6800, 3_300),
                ("Synkivka", 49.7600, 37.7000, 300),
                ("Kindrashivka", 49.7730, 37.5900, 1_100),
                ("Petropavlivka", 49.7160, 37.7220, 500),
                ("Pishchane", 49.6080, 37.7560, 500),
                ("Kruhliakivka", 49.5290, 37.7030, 1_200),
                ("Chuhuiv", 49.8350, 36.6880, 31_000),
                ("Kharkiv", 49.9935, 36.2304, 1_421_000),
            )
        )
    )
}  # fmt: skip

VOICES = {
    "ISW": Voice(name="ISW", kind="think_tank", source_id="isw"),
    "Rybar": Voice(name="Rybar", kind="channel", side="RU", source_id="rybar"),
    "General Staff": Voice(name="General Staff of Ukraine", kind="military", side="UA", source_id="gsua"),
    "Defence Ministry": Voice(name="Russian Ministry of Defence", kind="ministry", side="RU", source_id="rumod"),
    "resident": Voice(name="a resident", kind="resident"),
    "footage": Voice(name="geolocated footage", kind="footage"),
}  # fmt: skip

# Report, publisher, day, title, and its sentences: text, trigger, event, actor, target, places, day,
# voices, stance.
Said = tuple[str, str, str, str | None, str | None, tuple[str, ...], Day | None, tuple[str, ...], Stance]
REPORTS: tuple[tuple[str, str, Day | None, str, tuple[Said, ...]], ...] = (
    ("oskil-1", "Oskil Herald", "2025-10-02", "Quiet on the river", (
        ("Ukrainian troops hold Kupiansk and both bridges, the General Staff said.", "hold", "holds", "UA", None, ("Kupiansk",), "2025-10-01", ("General Staff",), "asserted"),
        ("A guard brigade also holds Kindrashivka.", "holds", "holds", "UA", None, ("Kindrashivka",), "2025-10-01", ("General Staff",), "asserted"),
        ("Petropavlivka remains under Ukrainian control.", "under Ukrainian control", "holds", "UA", None, ("Petropavlivka",), "2025-10-01", ("General Staff",), "asserted"),
    )),
    ("post-17", "Rybar", "2025-10-14", "Evening summary 🚩", (
        ("🚩 Our assault groups have taken Synkivka after a week of fighting.", "taken", "captured", "RU", "UA", ("Synkivka",), "2025-10-13", (), "asserted"),
        ("Dvorichna has been under our control since the spring.", "under our control", "holds", "RU", None, ("Dvorichna",), "2025-10-13", (), "asserted"),
    )),
    ("isw-1014", "ISW", "2025-10-15", "Assessment", (
        ("Geolocated footage indicates that Russian forces seized Synkivka.", "seized", "captured", "RU", "UA", ("Synkivka",), "2025-10-14", ("footage",), "asserted"),
        ("Russian forces likely entered northern Kupiansk.", "entered", "entered", "RU", "UA", ("Kupiansk",), "2025-10-14", (), "hedged"),
    )),
    ("oskil-2", "Oskil Herald", "2025-10-29", "Drones over the market", (
        ("Eleven drones struck the market of Kupiansk overnight, a resident said.", "struck", "drone_strike", "RU", "UA", ("Kupiansk",), "2025-10-28", ("resident",), "asserted"),
        ("Fighting had reached the first houses of Kupiansk-Vuzlovyi, the paper wrote.", "reached", "entered", "RU", "UA", ("Kupiansk-Vuzlovyi",), "2025-10-28", (), "asserted"),
        ("Two people were killed.", "killed", "casualties", "RU", "UA", ("Kupiansk",), "2025-10-28", ("resident",), "asserted"),
        ("Missiles hit a depot in Chuhuiv.", "hit", "missile_strike", "RU", "UA", ("Chuhuiv",), "2025-10-28", (), "asserted"),
        ("Air defence brought down nine drones over Kharkiv.", "brought down", "intercepted", "UA", "RU", ("Kharkiv",), "2025-10-28", ("General Staff",), "asserted"),
    )),
    ("ministry-1120", "Russian Ministry of Defence", "2025-11-20", "Bulletin", (
        ("Units of the western group completed the liberation of Kupiansk.", "liberation", "captured", "RU", "UA", ("Kupiansk",), "2025-11-20", (), "asserted"),
    )),
    ("wire-1120", "Lowland Wire", "2025-11-20", "Moscow says Kupiansk taken", (
        ("Russia's defence ministry said its units had liberated Kupiansk.", "liberated", "captured", "RU", "UA", ("Kupiansk",), "2025-11-20", ("Defence Ministry",), "asserted"),
        ("The General Staff denied that Kupiansk had fallen.", "fallen", "captured", "RU", "UA", ("Kupiansk",), "2025-11-20", ("General Staff",), "denied"),
    )),
    ("mirror-1121", "Steppe Mirror", "2025-11-21", "Kupiansk taken, Moscow says", (
        ("Russia's defence ministry said its units had liberated Kupiansk.", "liberated", "captured", "RU", "UA", ("Kupiansk",), "2025-11-20", ("Defence Ministry",), "asserted"),
    )),
    ("gs-1123", "General Staff of Ukraine", "2025-11-23", "Morning", (
        ("Attacks near Pishchane and Kruhliakivka were beaten back.", "beaten back", "repelled", "UA", "RU", ("Pishchane", "Kruhliakivka"), "2025-11-22", (), "asserted"),
        ("Kruhliakivka stays in our hands.", "in our hands", "holds", "UA", None, ("Kruhliakivka",), "2025-11-22", (), "asserted"),
    )),
    ("courier-1209", "Capital Courier", "2025-12-09", "The town that changed hands twice", (
        ("ISW, citing Rybar, wrote that Russian forces had withdrawn from central Kupiansk.", "withdrawn", "withdrew", "RU", None, ("Kupiansk",), "2025-12-08", ("ISW", "Rybar"), "asserted"),
        ("Ukrainian forces are fighting inside Kupiansk-Vuzlovyi.", "fighting inside", "entered", "UA", "RU", ("Kupiansk-Vuzlovyi",), "2025-12-08", (), "asserted"),
        ("Russian forces could try for Pishchane again before the new year.", "could try for", "clashed", "RU", "UA", ("Pishchane",), "2025-12-20", (), "forecast"),
    )),
    ("digest-1210", "Border Digest", "2025-12-10", "Rybar: units left the centre", (
        ("Rybar wrote that Russian units had left the centre of Kupiansk.", "left", "withdrew", "RU", None, ("Kupiansk",), "2025-12-08", ("Rybar",), "asserted"),
    )),
    ("column-0", "Anonymous column", None, "A visit", (
        ("Kindrashivka had already been shelled when we came.", "shelled", "shelling", None, None, ("Kindrashivka",), None, (), "asserted"),
    )),
    ("hostile", HOSTILE, "2025-12-03", HOSTILE, (
        (f"Pishchane was captured {HOSTILE} by Russian troops.", "captured", "captured", "RU", "UA", ("Pishchane",), "2025-12-02", (), "asserted"),
    )),
)  # fmt: skip

# Place: days with the probability of each state in per cent; between them it moves in a straight line.
PATHS = {
    "Kupiansk": (("2025-10-01", 94, 5, 1), ("2025-10-14", 74, 25, 1), ("2025-11-19", 55, 40, 5),
                 ("2025-11-20", 29, 53, 18), ("2025-12-07", 33, 52, 15), ("2025-12-08", 61, 33, 6), ("2025-12-12", 59, 34, 7)),
    "Kupiansk-Vuzlovyi": (("2025-10-28", 40, 42, 18), ("2025-12-08", 14, 66, 20), ("2025-12-12", 16, 62, 22)),
    "Dvorichna": (("2025-10-13", 2, 5, 93), ("2025-12-12", 6, 12, 82)),
    "Synkivka": (("2025-10-13", 22, 40, 38), ("2025-10-14", 4, 16, 80), ("2025-12-12", 3, 7, 90)),
    "Kindrashivka": (("2025-10-01", 90, 8, 2), ("2025-12-12", 64, 26, 10)),
    "Petropavlivka": (("2025-10-01", 92, 6, 2), ("2025-12-12", 42, 33, 25)),
    "Pishchane": (("2025-11-22", 52, 38, 10), ("2025-12-02", 40, 26, 34), ("2025-12-12", 38, 28, 34)),
    "Kruhliakivka": (("2025-11-22", 88, 10, 2), ("2025-12-12", 78, 17, 5)),
}  # fmt: skip

# Report, sentence, place: what it says, how much it weighs, why, and which other sentences repeat it.
EVIDENCE: tuple[tuple[str, int, str, str, float, str, bool, tuple[tuple[str, int], ...]], ...] = (
    ("oskil-1", 0, "Kupiansk", "UA", 1.1, "a party about its own hold", False, ()),
    ("isw-1014", 1, "Kupiansk", "contested", 1.3, "hedged; a third party that has been right before", False, ()),
    ("ministry-1120", 0, "Kupiansk", "RU", 0.9, "a party about its own gain", False, (("wire-1120", 0), ("mirror-1121", 0))),
    ("wire-1120", 1, "Kupiansk", "not:RU", 0.8, "a party about its own hold", False, ()),
    ("courier-1209", 0, "Kupiansk", "not:RU", 2.6, "a party against its own interest", True, (("digest-1210", 0),)),
    ("oskil-2", 1, "Kupiansk-Vuzlovyi", "contested", 0.8, "a newspaper in its own words", False, ()),
    ("courier-1209", 1, "Kupiansk-Vuzlovyi", "contested", 1.0, "a newspaper in its own words", False, ()),
    ("post-17", 1, "Dvorichna", "RU", 0.7, "a party about its own hold", False, ()),
    ("post-17", 0, "Synkivka", "RU", 0.7, "a party about its own gain", False, ()),
    ("isw-1014", 0, "Synkivka", "RU", 2.1, "footage that was located", False, ()),
    ("oskil-1", 1, "Kindrashivka", "UA", 1.1, "a party about its own hold", False, ()),
    ("oskil-1", 2, "Petropavlivka", "UA", 1.1, "a party about its own hold", False, ()),
    ("gs-1123", 0, "Pishchane", "UA", 0.6, "a party about its own hold", False, ()),
    ("hostile", 0, "Pishchane", "RU", 0.5, "nobody knows this publisher " + HOSTILE, False, ()),
    ("gs-1123", 0, "Kruhliakivka", "UA", 0.6, "a party about its own hold", False, ()),
    ("gs-1123", 1, "Kruhliakivka", "UA", 1.1, "a party about its own hold", False, ()),
)  # fmt: skip
# Of the sentences that carry another's word: how each came by it, from which other sentence, and what that changed.
LINKS: dict[tuple[str, int], tuple[LinkKind, tuple[str, int] | None, tuple[str, ...], tuple[Drift, ...]]] = {
    ("wire-1120", 0): ("cites", ("ministry-1120", 0), (), (Drift("actor", "changed", "Units of the western group", "its units"),)),
    ("mirror-1121", 0): ("copies", ("wire-1120", 0), (), ()),
    ("courier-1209", 0): ("cites", None, ("ISW",), ()),
    ("digest-1210", 0): ("cites", None, (), (Drift("place", "grown", "central Kupiansk", "the centre of Kupiansk (the town"),)),
}  # fmt: skip
CLAIMED = {
    "Kupiansk": {"UA": ("2025-10-01", 1), "RU": ("2025-11-20", 1)},
    "Synkivka": {"RU": ("2025-10-13", 1)},
    "Dvorichna": {"RU": ("2025-10-13", 1)},
    "Kindrashivka": {"UA": ("2025-10-01", 1)},
    "Pishchane": {"RU": ("2025-12-02", 1)},
    "Kruhliakivka": {"UA": ("2025-11-22", 1)},
}


def relate_place(account: Account, name: str, relation: Relation, lon: float, off: float) -> Account:
    """The account with the first strike at a place told of somewhere beside it, `lon` degrees east, `off` km loose."""
    place_id = PLACES[name].place_id

    def relate(claim: Claim) -> Claim:
        places = tuple(
            msgspec.structs.replace(ref, role="near", lon=lon, uncertainty_km=off, relation=relation)
            if ref.place_id == place_id and claim.event.endswith("strike")
            else ref
            for ref in claim.places
        )
        return msgspec.structs.replace(claim, places=places)

    return msgspec.structs.replace(account, claims=tuple(map(relate, account.claims)))


def compose_report(
    name: str, publisher: str, published: Day | None, title: str, said: tuple[Said, ...]
) -> Report:
    text = title + "\n\n" + " ".join(one[0] for one in said)
    return Report(
        report_id=content_id(name),
        name=name,
        raw_sha256=content_id("raw", name),
        text=text,
        cleaner="composed",
        reader="composed",
        url="javascript:alert(3)" if name == "hostile" else f"https://example.org/{name}",
        publisher=publisher,
        published=published,
        published_basis="stated" if published else "none",
        title=title,
    )


def compose_claim(report: Report, said: Said) -> Claim:
    text, trigger, event, actor, target, places, on, voices, stance = said
    start = report.text.index(text, len(report.title or "") + 2)
    mark = start + text.index(trigger)
    basis = "relative" if on else "none"
    return Claim(
        claim_id=content_id(report.report_id, start),
        report_id=report.report_id,
        report_name=report.name,
        start=start,
        end=start + len(text),
        text=text,
        event=event,
        actor=actor,
        target=target,
        places=tuple(
            PlaceRef(text=name, role="at", place_id=PLACES[name].place_id, name=name, lat=PLACES[name].lat,
                     lon=PLACES[name].lon, uncertainty_km=2.0)
            for name in places
        ),
        when=When(start=on, end=on, text=None, basis=basis),
        voices=tuple(VOICES[one] for one in voices),
        stance=stance,
        figures=(Figure(low=11, high=11, unit="drones", text="Eleven drones"),) if event == "drone_strike" else (),
        rule="composed",
        score=0.9,
        slots=(Slot("trigger", mark, mark + len(trigger)),),
        publisher=report.publisher,
        published=report.published,
    )  # fmt: skip


def compose_evidence(claims: dict[tuple[str, int], Claim], place: str) -> tuple[Evidence, ...]:
    found = []
    for report, number, where, says, weight, reason, against, repeats in EVIDENCE:
        if where == place:
            claim = claims[report, number]
            origin = claim.voices[-1] if claim.voices else publisher_voice(claim)
            found.append(
                Evidence(
                    claim_id=claim.claim_id,
                    origin_id=content_id(origin.name, says, claim.when.start),
                    origin=origin.name,
                    kind=origin.kind,
                    side=origin.side,
                    published=claim.published,
                    on=str(claim.when.start),
                    says=says,
                    weight=weight,
                    reason=reason,
                    against_interest=against,
                    repeats=tuple(claims[one].claim_id for one in repeats),
                    reports=tuple(sorted({claims[one].report_id for one in ((report, number), *repeats)})),
                )
            )
    return tuple(sorted(found, key=lambda one: (one.on, one.claim_id)))


def compose_origins(claims: dict[tuple[str, int], Claim]) -> Iterator[Origin]:
    """The origin of each piece of evidence, with the links of the sentences that carry its word."""
    of = {one.claim_id: key for key, one in claims.items()}
    evidence = {one.origin_id: one for place in PATHS for one in compose_evidence(claims, place)}
    for one in evidence.values():
        told = (one.claim_id, *one.repeats)
        links = []
        for claim_id in told:
            if of[claim_id] in LINKS:
                kind, to, via, drift = LINKS[of[claim_id]]
                name = str(claims[to].publisher) if to else one.origin
                reason = f"{claims[of[claim_id]].publisher} {kind} {name}"
                nearer = claims[to].claim_id if to else None
                links.append(
                    Link(
                        claim_id=claim_id,
                        kind=kind,
                        to=nearer,
                        name=name,
                        reason=reason,
                        via=via,
                        drift=drift,
                    )
                )
        yield Origin(
            origin_id=one.origin_id, source=f"name:{one.origin.casefold()}", name=one.origin, kind=one.kind, side=one.side,
            vouched=one.vouched, first=one.claim_id, claims=told, chain=(one.origin,),
            reasons=tuple(link.reason for link in links), links=tuple(links),
        )  # fmt: skip


def publisher_voice(claim: Claim) -> Voice:
    known = {voice.name: voice for voice in VOICES.values()}
    return known.get(str(claim.publisher)) or Voice(name=str(claim.publisher), kind="outlet")


def compose_control(claims: dict[tuple[str, int], Claim], name: str) -> Control:
    rows: list[tuple[float, ...]] = []
    path = PATHS[name]
    for (start, *before), (end, *after) in pairwise(path):
        days = (date.fromisoformat(end) - date.fromisoformat(start)).days
        rows += [
            tuple((a + (b - a) * day / days) / 100 for a, b in zip(before, after, strict=True))
            for day in range(days)
        ]
    rows.append(tuple(value / 100 for value in path[-1][1:]))
    return Control(
        place=PLACES[name],
        states=STATES,
        first=path[0][0],
        chances=pack_rows(rows),
        evidence=compose_evidence(claims, name),
    )


def status_on(control: Control, day: Day) -> Status:
    """Stands in for reconcile's: the row of the day, the evidence to that day, and the claims composed above."""
    number = (date.fromisoformat(day) - date.fromisoformat(control.first)).days
    known = sorted(
        (one for one in control.evidence if one.on <= day), key=lambda one: (-one.weight, one.claim_id)
    )
    row = dict(zip(control.states, control.row(number), strict=True))
    state = max(row, key=lambda one: row[one])
    said = {one.says.removeprefix("not:") for one in known}
    return Status(
        on=day,
        known_on=None,
        state=state if row[state] >= 0.5 else "unknown",
        probabilities=row,
        disputed={"UA", "RU"} <= said,
        claimed={
            side: SideClaim(side, since, origins)
            for side, (since, origins) in CLAIMED.get(control.place.name, {}).items()
            if since <= day
        },
        origins=len({one.origin for one in known}),
        reports=len({report_id for one in known for report_id in one.reports}),
        last_evidence=max((one.on for one in known), default=None),
        evidence=tuple(known),
    )


def compose_account() -> Account:
    """Twelve reports, what they claim, and the control made up for eight of ten places."""
    reports = {row[0]: compose_report(*row) for row in REPORTS}
    claims = {
        (row[0], number): compose_claim(reports[row[0]], said)
        for row in REPORTS
        for number, said in enumerate(row[4])
    }
    by_event: dict[tuple[str, str | None, tuple[str, ...], Day | None], list[Claim]] = {}
    for claim in claims.values():
        where = tuple(str(ref.place_id) for ref in claim.places)
        by_event.setdefault((claim.event, claim.actor, where, claim.when.start), []).append(claim)
    events = [
        Event(
            event_id=content_id(*key),
            event=key[0],
            actor=key[1],
            target=told[0].target,
            place_ids=key[2],
            start=key[3],
            end=key[3] and (date.fromisoformat(key[3]) + timedelta(days=key[0] == "captured")).isoformat(),
            claims=tuple(one.claim_id for one in told if one.stance != "denied"),
            origins=tuple(
                sorted(
                    {
                        one.voices[-1].name if one.voices else str(one.publisher)
                        for one in told
                        if one.stance != "denied"
                    }
                )
            ),
            witnesses=tuple(
                sorted(
                    {
                        one.voices[-1].name if one.voices else str(one.publisher)
                        for one in told
                        if one.stance != "denied"
                    }
                )
            ),
            denied_by=tuple(sorted(one.claim_id for one in told if one.stance == "denied")),
        )
        for key, told in by_event.items()
    ]
    return Account(
        reports=tuple(sorted(reports.values(), key=lambda one: (one.published or "", one.report_id))),
        claims=tuple(sorted(claims.values(), key=lambda one: (one.published or "", one.claim_id))),
        mentions=(),
        origins=tuple(sorted(compose_origins(claims), key=lambda one: one.origin_id)),
        controls=tuple(compose_control(claims, name) for name in PATHS),
        events=tuple(sorted(events, key=lambda one: (one.start or "", one.event_id))),
        copies=(
            Copy(report_id=reports["mirror-1121"].report_id, original_id=reports["wire-1120"].report_id, kind="passage",
                 share=0.8),
        ),
        rejections=(Rejection("scan.pdf", "no text in it", "give the text beside it"),),
    )  # fmt: skip


def doubt_place(account: Account, name: str, on: Day) -> Account:
    """The account in which nobody vouches for what is told of the place, and all of that is dated `on`."""
    (control,) = (one for one in account.controls if one.place.name == name)
    evidence = tuple(msgspec.structs.replace(one, on=on, vouched=False) for one in control.evidence)
    doubted = msgspec.structs.replace(control, first=on, chances=b"", evidence=evidence)
    told = {one.claim_id for one in evidence}
    return msgspec.structs.replace(
        account,
        controls=tuple(doubted if one is control else one for one in account.controls),
        claims=tuple(
            msgspec.structs.replace(one, when=msgspec.structs.replace(one.when, start=on, end=on))
            if one.claim_id in told
            else one
            for one in account.claims
        ),
        events=tuple(
            msgspec.structs.replace(one, start=on, end=on, witnesses=("",)) if told & {*one.claims} else one
            for one in account.events
        ),
        origins=tuple(
            msgspec.structs.replace(one, vouched=False) if told & {*one.claims} else one
            for one in account.origins
        ),
    )


def map_account(account: Account, theatre: Theatre, until: Day = "2025-12-12") -> Account:
    """The account with the ground between its places, and an area that the ministry states to have taken at Kupiansk."""
    claim = next(one for one in account.claims if one.text.startswith("Units of the western group"))
    taken = StatedArea(
        claim_id=claim.claim_id,
        origin_id=None,
        side="RU",
        measure="gained",
        text="thirty-one square kilometres",
        low=31,
        high=31,
        place_id=PLACES["Kupiansk"].place_id,
        place="Kupiansk",
        start="2025-11-20",
        end="2025-11-20",
        around_km=15.0,
        map_low=0,
        map_high=120,
        spoken=300,
        finding="in_line",
        reason="by the map 0 to 120 sq km within 15 km were gained: in line with it",
    )
    areas = map_areas(account.controls, theatre, until)
    return msgspec.structs.replace(account, areas=areas, stated_areas=(taken,))


def compose_brief(account: Account) -> Briefs:
    by_text = {claim.text: claim.claim_id for claim in account.claims}

    def cite(*starts: str) -> tuple[str, ...]:
        return tuple(sorted(key for text, key in by_text.items() if text.startswith(starts)))

    sections = (
        Section("Kupiansk", (
            Sentence("Russia claimed the town on 20 November 2025; Ukraine denied it.", cite("Units of", "The General")),
            Sentence("Rybar, against its side's interest, later said that Russian units had left the centre.",
                     cite("ISW, citing", "Rybar wrote")),
        )),
        Section("Elsewhere", (Sentence(f"Somebody wrote {HOSTILE} about Pishchane.", cite("Pishchane was")),)),
    )  # fmt: skip
    return Briefs(
        (PeriodBrief(7, "2025-12-05", sections[1:]), PeriodBrief(None, None, sections)),
        {PLACES["Kupiansk"].place_id: sections[:1]},
    )
