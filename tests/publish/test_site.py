"""The folder that a site is: what is in it, that it is whole, and that nothing in it can act."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.errors import ContestedError, UsageError
from contested.model import Account, Control, Day, PlaceRef, Status
from contested.publish.site import SiteSettings, write, write_site
from contested.publish.site.check import read_chunk
from contested.publish.site.chunks import literal
from contested.publish.site.days import pack_rows
from contested.publish.site.pins import find_pins
from contested.publish.site.reports import cut
from tests.publish.account import HOSTILE, compose_account, compose_brief, status_on
from tests.publish.theatre import write_theatre

ACCOUNT = compose_account()
SETTINGS = SiteSettings(name="Desk <b>&", as_of="2025-12-12", synthetic=True)
Build = Callable[..., Path]


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """Writes a site around a stand-in for the built page, so that these tests need no Node."""
    here = tmp_path / "here"
    (here / "assets").mkdir(parents=True)
    (here / "index.html").write_text((write.HERE / "index.html").read_text("utf-8"), "utf-8")
    for name in write.ASSETS:
        (here / "assets" / name).write_text(name, "utf-8")
    monkeypatch.setattr(write, "HERE", here)
    theatre = write_theatre(tmp_path / "theatre")

    def build(name: str = "site", account: Account = ACCOUNT, known: Any = status_on, **changes: Any) -> Path:
        desk = msgspec.structs.replace(SETTINGS, **changes)
        write_site(account, theatre, desk, tmp_path / "out" / name, compose_brief(ACCOUNT), known)
        return tmp_path / "out" / name

    return build


def read_all(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_equal_input_gives_equal_bytes(build: Build) -> None:
    one = read_all(build("one"))
    assert one == read_all(build("other"))
    assert {"index.html", "assets/page.js", "assets/page.css", "data/desk.js", "data/brief.js"} < one.keys()
    assert len([name for name in one if name.startswith("data/report-")]) == len(ACCOUNT.reports)


def test_the_desk_holds_what_the_map_draws(build: Build) -> None:
    desk = read_chunk(build(), "desk")
    assert (desk["first"], desk["last"]) == ("2025-10-01", "2025-12-12")
    assert desk["states"] == ["UA", "contested", "RU"]
    places = {place["name"]: place for place in desk["places"]}
    kupiansk = places["Kupiansk"]["control"]
    assert kupiansk["runs"][:4] == [1, 94, 5, 1]
    days = [status[0] for status in kupiansk["status"]]
    assert days == sorted(set(days))
    assert [status[1] for status in kupiansk["status"]] == ["UA", "UA", "contested", "UA"]
    assert places["Kharkiv"]["control"] is None
    assert places["Kharkiv"]["claims"] == 1
    changed = {day: changes for day, _, changes in desk["ticks"] if changes}
    assert changed[50] == 1  # 20 November: Kupiansk
    assert desk["counts"]["rejected"] == len(desk["rejections"]) == 1


def test_a_status_is_asked_for_when_something_changes(build: Build) -> None:
    asked: list[tuple[str, Day]] = []

    def note(control: Control, day: Day) -> Status:
        asked.append((control.place.name, day))
        return status_on(control, day)

    build(known=note)
    days = [day for name, day in asked if name == "Kupiansk"]
    evidence = {one.on for one in ACCOUNT.controls[0].evidence}
    assert evidence <= set(days)
    assert len(days) == len(set(days)) < 10


def test_evidence_keeps_its_order_and_its_repeats(build: Build) -> None:
    place = read_chunk(build(), "place-0")
    _, numbers = place["shown"][-1]
    weights = [place["evidence"][number]["weight"] for number in numbers]
    assert weights == sorted(weights, reverse=True)
    strongest = place["evidence"][numbers[0]]
    assert strongest["quote"][1] == ["withdrawn", True]
    assert [voice["name"] for voice in strongest["voices"]] == ["ISW", "Rybar"]
    assert [publisher for _, _, publisher in strongest["repeats"]] == ["Border Digest"]
    assert {one["event"] for one in place["happened"]} == {"drone_strike", "casualties"}


def test_no_text_can_act(build: Build) -> None:
    files = read_all(build())
    for name, content in files.items():
        if name.startswith("data/"):
            text = content.decode()
            assert not re.search("[<>&\u2028\u2029]", text), name
            assert text.startswith('contested.data("')
            assert text.count("\n") == 1
    page = files["index.html"].decode()
    assert "<title>Desk &lt;b&gt;&amp;</title>" in page
    assert "unsafe" not in page
    hostile = next(one for one in ACCOUNT.reports if one.name == "hostile")
    number = ACCOUNT.reports.index(hostile)
    chunk = json.loads(files[f"data/report-{number}.js"].decode().split(", ", 1)[1].rstrip(");\n"))
    assert "".join(text for text, _ in chunk["pieces"]) == hostile.text
    assert chunk["title"] == HOSTILE
    assert chunk["url"] is None


@pytest.mark.parametrize(
    ("tiles", "allowed"),
    [
        (None, "data: blob: ;"),
        ("https://tiles.example/{z}/{x}/{y}.png", "data: blob: https://tiles.example;"),
        ("https://tiles.example; script-src *", "data: blob: https://tiles.example;"),
        ("javascript:alert(1)", "data: blob: ;"),
    ],
)
def test_only_the_tiles_that_the_desk_names_may_be_fetched(
    build: Build, tiles: str | None, allowed: str
) -> None:
    assert allowed in (build(tiles=tiles) / "index.html").read_text("utf-8")


def test_a_site_is_swapped_in_whole(build: Build) -> None:
    folder = build()
    (folder / "data" / "report-99.js").write_text("left from an earlier build", "utf-8")
    build()
    assert not (folder / "data" / "report-99.js").exists()
    before = read_all(folder)

    def fail(control: Control, day: Day) -> Status:
        raise ContestedError("composed")

    with pytest.raises(ContestedError, match="composed"):
        build(known=fail)
    assert read_all(folder) == before
    assert [file.name for file in folder.parent.iterdir()] == ["site"]


def test_a_folder_that_is_no_site_is_left_alone(build: Build, tmp_path: Path) -> None:
    other = tmp_path / "out" / "site"
    other.mkdir(parents=True)
    (other / "thesis.txt").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="no site"):
        build()
    assert (other / "thesis.txt").read_text("utf-8") == "mine"


def test_a_missing_chunk_keeps_the_site_from_being_published(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = write.describe_all
    monkeypatch.setattr(
        write, "describe_all", lambda *given: [one for one in whole(*given) if one[0] != "report-3"]
    )
    with pytest.raises(ContestedError, match="report-3 not written"):
        build()


def test_a_page_that_is_not_built_is_said_so(build: Build) -> None:
    (write.HERE / "assets" / "page.js").unlink()  # type: ignore[attr-defined]
    with pytest.raises(ContestedError, match="make page"):
        build()


def test_the_public_reads_excerpts_and_nothing_of_troops(build: Build) -> None:
    moved = next(one for one in ACCOUNT.claims if one.event == "missile_strike")
    troops = msgspec.structs.replace(moved, event="reinforced")
    claims = tuple(troops if one is moved else one for one in ACCOUNT.claims)
    account = msgspec.structs.replace(ACCOUNT, claims=claims)
    number = [one.report_id for one in account.reports].index(moved.report_id)

    def read(folder: Path) -> str:
        return "".join(text for text, _ in read_chunk(folder, f"report-{number}")["pieces"])

    desk, public = build("desk", account), build("public", account, audience="public")
    assert "Drones over the market\n\nEleven drones" in read(desk)
    assert moved.text in read(desk)
    assert "Eleven drones" in read(public)
    assert "Drones over the market" not in read(public)
    assert moved.text not in read(public)
    assert read_chunk(public, "desk")["rejections"] == []


def test_a_place_stands_where_the_gazetteer_has_it() -> None:
    claim = ACCOUNT.claims[0]
    here = PlaceRef(text="X", role="at", place_id="x:1", name="X", lat=50.0, lon=37.0, uncertainty_km=2.0)
    near = msgspec.structs.replace(here, role="near", lat=50.1, uncertainty_km=0.5)
    region = PlaceRef(text="Y", role="at", place_id="x:2", name="Y", lat=49.0, lon=36.0, uncertainty_km=80.0)
    claims = (msgspec.structs.replace(claim, places=(near, here, region)),)
    pins = find_pins(msgspec.structs.replace(ACCOUNT, claims=claims, controls=()))
    assert [(pin.place_id, pin.lat, pin.lon) for pin in pins] == [("x:1", 50.0, 37.0), ("x:2", None, None)]


@given(st.text(), st.lists(st.tuples(st.integers(-5, 40), st.integers(-5, 40))))
def test_pieces_make_the_text_again(text: str, spans: list[tuple[int, int]]) -> None:
    pieces = cut(text, spans)
    assert "".join(piece for piece, _ in pieces) == text
    for number, (start, end) in enumerate(spans):
        marked = "".join(piece for piece, marks in pieces if number in marks)
        assert marked == text[max(start, 0) : max(end, 0)]


@given(st.text())
def test_any_text_survives_its_script(text: str) -> None:
    written = literal({"text": text})
    assert json.loads(written) == {"text": text}
    assert not set(written) & set("<>&\u2028\u2029")


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_packed_rows_unfold_to_every_day(shares: list[float]) -> None:
    control = msgspec.structs.replace(
        ACCOUNT.controls[0], states=("RU", "UA"), rows=tuple((1 - one, one) for one in shares)
    )
    packed = pack_rows(control, ["UA", "contested", "RU"])
    unfolded = [packed[at + 1 : at + 4] for at in range(0, len(packed), 4) for _ in range(packed[at])]
    assert unfolded == [[round(100 * one), 0, round(100 * (1 - one))] for one in shares]


def test_days_without_evidence_cost_nothing() -> None:
    control = msgspec.structs.replace(ACCOUNT.controls[0], rows=((0.9, 0.05, 0.05),) * 3000)
    assert pack_rows(control, control.states) == [3000, 90, 5, 5]
