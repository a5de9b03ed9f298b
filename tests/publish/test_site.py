"""The folder that a site is: what is in it, that it is whole, and that nothing in it can act."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested import model
from contested.days import days_between, shift_day
from contested.errors import ContestedError, SettingsError, UsageError
from contested.model import Account, Control, Copy, Day, PlaceRef, Relation, Status
from contested.publish.audience import PublicRules, choose_public
from contested.publish.site import SiteSettings, write, write_site
from contested.publish.site.check import read_chunk
from contested.publish.site.chunks import Part, literal, script
from contested.publish.site.courses import Course, Courses, Shares, count_moves, lay_courses, pack_runs
from contested.publish.site.days import find_span
from contested.publish.site.pins import find_pins
from contested.publish.site.reports import cut, number_reports
from contested.publish.site.settings import LANGUAGES
from contested.publish.site.trees import Panel, describe_tree
from tests.publish.account import (
    HOSTILE,
    PLACES,
    compose_account,
    compose_brief,
    doubt_place,
    map_account,
    relate_place,
    status_on,
)
from tests.publish.chunked import check_folder, stand_in_page
from tests.publish.small import WORDS, claim, link, origin
from tests.publish.theatre import write_theatre
from tests.timing import seconds

ACCOUNT = compose_account()
SETTINGS = SiteSettings(name="Desk <b>&", as_of="2025-12-12", synthetic=True)
Build = Callable[..., Path]


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """Writes a site around a stand-in for the built page."""
    monkeypatch.setattr(write, "HERE", stand_in_page(tmp_path / "here"))
    theatre = write_theatre(tmp_path / "theatre")

    def build(name: str = "site", account: Account = ACCOUNT, known: Any = status_on, **changes: Any) -> Path:
        desk = msgspec.structs.replace(SETTINGS, **changes)
        write_site(account, theatre, desk, tmp_path / "out" / name, compose_brief(ACCOUNT), known)
        return tmp_path / "out" / name

    return build


def read_all(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def read_place(folder: Path, name: str) -> Any:
    """The chunk of a place by its name."""
    names = [one["name"] for one in read_chunk(folder, "desk")["places"]]
    return read_chunk(folder, f"place-{names.index(name)}")


def report_chunk(name: str, account: Account = ACCOUNT) -> str:
    """The name of the chunk of a report."""
    (report,) = (one for one in account.reports if one.name == name)
    return f"report-{number_reports(account.reports)[report.report_id]}"


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
    assert kupiansk["turns"] == [[0, "UA"], [50, "contested"], [68, "UA"]]
    assert not {"runs", "status", "shares"} & kupiansk.keys()
    assert places["Kharkiv"]["control"] is None
    assert places["Kharkiv"]["claims"] == 1
    changed = {day: changes for day, _, changes in desk["ticks"] if changes}
    assert changed[50] == 1  # 20 November: Kupiansk
    assert desk["counts"]["rejected"] == len(desk["rejections"]) == 1


def test_ground_is_told_in_chunks_of_its_own(build: Build, tmp_path: Path) -> None:
    account = map_account(ACCOUNT, write_theatre(tmp_path / "mapped"))
    folder = build(account=account)
    about = read_chunk(folder, "desk")["areas"]
    first, *_, last = about["days"]
    assert (about["sides"], first[0], last[0]) == (["UA", "RU"], 0, 72)
    assert [read_chunk(folder, f"areas-{number}")[0][0] for number in range(len(about["starts"]))] == about[
        "starts"
    ]
    (stated,) = read_chunk(folder, "stated")
    assert read_chunk(folder, "desk")["places"][stated["number"]]["name"] == "Kupiansk"
    assert stated["who"] == "Russian Ministry of Defence"
    for name in ("areas-0", "stated"):
        chunk = folder / "data" / f"{name}.js"
        kept = chunk.read_bytes()
        chunk.unlink()
        with pytest.raises(ContestedError, match=name):
            check_folder(folder)
        chunk.write_bytes(kept)
    assert read_all(build("again", account=account)) == read_all(folder)


def test_without_ground_there_is_nothing_of_it(build: Build) -> None:
    folder = build()
    assert read_chunk(folder, "desk")["areas"] is None
    assert not [file for file in (folder / "data").iterdir() if file.name.startswith(("areas", "stated"))]


def test_a_status_is_asked_for_when_something_changes(build: Build) -> None:
    asked: list[tuple[str, Day]] = []

    def note(control: Control, day: Day) -> Status:
        asked.append((control.place.name, day))
        return status_on(control, day)

    build(known=note)
    days = [day for name, day in asked if name == "Kupiansk"]
    evidence = {one.on for one in ACCOUNT.controls[0].evidence}
    assert evidence <= set(days)
    assert len(days) == len(set(days)) < 12


def test_evidence_that_weighs_most_by_now_comes_first_and_has_the_tree_of_its_origin(build: Build) -> None:
    site = build()
    place, first = read_place(site, "Kupiansk"), read_chunk(site, "desk")["first"]
    day, numbers = place["shown"][-1]
    told = [place["evidence"][number] for number in numbers]
    gone = [day - days_between(first, one["on"]) for one in told]
    weights = [one["weight"] / 2 ** (days / 30) for one, days in zip(told, gone, strict=True)]
    assert weights == sorted(weights, reverse=True)
    assert len({one["on"] for one in told}) > 1
    strongest = place["evidence"][numbers[0]]
    assert strongest["quote"][1] == ["withdrawn", True]
    assert [voice["name"] for voice in strongest["voices"]] == ["ISW", "Rybar"]
    assert strongest["carried"] == 2
    tree = strongest["tree"]
    assert (tree["root"], tree["fate"], tree["own"]) == (
        "Rybar",
        ["the original report is not held here"],
        None,
    )
    cited, repeated = tree["branches"]
    assert (cited["who"], cited["how"], cited["first"], cited["quote"]) == (
        "Capital Courier, 9 December 2025",
        "cites ISW, who cites Rybar",
        True,
        None,
    )
    assert repeated["drift"] == ["place grown: “central Kupiansk” → “the centre of Kupiansk (the town)”"]
    assert f"report-{repeated['report']}" == report_chunk("digest-1210")
    alone = next(one for one in place["evidence"] if one["carried"] == 1)
    assert alone["tree"] is None
    assert {one["event"] for one in place["happened"]} == {"drone_strike", "casualties"}


def test_a_report_names_its_copies_and_its_originals(build: Build) -> None:
    folder = build()
    copy, original = report_chunk("mirror-1121"), report_chunk("wire-1120")
    named = {"kind": "passage", "more": 0}
    assert read_chunk(folder, copy)["originals"] == [
        {
            **named,
            "reports": [
                [
                    int(original.removeprefix("report-")),
                    "Lowland Wire",
                    "Moscow says Kupiansk taken",
                    "2025-11-20",
                ]
            ],
        }
    ]
    assert read_chunk(folder, original)["copies"] == [
        {
            **named,
            "reports": [
                [
                    int(copy.removeprefix("report-")),
                    "Steppe Mirror",
                    "Kupiansk taken, Moscow says",
                    "2025-11-21",
                ]
            ],
        }
    ]
    assert read_chunk(folder, copy)["copies"] == []


def flood(account: Account, copies: int) -> Account:
    """The account with so many whole copies of the report of the ministry, each of a site of its own."""
    (original,) = (one for one in account.reports if one.name == "ministry-1120")
    (told,) = (one for one in account.claims if one.report_id == original.report_id)
    replace = msgspec.structs.replace
    reports = [
        replace(
            original, report_id=f"flood{n}", name=f"flood{n}", publisher=f"Site {n}", published="2025-11-22"
        )
        for n in range(copies)
    ]
    claims = [
        replace(
            told, claim_id=f"flooded{n}", report_id=f"flood{n}", publisher=f"Site {n}", published="2025-11-22"
        )
        for n in range(copies)
    ]
    added = tuple(one.claim_id for one in claims)
    links = tuple(link(one, "copies", told.claim_id, "Russian Ministry of Defence") for one in added)
    (of,) = (one for one in account.origins if told.claim_id in one.claims)
    carried = replace(of, claims=(*of.claims, *added), links=(*of.links, *links))

    def carry(control: Control) -> Control:
        evidence = tuple(
            replace(
                one, repeats=(*one.repeats, *added), reports=(*one.reports, *(r.report_id for r in reports))
            )
            if one.claim_id == told.claim_id
            else one
            for one in control.evidence
        )
        return replace(control, evidence=evidence)

    return replace(
        account,
        reports=(*account.reports, *reports),
        claims=(*account.claims, *claims),
        origins=tuple(carried if one is of else one for one in account.origins),
        controls=tuple(map(carry, account.controls)),
        events=tuple(
            replace(one, claims=(*one.claims, *added)) if told.claim_id in one.claims else one
            for one in account.events
        ),
        copies=tuple(
            Copy(report_id=one.report_id, original_id=original.report_id, kind="whole", share=1.0)
            for one in reports
        ),
    )


def test_ten_thousand_copies_make_no_chunk_large(tmp_path: Path) -> None:
    theatre = write_theatre(tmp_path)

    def describe(copies: int) -> dict[str, Any]:
        flooded = flood(ACCOUNT, copies)
        chunks = write.describe_all(flooded, theatre, SETTINGS, compose_brief(ACCOUNT), status_on)
        return {name: one.describe() if isinstance(one, Part) else one for name, one in chunks}

    few, many = describe(10), describe(10_000)
    index = ("search", "words", "cards", "titles")  # lists every claim, in pieces
    sizes = {
        name: (len(script(name, few[name])), len(script(name, many[name])))
        for name in few
        if not name.startswith(index)
    }
    assert max(len(script(name, value)) for name, value in many.items() if name.startswith("cards")) < 200_000
    assert {name: size for name, size in sizes.items() if size[1] > size[0] + 200} == {}
    number = [one["name"] for one in many["desk"]["places"]].index("Kupiansk")
    (flooded,) = (one for one in many[f"place-{number}"]["evidence"] if one["carried"] > 100)
    wire, shown, fold = flooded["tree"]["branches"]
    assert (wire["how"], shown["who"]) == ("cites Russian Ministry of Defence", "Site 0, 22 November 2025")
    assert fold["folded"] == "9,999 more reports copy Russian Ministry of Defence"
    assert [name for name, _, _ in fold["tellers"]] == ["Site 1", "Site 2", "Site 3"]
    assert fold["others"] == "9,996 others"
    (told,) = (one for one in many["events-1"] if one["claims_more"])
    assert (len(told["claims"]), told["claims_more"]) == (12, 10_003 - 12)
    (copied,) = many[report_chunk("ministry-1120")]["copies"]
    assert (len(copied["reports"]), copied["more"]) == (3, 9_997)


def test_a_tree_names_no_file_where_no_publisher_is_stated() -> None:
    claims = [claim(claim_id=one, publisher=None, report_id=one, report_name=f"{one}.txt") for one in "ab"]
    cited = [link("a", "cites", None, "Rybar"), link("b", "copies", "a", "a.txt")]
    panel = Panel({"a": 0, "b": 1}, WORDS, "")
    tree = describe_tree(origin(claims, cited), {one.claim_id: one for one in claims}, panel)
    (first,) = tree["branches"]
    (copy,) = first["branches"]
    assert first["who"] == copy["who"] == "a report with no publisher, 9 December 2025"
    assert copy["how"] == "copies a report with no publisher"


def test_what_else_is_told_stands_once_for_each_origin(build: Build) -> None:
    """Two sites carry a strike that a third one told, one of them without its day."""
    (told,) = (one for one in ACCOUNT.claims if one.event == "drone_strike")
    replace = msgspec.structs.replace
    undated = replace(told.when, start=None, end=None, basis="none")
    others = [
        replace(told, claim_id="x1", report_id=ACCOUNT.reports[0].report_id, when=undated),
        replace(told, claim_id="x2", report_id=ACCOUNT.reports[1].report_id),
    ]
    of = origin(
        [others[0], told, others[1]],
        [link(one, "copies", "x1", "Rybar") for one in (told.claim_id, "x2")],
    )
    account = replace(ACCOUNT, claims=(*ACCOUNT.claims, *others), origins=(*ACCOUNT.origins, of))
    happened = read_place(build(account=account), "Kupiansk")["happened"]
    (strike,) = (one for one in happened if one["event"] == "drone_strike")
    assert (strike["claim"], strike["carried"]) == (told.claim_id, 3)
    assert strike["tree"]["own"]["claim"] == "x1"
    assert [one["tree"] for one in happened if one["event"] == "casualties"] == [None]


def test_a_site_of_many_copies_is_whole(build: Build) -> None:
    folder = build(account=flood(ACCOUNT, 300))
    assert len(list((folder / "data").glob("report-*.js"))) == len(ACCOUNT.reports) + 300


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
    chunk = json.loads(files[f"data/{report_chunk('hostile')}.js"].decode().split(", ", 1)[1].rstrip(");\n"))
    assert "".join(text for text, *_ in chunk["pieces"]) == hostile.text
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


@pytest.mark.parametrize("built", [True, False], ids=["in a site", "alone"])
@pytest.mark.parametrize(
    "name",
    [
        "thesis.txt",
        "mine/x",
        "data/results.csv",
        "data/report-1.js/x",
        "assets/page.js.map",
        "data/place-x.js",
    ],
)
def test_a_folder_with_anything_but_a_site_is_left_alone(
    build: Build, tmp_path: Path, name: str, built: bool
) -> None:
    folder = build() if built else tmp_path / "out" / "site"
    if name.startswith("data/report-1.js/"):
        (folder / "data" / "report-1.js").unlink(missing_ok=True)
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("mine", "utf-8")
    before = read_all(folder)
    with pytest.raises(UsageError, match="of no site"):
        build()
    assert read_all(folder) == before


def test_a_page_without_a_desk_an_empty_folder_and_a_link_are_somebodys(build: Build, tmp_path: Path) -> None:
    folder = tmp_path / "out" / "site"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match=r"holds index\.html"):
        build()
    (folder / "index.html").unlink()
    assert (build() / "index.html").is_file()  # an empty folder is taken
    (folder / "mine").mkdir()
    with pytest.raises(UsageError, match="holds mine"):
        build()
    (folder / "mine").rmdir()
    (folder / "data" / "place-99.js").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match=r"holds data/place-99\.js"):
        build()


def test_a_file_in_the_place_of_the_site_is_left_alone(build: Build, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "site").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="is no folder"):
        build()
    assert (tmp_path / "out" / "site").read_text("utf-8") == "mine"


def test_a_language_without_words_is_refused(build: Build, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="'xx': the page has words for en, uk only"):
        build(language="xx")
    assert not (tmp_path / "out").exists()


def test_the_page_has_words_for_the_languages_named() -> None:
    files = (Path(__file__).parents[2] / "page" / "src").glob("strings.*.json")
    assert sorted(file.name.split(".")[1] for file in files) == sorted(LANGUAGES)


def test_a_place_that_nobody_vouches_for_shows_all_that_is_told_of_it(build: Build) -> None:
    folder = build(account=doubt_place(ACCOUNT, "Dvorichna", "2025-09-20"))
    desk = read_chunk(folder, "desk")
    assert (desk["first"], desk["last"]) == ("2025-09-20", "2025-12-12")
    assert desk["ticks"][0] == [0, 1, 0]
    (place,) = (one for one in desk["places"] if one["name"] == "Dvorichna")
    assert (place["control"], place["evidence"]) == (None, 1)
    chunk = read_chunk(folder, f"place-{desk['places'].index(place)}")
    assert (chunk["evidence"], chunk["shown"]) == ([], [])
    assert [one["event"] for one in chunk["happened"]] == ["holds"]


@pytest.mark.parametrize(
    ("as_of", "span"),
    [("2025-12-12", ("2025-12-02", "2025-12-08")), ("2025-12-31", ("2025-12-02", "2025-12-20")), ("2025-11-01", ("2025-11-01",) * 2)],
)  # fmt: skip
def test_the_day_bar_spans_what_is_told_to_the_last_day(as_of: Day, span: tuple[Day, Day]) -> None:
    claims = tuple(one for one in ACCOUNT.claims if (one.when.start or "") > "2025-12-01")
    assert find_span(msgspec.structs.replace(ACCOUNT, claims=claims, controls=()), as_of) == span


def test_a_missing_chunk_keeps_the_site_from_being_published(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, missing = write.describe_all, report_chunk("courier-1209")
    monkeypatch.setattr(
        write, "describe_all", lambda *given: [one for one in whole(*given) if one[0] != missing]
    )
    with pytest.raises(ContestedError, match=f"{missing} not written"):
        build()


def test_a_page_that_is_not_built_is_said_so(build: Build) -> None:
    (write.HERE / "assets" / "page.js").unlink()  # type: ignore[attr-defined]
    with pytest.raises(ContestedError, match="make setup"):
        build()


def test_the_public_reads_excerpts_and_nothing_of_troops(build: Build) -> None:
    moved = next(one for one in ACCOUNT.claims if one.event == "missile_strike")
    troops = msgspec.structs.replace(moved, event="reinforced")
    claims = tuple(troops if one is moved else one for one in ACCOUNT.claims)
    account = msgspec.structs.replace(ACCOUNT, claims=claims)
    number = number_reports(account.reports)[moved.report_id]

    def read(folder: Path) -> str:
        return "".join(text for text, *_ in read_chunk(folder, f"report-{number}")["pieces"])

    desk, public = build("desk", account), build("public", account, audience="public")
    assert "Drones over the market\n\nEleven drones" in read(desk)
    assert moved.text in read(desk)
    assert "Eleven drones" in read(public)
    assert "Drones over the market" not in read(public)
    assert moved.text not in read(public)
    assert read_chunk(public, "desk")["rejections"] == []


def test_a_public_site_draws_no_relative_place(build: Build) -> None:
    east = Relation(kind="offset", words="8 km east of Kupiansk", bearing=90, low_km=8, high_km=8)
    account = relate_place(ACCOUNT, "Kupiansk", east, 37.7272, 3.5)
    rules = PublicRules(
        as_of="2026-01-01", delay_hours=0, find_place={one.place_id: one for one in PLACES.values()}.get
    )
    reports, claims = choose_public(account.reports, account.claims, rules)
    public = msgspec.structs.replace(account, reports=reports, claims=claims)
    assert len(read_chunk(build("desk", account), "desk")["spots"]) == 1
    assert read_chunk(build("public", public, audience="public"), "desk")["spots"] == []


def test_a_place_stands_where_the_gazetteer_has_it() -> None:
    claim = ACCOUNT.claims[0]
    here = PlaceRef(text="X", role="at", place_id="x:1", name="X", lat=50.0, lon=37.0, uncertainty_km=2.0)
    near = msgspec.structs.replace(here, role="near", lat=50.1, uncertainty_km=0.5)
    north = Relation(kind="part", words="northern X", bearing=0)
    part = msgspec.structs.replace(here, lat=50.009, uncertainty_km=1.2, relation=north)
    region = PlaceRef(text="Y", role="at", place_id="x:2", name="Y", lat=49.0, lon=36.0, uncertainty_km=80.0)
    claims = (msgspec.structs.replace(claim, places=(near, part, here, region)),)
    pins = find_pins(msgspec.structs.replace(ACCOUNT, claims=claims, controls=()))
    assert [(pin.place_id, pin.lat, pin.lon) for pin in pins] == [("x:1", 50.0, 37.0), ("x:2", None, None)]


@given(st.text(), st.lists(st.tuples(st.integers(-5, 40), st.integers(-5, 40))))
def test_pieces_make_the_text_again(text: str, spans: list[tuple[int, int]]) -> None:
    pieces = cut(text, spans)
    assert "".join(piece for piece, _ in pieces) == text
    for number, (start, end) in enumerate(spans):
        marked = "".join(piece for piece, marks in pieces if number in marks)
        assert marked == text[max(start, 0) : max(end, 0)]


@given(st.text(max_size=12), st.lists(st.tuples(st.integers(-3, 15), st.integers(-3, 15)), max_size=8))
def test_each_piece_has_the_spans_that_cover_it(text: str, spans: list[tuple[int, int]]) -> None:
    at = 0
    for piece, marks in cut(text, spans):
        assert piece
        for place in range(at, at + len(piece)):
            assert marks == [number for number, (start, end) in enumerate(spans) if start <= place < end]
        at += len(piece)


def test_a_long_report_of_many_claims_is_cut_in_time() -> None:
    def spend(spans: int) -> float:
        text, random_start = "x" * (spans * 50), random.Random(0).randrange
        given = [(start, start + 100) for start in (random_start(len(text)) for _ in range(spans))]
        return seconds(lambda: cut(text, given))

    assert spend(20_000) < 60 * spend(2_000), "ten times as many: a hundredfold would be quadratic"


@given(st.text())
def test_any_text_survives_its_script(text: str) -> None:
    written = literal({"text": text})
    assert json.loads(written) == {"text": text}
    assert not set(written) & set("<>&\u2028\u2029")


def lay_rows(states: tuple[str, ...], rows: list[tuple[float, ...]]) -> Courses:
    """The courses of a desk of one place of these rows."""
    control = msgspec.structs.replace(
        ACCOUNT.controls[0], states=states, first="2025-10-01", chances=model.pack_rows(rows)
    )
    last = shift_day("2025-10-01", len(rows) - 1)
    course = Course(control, (), count_moves(control))
    return lay_courses([course], ["UA", "contested", "RU"], ("2025-10-01", last))


def lay_all(courses: Courses) -> Shares:
    return courses.lay(slice(None), 0, courses.days)


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=12), st.integers(0, 9), st.data())
def test_days_of_a_course_are_those_of_the_whole(shares: list[int], later: int, data: st.DataObject) -> None:
    """Before its first day, on its own days, and after the last of them."""
    own = lay_rows(("RU", "UA"), [(1 - one / 10_000, one / 10_000) for one in shares])
    courses = own._replace(first=shift_day(own.first, -later), days=own.days + later + 5)
    whole = lay_all(courses)
    begin = data.draw(st.integers(0, courses.days - 1))
    end = data.draw(st.integers(begin + 1, courses.days))
    assert (courses.lay(slice(None), begin, end) == whole[:, begin:end]).all()
    moves = (whole[:, 1:] != whole[:, :-1]).any(axis=2).sum()
    assert moves == sum(one.moves for one in courses.places if one) + (later > 0)


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=40))
def test_packed_rows_unfold_to_every_day(shares: list[int]) -> None:
    courses = lay_rows(("RU", "UA"), [(1 - one / 10_000, one / 10_000) for one in shares])
    packed = pack_runs(lay_all(courses)[0])
    assert packed is not None
    unfolded = [packed[at + 1 : at + 4] for at in range(0, len(packed), 4) for _ in range(packed[at])]
    assert unfolded == [
        [round(100 * (one / 10_000)), 0, round(100 * ((10_000 - one) / 10_000))] for one in shares
    ]


def test_days_without_evidence_cost_nothing() -> None:
    courses = lay_rows(("UA", "contested", "RU"), [(0.9, 0.05, 0.05)] * 3000)
    assert pack_runs(lay_all(courses)[0]) == [3000, 90, 5, 5]
