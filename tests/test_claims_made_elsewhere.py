"""Claims that were made elsewhere, on a desk: they are kept as they came, and put into the desk's terms when asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from contested.adding import AddedClaims, add_claims
from contested.ask.claims import read_claims
from contested.ask.places import place_finder
from contested.ask.vouching import SourceLine, vouch
from contested.errors import UnknownPlace
from contested.model import TOLD
from contested.pipeline import Moment, Workshop, bring_up_to_date, build_site, take_account, verify
from contested.publish import site
from tests.desks import TINY, make_desk
from tests.told_samples import KESSA, MILL, told_row, write_rows

FIRST, LATER = "2019-06-01T12:00:00Z", "2019-06-05T12:00:00Z"
STAFF = {"name": "the Ministry of War", "kind": "outlet"}


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    return make_desk(tmp_path / "desk", str(TINY / "theatre"))


def add(
    shop: Workshop, rows: list[dict[str, Any]], recorded_at: str = FIRST, name: str = "c.jsonl"
) -> AddedClaims:
    return add_claims(shop, write_rows(shop.desk.folder / name, rows), recorded_at)


def counts(added: AddedClaims) -> tuple[int, int, int, int]:
    return added.new, added.reports, added.held, len(added.rejected)


def test_the_same_rows_twice_add_nothing(shop: Workshop) -> None:
    rows = [told_row(1), told_row(2), told_row(2, report_name="note-1")]
    assert counts(add(shop, rows)) == (3, 2, 0, 0)
    before = read_claims(shop)
    assert counts(add(shop, rows[::-1], LATER, "again.jsonl")) == (0, 0, 3, 0)
    assert counts(add(shop, [*rows, told_row(4), told_row(4)], LATER)) == (1, 1, 4, 0)
    assert set(before) < set(read_claims(shop))


def test_a_bad_row_is_set_aside_and_the_rest_is_added(shop: Workshop) -> None:
    rows = [told_row(1), told_row(2, event="conquered"), told_row(3, published="2019-06-03"), told_row(4)]
    added = add(shop, rows)
    assert counts(added) == (2, 2, 0, 2)
    assert [one.where.rpartition("/")[2] for one in added.rejected] == ["c.jsonl:2", "c.jsonl:3"]
    with shop.ledger() as ledger:
        assert ledger.rejections() == tuple(sorted(added.rejected, key=lambda one: one.where))
    assert counts(add(shop, [told_row(1), told_row(2)], LATER)) == (1, 1, 1, 0)
    with shop.ledger() as ledger:
        assert ledger.rejections() == ()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": None}, "its name is missing"),
        ({"lat": None, "lon": None}, "its lat and lon is missing"),
    ],
)
def test_a_place_that_nobody_could_find_is_set_aside(
    shop: Workshop, changes: dict[str, Any], said: str
) -> None:
    (one,) = add(shop, [told_row(1, places=[MILL | changes])]).rejected
    assert "the gazetteer has no 'theatre:lower-mill'" in one.reason
    assert said in one.reason


def test_no_rules_read_them_and_no_build_loses_them(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    add(shop, [told_row(1), told_row(2, places=[KESSA])])
    told = read_claims(shop)
    assert bring_up_to_date(shop, LATER) == 0
    for version in ("rules-1/other", "rules-1/third"):
        shop.__dict__["version"] = version
        assert bring_up_to_date(shop, LATER) == 0
        assert read_claims(shop) == told
    assert len(take_account(shop, Moment(LATER)).claims) == 2
    assert len(take_account(shop, Moment(LATER, recorded_on="2019-06-01")).claims) == 2


def test_a_report_whose_claims_were_not_written_yet_is_not_read(shop: Workshop) -> None:
    add(shop, [told_row(1)])
    with shop.ledger() as ledger:
        (report,) = ledger.reports()
        raw = ledger.archive.read(report.raw_sha256)
    other = make_desk(shop.desk.folder.parent / "killed", str(TINY / "theatre"))
    with other.ledger() as ledger:
        ledger.add_report(report, raw, FIRST)
    assert bring_up_to_date(other, FIRST) == 0
    assert counts(add(other, [told_row(1)])) == (1, 1, 0, 0)
    assert read_claims(other) == read_claims(shop)


def test_known_and_recorded_days_hold_for_them(shop: Workshop) -> None:
    early = told_row(
        1,
        published="2019-05-04",
        when={"start": "2019-05-04", "end": "2019-05-04", "text": None, "basis": "explicit"},
    )
    add(shop, [early, told_row(2)])
    add(shop, [told_row(3)], LATER)

    def told(known_on: str | None = None, recorded_on: str | None = None) -> int:
        return len(take_account(shop, Moment(LATER, known_on, recorded_on)).claims)

    assert [told("2019-05-03"), told("2019-05-04"), told("2019-05-10"), told()] == [0, 1, 3, 3]
    assert [told(None, "2019-05-31"), told(None, "2019-06-01"), told("2019-05-04", "2019-06-05")] == [0, 2, 1]


def test_they_verify_and_damage_is_found(shop: Workshop) -> None:
    add(shop, [told_row(1), told_row(2, report_name="note-1", start=80, end=112)])
    assert verify(shop) == []
    with shop.ledger() as ledger:
        (report,) = ledger.reports()
    assert len(report.text) == 112
    file = shop.desk.archive / report.raw_sha256[:2] / report.raw_sha256
    file.write_bytes(file.read_bytes().replace(b"took", b"left"))
    assert any("damaged" in problem for problem in verify(shop))


def test_voices_are_called_as_the_desk_calls_them(shop: Workshop) -> None:
    dawn = {"name": "DAWN", "kind": "channel", "side": "FRL", "source_id": "elsewhere"}
    add(
        shop,
        [told_row(1, voices=[dawn, STAFF]), told_row(2, voices=[{"name": "footage", "kind": "footage"}])],
    )
    first, second = sorted(read_claims(shop), key=lambda one: one.text)
    assert [(one.name, one.kind, one.side, one.source_id) for one in first.voices] == [
        ("DAWN", "channel", "FRL", None),
        ("Velian Ministry of War", "ministry", "VEL", "velian-ministry"),
    ]
    assert [(one.name, one.source_id) for one in second.voices] == [("footage", None)]
    vouch(shop, [("f:1", SourceLine(name="Dawn", kind="channel", side="FRL"))], "A. Reader", LATER)
    again = Workshop(shop.desk)
    assert [one.source_id for one in min(read_claims(again), key=lambda one: one.text).voices] == [
        "dawn",
        "velian-ministry",
    ]
    (then,) = (
        one
        for one in take_account(again, Moment(LATER, recorded_on="2019-06-01")).claims
        if len(one.voices) == 2
    )
    assert then.voices[0].source_id is None


def test_places_are_the_gazetteers_where_it_has_them(shop: Workshop) -> None:
    twin = KESSA | {"place_id": "wikidata:Q1", "lat": 1.455, "lon": 0.705}
    moved = KESSA | {"lat": 9.0, "name": "Kessa Town"}
    far = KESSA | {"place_id": "wikidata:Q2", "lat": 1.8}
    add(shop, [told_row(n, places=[place]) for n, place in enumerate((twin, moved, far, MILL))])
    refs = {claim.text: claim.places[0] for claim in read_claims(shop)}
    found = [
        (
            refs[f"Velian troops took the mill ({n})."].place_id,
            refs[f"Velian troops took the mill ({n})."].lat,
        )
        for n in range(4)
    ]
    assert found == [
        ("theatre:kessa", 1.45),
        ("theatre:kessa", 1.45),
        ("wikidata:Q2", 1.8),
        ("theatre:lower-mill", 1.31),
    ]


def test_a_place_that_the_gazetteer_lacks_is_found_by_id_name_and_point(shop: Workshop) -> None:
    with pytest.raises(UnknownPlace):
        place_finder(shop)("Lower Mill")
    other = MILL | {"lat": 1.4, "name": "The Lower Mill"}
    add(shop, [told_row(1), told_row(2), told_row(3, places=[other])])
    find = place_finder(shop)
    for text in ("theatre:lower-mill", "Lower Mill", "lower mill", "1.311,0.661"):
        place = find(text)
        assert (place.place_id, place.name, place.kind) == ("theatre:lower-mill", "Lower Mill", "settlement")
        assert (place.lat, place.lon) == (1.31, 0.66)
    assert find("Kessa").place_id == "theatre:kessa"
    assert find("1.45,0.70").place_id == "theatre:kessa"


@pytest.mark.parametrize("audience", ["desk", "public"])
def test_the_site_shows_them(shop: Workshop, audience: Any) -> None:
    if not (Path(site.__file__).parent / "assets" / "page.js").exists():
        pytest.skip("the page is not built: run make page")
    add(shop, [told_row(1), told_row(2, report_name="note-1", start=90, end=122, event="holds")])
    folder = shop.desk.folder / "site"
    account = build_site(shop, Moment(LATER), audience, folder, "2026-01-01T00:00:00Z")
    (control,) = account.controls
    assert (control.place.place_id, control.rows != ()) == ("theatre:lower-mill", True)
    assert shop.status_on(control, "2019-05-12").state == "VEL"
    pages = {file.stem: file.read_text("utf-8") for file in (folder / "data").glob("*.js")}
    assert '"Lower Mill"' in pages["desk"]
    (first,) = (
        text for name, text in pages.items() if name.startswith("report-") and "took the mill (1)" in text
    )
    assert first
    assert "took the mill (1)" in pages["place-0"]


def test_an_undated_row_is_not_dated_by_reading_its_text(shop: Workshop) -> None:
    undated = told_row(
        1, published=None, when={"start": None, "end": None, "text": None, "basis": "none"}, places=[KESSA]
    )
    add(shop, [undated, told_row(2, places=[KESSA])])
    claims = take_account(shop, Moment(LATER)).claims
    assert {(claim.published, claim.dating) for claim in claims} == {(None, None), ("2019-05-10", None)}
    assert all(claim.rule.startswith(TOLD) for claim in claims)
