"""A site that is built again: what is taken over from the one before, and that nobody can tell."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from contested.cache import PACKAGE
from contested.days import shift_day
from contested.lineage import Lineage, take_all_over
from contested.model import Account, Claim, Control, Day, Report, pack_rows
from contested.publish.site import (
    SiteSettings,
    courses,
    listing,
    memory,
    packs,
    search,
    words,
    write,
    write_site,
)
from contested.publish.site.check import read_chunk
from contested.publish.site.chunks import Part
from contested.publish.site.memory import APART
from contested.publish.site.periods import choose_periods
from contested.publish.site.reports import number_reports
from contested.theatres import Theatre
from tests.publish.account import compose_account, compose_brief, status_on
from tests.publish.chunked import stand_in_page
from tests.publish.theatre import write_theatre

ACCOUNT = compose_account()
BRIEF = compose_brief(ACCOUNT)
SETTINGS = SiteSettings(name="Desk", as_of="2025-12-12", synthetic=True)
REPORTS = tuple(one.report_id for one in ACCOUNT.reports)
Publish = Callable[..., Path]


class Kept(NamedTuple):
    """An account under its name."""

    name: bytes
    account: Account


@pytest.fixture(scope="module")
def theatre(tmp_path_factory: pytest.TempPathFactory) -> Theatre:
    return write_theatre(tmp_path_factory.mktemp("theatre"))


@pytest.fixture(scope="module")
def publish(tmp_path_factory: pytest.TempPathFactory, theatre: Theatre) -> Any:
    """Writes a site around a stand-in for the built page, with or without a memory of the one before."""
    room = tmp_path_factory.mktemp("room")
    here = stand_in_page(room / "here")

    def publish(
        name: str, account: Account, memory: bool = True, lineage: Lineage | None = None, **changes: Any
    ) -> Path:
        kept = room / f"{name}.memory" if memory else None
        site = replace(SETTINGS, **changes)
        write_site(account, theatre, site, room / name, BRIEF, status_on, kept, lineage)
        return room / name

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(write, "HERE", here)
        yield publish


def read_all(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def find_files(folder: Path) -> dict[str, int]:
    """The file on the disk behind each chunk."""
    return {file.stem: file.stat().st_ino for file in (folder / "data").iterdir()}


def find_fresh(folder: Path, before: dict[str, int]) -> set[str]:
    """The chunks that are files of their own, not those of the site before."""
    return {name for name, inode in find_files(folder).items() if before.get(name) != inode}


def leave_out(account: Account, gone: set[str]) -> Account:
    """The account without some reports, and what was said in them."""
    claims = tuple(one for one in account.claims if one.report_id not in gone)
    left = {one.claim_id for one in claims}

    def keep(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one for one in ids if one in left)

    return replace(
        account,
        reports=tuple(one for one in account.reports if one.report_id not in gone),
        claims=claims,
        origins=tuple(
            replace(
                one,
                claims=keep(one.claims),
                links=tuple(link for link in one.links if link.claim_id in left),
                first=keep(one.claims)[0],
                taken_back=None,
            )
            for one in account.origins
            if keep(one.claims)
        ),
        controls=tuple(
            replace(
                one,
                evidence=tuple(
                    replace(
                        told,
                        repeats=keep(told.repeats),
                        reports=tuple(report for report in told.reports if report not in gone),
                    )
                    for told in one.evidence
                    if told.claim_id in left
                ),
            )
            for one in account.controls
        ),
        events=tuple(
            replace(
                one,
                claims=keep(one.claims),
                wordings=keep(one.wordings),
                denied_by=keep(one.denied_by),
                versions=(),
            )
            for one in account.events
            if keep(one.claims)
        ),
        copies=tuple(one for one in account.copies if not {one.report_id, one.original_id} & gone),
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    gone=st.lists(st.sets(st.sampled_from(REPORTS), max_size=4), min_size=2, max_size=4),
    days=st.lists(st.integers(0, 2), min_size=4, max_size=4),
)
def test_what_is_built_again_is_what_is_built_at_once(
    publish: Publish, gone: list[set[str]], days: list[int]
) -> None:
    for number, (left_out, later) in enumerate(zip(gone, days, strict=False)):
        account = prolong(leave_out(ACCOUNT, left_out), later)
        as_of = shift_day("2025-12-12", later)
        again = publish("again", account, as_of=as_of)
        assert read_all(again) == read_all(publish("at-once", account, memory=False, as_of=as_of)), number


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    gone=st.lists(st.sets(st.sampled_from(REPORTS), max_size=3), min_size=2, max_size=5),
    days=st.lists(st.integers(0, 1), min_size=5, max_size=5),
)
@pytest.mark.parametrize("few", [True, False], ids=["few", "many"])
def test_what_differs_from_the_account_before_is_all_that_is_told_anew(
    publish: Publish, few: bool, gone: list[set[str]], days: list[int]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if not few:  # several chunks to a file, several periods, an index in two volumes
            patch.setattr(packs, "MANY", 3)
            patch.setattr(search, "MANY", 8)
            patch.setattr(search, "PARTS", 3)
            patch.setattr(search, "CARDS", 4)
            patch.setattr(words, "SHARD", 300)
            patch.setattr(listing, "PERIOD_EVENTS", 4)
            patch.setattr(courses, "PERIOD_NUMBERS", 40)
            patch.setattr(courses, "STANDING", 0)
        name, before = f"line-{few}", None
        for number, (left_out, later) in enumerate(zip(gone, days, strict=False)):
            account = prolong(leave_out(ACCOUNT, left_out), later)
            account = take_all_over(before.account, account) if before else account
            lineage = Kept(os.urandom(8), account)
            line = Lineage(lineage.name, before.account, before.name) if before else Lineage(lineage.name)
            as_of = shift_day("2025-12-12", later)
            again = publish(name, account, lineage=line, as_of=as_of)
            assert read_all(again) == read_all(publish("at-once", account, memory=False, as_of=as_of)), number
            before = lineage


def test_only_what_a_new_report_touches_is_looked_at(
    publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    (late,) = (one for one in ACCOUNT.reports if one.name == "digest-1210")
    before = leave_out(ACCOUNT, {late.report_id})
    publish("line", before, lineage=Lineage(b"before"))
    files = find_files(publish("line", before, lineage=Lineage(b"before")))
    described = set[str]()
    describe = write.describe_report

    def note(report: Report, *others: Any) -> dict[str, Any]:
        described.add(report.report_id)
        return describe(report, *others)

    monkeypatch.setattr(write, "describe_report", note)
    after = take_all_over(before, ACCOUNT)
    fresh = find_fresh(publish("line", after, lineage=Lineage(b"after", before, b"before")), files)
    assert described == {late.report_id}
    assert len([one for one in fresh if one.startswith("report-")]) == 1


@pytest.mark.parametrize(
    "touch",
    [lambda file: file.write_text("mine", "utf-8"), lambda file: file.unlink()],
    ids=["changed", "lost"],
)
def test_a_file_of_the_older_volume_that_somebody_touched_is_written_anew(
    publish: Publish, touch: Callable[[Path], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MANY", 13)
    monkeypatch.setattr(search, "PARTS", 3)
    monkeypatch.setattr(search, "CARDS", 4)
    ids = {one.name: one.report_id for one in ACCOUNT.reports}
    before, after = (
        leave_out(ACCOUNT, gone) for gone in ({ids["hostile"], ids["digest-1210"]}, {ids["hostile"]})
    )
    folder = publish("older", before, lineage=Lineage(b"before"))
    files = find_files(folder)
    after = take_all_over(before, after)
    again = publish("older", after, lineage=Lineage(b"after", before, b"before"))
    kept = {"words-0", "cards-0", "search-claims-0"}
    assert kept.isdisjoint(find_fresh(again, files))
    publish("older", before, lineage=Lineage(b"before"))
    for name in kept:
        touch(folder / "data" / f"{name}.js")
    again = publish("older", after, lineage=Lineage(b"after", before, b"before"))
    assert read_all(again) == read_all(publish("at-once", after, memory=False))


def test_a_line_of_another_account_than_the_site_s_is_not_gone_by(publish: Publish) -> None:
    other = leave_out(ACCOUNT, {REPORTS[0]})
    publish("strange", leave_out(ACCOUNT, {REPORTS[1]}), lineage=Lineage(b"one"))
    folder = publish("strange", ACCOUNT, lineage=Lineage(b"three", other, b"two"))
    assert read_all(folder) == read_all(publish("at-once", ACCOUNT, memory=False))


@pytest.mark.parametrize(
    ("name", "change", "stays"),
    [
        ("as-it-is", lambda folder: None, True),
        ("longer", lambda folder: (folder / "data/desk.js").write_text("else", "utf-8"), False),
        ("chunk-gone", lambda folder: (folder / "data/symbols.js").unlink(), False),
        ("page-gone", lambda folder: (folder / "index.html").unlink(), False),
        ("page-changed", lambda folder: (folder / "assets/page.js").write_text("else", "utf-8"), False),
    ],
)
def test_a_site_that_would_come_out_the_same_is_left_where_it_is(
    publish: Publish, name: str, change: Callable[[Path], Any], stays: bool
) -> None:
    folder = publish(name, ACCOUNT)
    before, was = folder.stat().st_ino, read_all(folder)
    change(folder)
    assert (publish(name, ACCOUNT).stat().st_ino == before) is stays
    assert read_all(folder) == was


@pytest.mark.parametrize(
    ("account", "changes"),
    [
        (ACCOUNT, {"synthetic": False}),
        (leave_out(ACCOUNT, {REPORTS[0]}), {}),
    ],
)
def test_a_site_of_something_else_takes_its_place(
    publish: Publish, account: Account, changes: dict[str, Any]
) -> None:
    before = publish("other", ACCOUNT).stat().st_ino
    assert publish("other", account, **changes).stat().st_ino != before
    assert read_all(publish("other", account, **changes)) == read_all(
        publish("other-new", account, memory=False, **changes)
    )


def prolong(account: Account, days: int) -> Account:
    """The account some days later, when nothing was said since."""

    def wait(control: Control) -> Control:
        row = control.chances[-2 * len(control.states) :]
        return replace(control, chances=control.chances + days * row)

    return replace(account, controls=tuple(map(wait, account.controls)))


def test_the_same_is_taken_over_whole(publish: Publish) -> None:
    before = find_files(publish("same", ACCOUNT))
    fresh = find_fresh(publish("same", ACCOUNT), before)
    assert fresh == set()


def test_a_new_report_writes_what_tells_of_it(publish: Publish) -> None:
    (late,) = (one for one in ACCOUNT.reports if one.name == "digest-1210")
    before = find_files(publish("news", leave_out(ACCOUNT, {late.report_id})))
    folder = publish("news", ACCOUNT)
    names = [one["name"] for one in read_chunk(folder, "desk")["places"]]
    numbers = number_reports(ACCOUNT.reports)
    # The place that it tells of and those that an event of that place is told of too; its own text.
    there = {ref.name for one in ACCOUNT.claims if one.report_id == late.report_id for ref in one.places}
    places = {f"place-{names.index(name)}" for name in there if name}
    fresh = find_fresh(folder, before)
    assert places | {f"report-{numbers[late.report_id]}", "days-0", "events-1"} <= fresh
    assert len([one for one in fresh if one.startswith("report-")]) == 1
    assert len([one for one in fresh if one.startswith("place-")]) < len(names) / 2
    assert not [one for one in fresh if one.startswith("bands-")]


def test_a_day_later_only_what_tells_of_the_day_is_written(publish: Publish) -> None:
    before = find_files(publish("later", ACCOUNT))
    fresh = find_fresh(publish("later", prolong(ACCOUNT, 1), as_of="2025-12-13"), before)
    # A dispute that lasts has lasted a day longer.
    assert fresh == {"desk", "disputes", "days-0", "bands-0"}


def test_a_file_that_somebody_changed_is_written_anew(publish: Publish) -> None:
    folder = publish("touched", ACCOUNT)
    whole = read_all(folder)
    (folder / "data" / "place-1.js").write_text("mine", "utf-8")
    (folder / "data" / "place-2.js").unlink()
    assert read_all(publish("touched", ACCOUNT)) == whole


@pytest.mark.parametrize(
    "damage", [b"", b"\xc1", b"\x93\x00\x00\x00"], ids=["empty", "no code", "other records"]
)
def test_a_memory_that_is_damaged_is_done_without(publish: Publish, damage: bytes) -> None:
    folder = publish("damaged", ACCOUNT)
    whole = read_all(folder)
    folder.with_name("damaged.memory").write_bytes(damage)
    assert read_all(publish("damaged", ACCOUNT)) == whole


def test_what_is_known_of_places_and_damaged_is_worked_out_anew(publish: Publish) -> None:
    """What stands around it is whole, so that the account before is gone by."""
    accounts = [leave_out(ACCOUNT, {ACCOUNT.reports[-1].report_id}), ACCOUNT]
    whole = read_all(publish("known at once", ACCOUNT))
    folder = publish("known", accounts[0], lineage=Lineage(b"1"))
    file = folder.with_name("known.memory")
    made_by, kept = msgspec.msgpack.decode(file.read_bytes(), type=tuple[bytes, memory.Kept])
    kept.known = msgspec.Raw(msgspec.msgpack.encode("nothing"))
    file.write_bytes(msgspec.msgpack.encode((made_by, kept)))
    assert read_all(publish("known", ACCOUNT, lineage=Lineage(b"2", accounts[0], b"1"))) == whole


def test_other_settings_take_nothing_over(publish: Publish) -> None:
    before = find_files(publish("settings", ACCOUNT))
    assert find_fresh(publish("settings", ACCOUNT, audience="public"), before) == before.keys()


def test_a_report_keeps_its_number_whatever_is_added() -> None:
    some = number_reports(ACCOUNT.reports[::2])
    every = number_reports(ACCOUNT.reports)
    assert some == {one: every[one] for one in some}
    assert len(set(every.values())) == len(every)
    assert max(every.values()) < 2**53  # as far as a browser counts


@pytest.mark.parametrize(
    ("span", "amount", "begins"),
    [
        (("2025-01-15", "2025-12-14"), 100, []),
        (("2025-01-15", "2025-12-14"), 200, ["2025-04-01", "2025-07-01", "2025-10-01"]),
        (("2025-01-15", "2025-04-14"), 900, ["2025-02-01", "2025-03-01", "2025-04-01"]),
        (("2021-03-05", "2024-12-31"), 350, ["2022-01-01", "2023-01-01", "2024-01-01"]),
    ],
)
def test_periods_begin_with_months(span: tuple[Day, Day], amount: int, begins: list[Day]) -> None:
    starts = choose_periods(span, amount, 100)
    assert starts[0] == 0
    assert [shift_day(span[0], one) for one in starts[1:]] == begins


def multiply(account: Account, times: int) -> Account:
    """So many towns of each name, each with all that was said of the one."""

    def rename(claim: Claim, n: int) -> Claim:
        return replace(
            claim,
            claim_id=f"{claim.claim_id}/{n}",
            report_id=f"{claim.report_id}/{n}",
            places=tuple(replace(ref, place_id=f"{ref.place_id}/{n}") for ref in claim.places),
        )

    def say(ids: tuple[str, ...], n: int) -> tuple[str, ...]:
        return tuple(f"{one}/{n}" for one in ids)

    def move(control: Control, n: int) -> Control:
        return replace(
            control,
            place=replace(control.place, place_id=f"{control.place.place_id}/{n}"),
            evidence=tuple(
                replace(
                    one,
                    claim_id=f"{one.claim_id}/{n}",
                    origin_id=f"{one.origin_id}/{n}",
                    repeats=say(one.repeats, n),
                )
                for one in control.evidence
            ),
        )

    copies = range(times)
    reports: list[Report] = [
        replace(one, report_id=f"{one.report_id}/{n}") for n in copies for one in account.reports
    ]
    return replace(
        account,
        reports=tuple(reports),
        claims=tuple(rename(one, n) for n in copies for one in account.claims),
        origins=tuple(
            replace(
                one,
                origin_id=f"{one.origin_id}/{n}",
                claims=say(one.claims, n),
                first=f"{one.first}/{n}",
                links=tuple(
                    replace(link, claim_id=f"{link.claim_id}/{n}", to=link.to and f"{link.to}/{n}")
                    for link in one.links
                ),
                taken_back=None,
            )
            for n in copies
            for one in account.origins
        ),
        controls=tuple(move(one, n) for n in copies for one in account.controls),
        events=(),
        copies=(),
    )


def measure(account: Account, theatre: Theatre) -> dict[str, int]:
    chunks = write.describe_all(account, theatre, SETTINGS, BRIEF, status_on)
    return {
        name: len(write.script(name, one.describe() if isinstance(one, Part) else one))
        for name, one in chunks
    }


def test_a_desk_ten_times_as_large_loads_no_more_than_ten_times_as_much(theatre: Theatre) -> None:
    one, ten = measure(multiply(ACCOUNT, 5), theatre), measure(multiply(ACCOUNT, 50), theatre)
    assert ten["desk"] < 10 * one["desk"]
    assert ten["days-0"] < 11 * one["days-0"]
    for kind in ("place", "report"):
        largest = [max(size for name, size in sizes.items() if name.startswith(kind)) for sizes in (one, ten)]
        assert largest[1] < largest[0] + 100


def test_what_comes_with_the_desk_is_no_longer_for_a_longer_war(theatre: Theatre) -> None:
    """Of a war of years only the newest period is loaded: no longer than of one that began lately."""

    def go_on(control: Control, years: int) -> Control:
        rows = [(0.2, 0.3, 0.5) if day % 5 else (0.5, 0.3, 0.2) for day in range(365 * years)]
        return replace(
            control, chances=pack_rows(rows), first=shift_day("2025-12-12", 1 - len(rows)), evidence=()
        )

    def newest(years: int) -> int:
        controls = tuple(go_on(one, years) for one in multiply(ACCOUNT, 20).controls)
        sizes = measure(replace(ACCOUNT, controls=controls, claims=(), events=(), origins=()), theatre)
        return sizes[
            max((name for name in sizes if name.startswith("days-")), key=lambda name: int(name[5:]))
        ]

    assert newest(6) < 1.5 * newest(2)


@pytest.mark.parametrize("room", APART)
def test_no_room_that_a_memory_takes_for_apart_has_a_part_in_a_site(room: str) -> None:
    for file in (PACKAGE / "publish").rglob("*.py"):
        assert f"contested.{room}" not in file.read_text("utf-8"), file
