"""The still map: read by lxml, Pillow and Chromium, which others wrote; what it must hold and what it may not."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from msgspec.structs import replace
from PIL import Image

from contested.cli.export import check_out, check_view
from contested.errors import UsageError
from contested.model import Account, AreaPatch, Place, pack_outline
from contested.publish.exports import View, list_exports, write_export
from contested.publish.picture.draw import Picture, draw_picture
from contested.publish.picture.ground import RULED
from contested.publish.picture.names import Label
from contested.publish.picture.paths import place_ring
from contested.publish.picture.raster import has_letters, make_png
from contested.publish.picture.view import Frame, centre_view, find_heart, fit_view
from contested.publish.site.pins import find_pins
from contested.sphere import kilometres, move
from contested.theatres import Theatre
from tests.publish.account import HOSTILE, PLACES, compose_account, map_account
from tests.publish.exported import settings
from tests.publish.theatre import write_theatre

SVG = "{http://www.w3.org/2000/svg}"
TAGS = {
    "svg", "title", "desc", "metadata", "defs", "pattern", "clipPath", "rect", "circle", "path", "g", "text",
}  # fmt: skip
CHROMIUM = Path("/usr/bin/chromium")
FRAME = Frame(0, 0, 700, 600)


@pytest.fixture(scope="module")
def theatre(tmp_path_factory: pytest.TempPathFactory) -> Theatre:
    return write_theatre(tmp_path_factory.mktemp("theatre"))


@pytest.fixture(scope="module")
def account(theatre: Theatre) -> Account:
    return map_account(compose_account(), theatre)


def crowd(account: Account, number: int) -> Account:
    """The account with so many more places around its first, some of them with long names."""
    (first, *others) = account.controls
    made = []
    for at in range(number):
        lat, lon = move(first.place.lat, first.place.lon, 2 + 18 * at / number, at * 137.5)
        fields: dict[str, Any] = {
            "place_id": f"composed:more-{at}",
            "name": f"Novo{'pavl' * (at % 4)}ivka {at}",
        }
        fields |= {"lat": lat, "lon": lon, "population": (200, 3000, 20_000)[at % 3]}
        made.append(replace(first, place=replace(first.place, **fields), evidence=first.evidence[:1]))
    return replace(account, controls=(first, *made, *others))


def draw(account: Account, theatre: Theatre, **fields: Any) -> Picture:
    return draw_picture(account, theatre, settings(**fields))


def read(picture: Picture) -> Any:
    """The document as a strict parser has it, its names checked."""
    document = etree.fromstring(picture.svg.encode(), etree.XMLParser(resolve_entities=False))
    assert {etree.QName(one).localname for one in document.iter()} <= TAGS
    return document


def words_of(picture: Picture) -> str:
    """All lines of text, joined."""
    return " ".join(one.text or "" for one in read(picture).iter(f"{SVG}text"))


def titles_of(picture: Picture, kind: str) -> list[str]:
    groups = [one for one in read(picture).iter(f"{SVG}g") if one.get("class") == kind]
    return [one.find(f"{SVG}title").text for one in groups]


def test_it_says_whose_map_it_is_and_what_it_rests_on(account: Account, theatre: Theatre) -> None:
    said = words_of(draw(account, theatre, credits=("Courses of rivers: nobody",)))
    for part in (
        "Oskil",
        "Who holds what on 10 December 2025, and how surely",
        "Ukrainian-held: sure to",
        "Borders are sketched for tests.",
        "Credits: Courses of rivers: nobody",
        "For the public: the newest reports are held back",
        "What is not known",
        "KUPIANSK".capitalize(),
    ):
        assert part in said
    assert re.search(r"rest on \S+ reports, \S+ origins; the last speaks of \d+ December 2025", said)
    assert "Composed reports" not in said


def test_composed_reports_are_called_so_on_the_map_itself(account: Account, theatre: Theatre) -> None:
    document = read(draw(account, theatre, synthetic=True))
    (inset,) = (one for one in document if one.get("id") == "chart")
    assert "Composed reports: nothing here is a record of real events." in [
        one.text for one in inset.iter(f"{SVG}text")
    ]


def test_each_mark_says_how_the_place_stands(account: Account, theatre: Theatre) -> None:
    told = titles_of(draw(account, theatre), "place")
    assert any(re.fullmatch(r"Synkivka, 10 December 2025: .*Russian-held \(\d+%\).*", one) for one in told)


def test_a_past_day_is_drawn_as_it_stood(account: Account, theatre: Theatre) -> None:
    early, late = (
        titles_of(draw(account, theatre, as_of=day), "place") for day in ("2025-10-05", "2025-12-10")
    )
    assert any("Kindrashivka, 5 October 2025: " in one and "Ukrainian-held" in one for one in early)
    assert not any("Synkivka" in one for one in early)
    assert any("Synkivka" in one for one in late)


def test_before_anything_is_told_nothing_is_drawn(account: Account, theatre: Theatre) -> None:
    picture = draw(account, theatre, as_of="2025-09-15")
    assert picture.places == 0
    assert "No report speaks of a place here by this day." in re.sub(r"\s+", " ", words_of(picture))
    assert not [one for one in read(picture).iter(f"{SVG}path") if "hatch" in (one.get("fill") or "")]


def test_the_same_account_gives_the_same_bytes(account: Account, theatre: Theatre) -> None:
    backwards = replace(account, controls=tuple(reversed(account.controls)), claims=account.claims[::-1])
    assert draw(account, theatre).svg == draw(account, theatre).svg
    assert titles_of(draw(backwards, theatre), "place") == titles_of(draw(account, theatre), "place")


@pytest.mark.parametrize(
    "evil", [HOSTILE, "</text></svg><script>alert(1)</script>", '" onload="alert(1)', "\x00\ud800"]
)
def test_hostile_names_are_words(evil: str, account: Account, theatre: Theatre) -> None:
    controls = tuple(replace(one, place=replace(one.place, name=evil)) for one in account.controls)
    settings = replace(theatre.settings, borders_note=evil)
    poisoned = replace(theatre, settings=settings)
    document = read(draw(replace(account, controls=controls), poisoned, desk_name=evil, credits=(evil,)))
    allowed = {"onload", "onerror", "href", "style"}
    assert not [one for element in document.iter() for one in element.attrib if one in allowed]
    assert "url(#map)" in {one.get("clip-path") for one in document.iter()}


def overlapping(boxes: list[tuple[float, float, float, float]]) -> list[Any]:
    return [
        (a, b)
        for a, b in combinations(boxes, 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]


@pytest.mark.parametrize("number", [0, 30, 300])
def test_no_name_lies_on_another_or_on_a_mark(number: int, account: Account, theatre: Theatre) -> None:
    picture = draw(crowd(account, number), theatre)
    labels = picture.labels
    assert len([one for one in labels if one.kind == "place"]) >= min(10, picture.places - 2)
    assert overlapping([one.box for one in labels]) == []
    marks = [one.spot.box for one in labels if one.spot]
    assert not [
        label.words
        for label in labels
        for mark in marks
        if overlapping([label.box, mark]) and (label.spot is None or mark != label.spot.box)
    ]
    assert picture.places + picture.crowded == len(find_shown(crowd(account, number), picture))


def find_shown(account: Account, picture: Picture) -> list[Place]:
    """Places with control that are drawn, or would be had they room."""
    view = fit_view(picture.frame, find_pins(account), {"features": []})
    left, top, right, bottom = picture.frame.edges
    points = [(one.place, *view.place(one.place.lon, one.place.lat)) for one in account.controls]
    return [place for place, x, y in points if left + 6 <= x <= right - 6 and top + 6 <= y <= bottom - 6]


def test_the_place_that_most_is_told_of_has_its_name(account: Account, theatre: Theatre) -> None:
    labels = draw(crowd(account, 120), theatre).labels
    assert "Kupiansk" in [one.words for one in labels]


def test_a_name_that_finds_no_room_stands_at_the_end_of_a_line(account: Account, theatre: Theatre) -> None:
    led: list[Label] = [one for one in draw(crowd(account, 60), theatre).labels if one.leader]
    assert led
    assert all(one.spot and not overlapping([one.box, one.spot.box]) for one in led)


def test_the_view_is_that_of_the_page(account: Account) -> None:
    """Kharkiv and Chuhuiv have too little evidence to widen it."""
    names = {one.name for one in find_heart(find_pins(account))}
    assert "Kupiansk" in names
    assert not names & {"Kharkiv", "Chuhuiv"}


@pytest.mark.parametrize(("lat", "km"), [(0.0, 60.0), (49.7, 60.0), (49.7, 600.0), (68.0, 60.0)])
def test_the_bar_tells_distances(lat: float, km: float) -> None:
    view = centre_view(FRAME, lat, 37.6, km)
    assert view.place(37.6, lat) == pytest.approx((350, 300))
    assert view.km_across == pytest.approx(km)
    there = move(lat, 37.6, 10, 90)
    x, _ = view.place(there[1], there[0])
    assert (x - 350) / view.units_a_km == pytest.approx(kilometres((lat, 37.6), there), rel=0.01)


def test_a_ring_is_cut_to_what_is_in_view() -> None:
    view = centre_view(FRAME, 49.7, 37.6, 60)
    world = [(-170, -80), (170, -80), (170, 80), (-170, 80), (-170, -80)]
    assert {(round(x), round(y)) for x, y in place_ring(world, view)} == {
        (-12, -12), (712, -12), (712, 612), (-12, 612),
    }  # fmt: skip
    assert place_ring([(0, 0), (1, 0), (1, 1), (0, 0)], view) == []


def test_a_map_around_a_place(account: Account, theatre: Theatre) -> None:
    near = draw(account, theatre, view=View(around=PLACES["Kruhliakivka"], km=20))
    assert [one.words for one in near.labels if one.spot and one.spot.chosen] == ["Kruhliakivka"]
    assert near.places < draw(account, theatre).places


def test_an_empty_desk_has_a_map(theatre: Theatre) -> None:
    empty = replace(compose_account(), claims=(), controls=(), events=(), origins=(), reports=())
    assert "WESTERN REGION" in words_of(draw(empty, theatre))


@pytest.mark.parametrize("width", [600, 1600])
def test_a_png_is_read_by_pillow(width: int, account: Account, theatre: Theatre, tmp_path: Path) -> None:
    path = tmp_path / "map.png"
    writer = list_exports()["map"]
    (written,) = write_export(writer, account, theatre, settings(view=View(width=width)), path)
    assert written.number == draw(account, theatre).places
    with Image.open(path) as image:
        assert (image.format, image.width) == ("PNG", width)
        assert image.height / width == pytest.approx(0.75, abs=0.2)
        assert len(image.convert("RGB").getcolors(1 << 22) or ()) > 100
    assert [one.name for one in tmp_path.iterdir()] == ["map.png"]


def test_squares_of_ground_that_lap_over_each_other_leave_no_slit(account: Account, theatre: Theatre) -> None:
    areas = account.areas
    assert areas

    def draw_squares(*lons: tuple[int, int]) -> bytes:
        outlines = [
            pack_outline([[[west, 49500, east - west, 0, 0, 400, west - east, 0]]]) for west, east in lons
        ]
        on = areas.days[0].on
        patches = tuple(
            AreaPatch(tile=(at, 0), on=on, state="UA", level=RULED, outline=one)
            for at, one in enumerate(outlines)
        )
        drawn = replace(account, areas=replace(areas, patches=patches))
        return make_png(draw(drawn, theatre).svg, 600)

    whole = draw_squares((37400, 37900))
    assert draw_squares((37400, 37652), (37648, 37900)) == whole
    assert draw_squares((37400, 37640), (37660, 37900)) != whole  # a slit is seen


def test_a_machine_without_fonts_is_found_out() -> None:
    assert not has_letters(skip_system_fonts=True)


@pytest.mark.parametrize(
    ("format", "name", "asked", "told"),
    [
        ("map", "map.jpg", (None, None, None), r"\.svg or \.png"),
        ("map", "map.svg", (None, 50.0, None), "--km needs the place"),
        ("map", "map.svg", ("Kupiansk", 0.5, None), "from 5 to"),
        ("map", "map.svg", (None, None, 20), "from 300 to"),
        ("geojson", "map.geojson", ("Kupiansk", None, None), "geojson is none"),
    ],
)
def test_what_cannot_be_drawn_is_told(format: str, name: str, asked: Any, told: str, tmp_path: Path) -> None:
    def check() -> None:
        check_out(tmp_path / name, list_exports()[format], None)
        check_view(list_exports()[format], *asked)

    with pytest.raises(UsageError, match=told):
        check()


@pytest.mark.browser
def test_no_name_lies_on_another_as_chromium_letters_them(
    account: Account, theatre: Theatre, tmp_path: Path
) -> None:
    """Widths are guessed without a font; here they are those of this machine's."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not there: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    (tmp_path / "map.svg").write_text(draw(crowd(account, 150), theatre).svg, "utf-8")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1600, "height": 1200})
        page.goto((tmp_path / "map.svg").as_uri())
        # A box of letters holds the room above capitals and below the line, which may lie on its neighbour's.
        boxes = page.evaluate(
            """() => [...document.querySelectorAll("text.name.place")].map((one) => {
                const { x, y, width, height } = one.getBBox();
                return [x, y + 0.2 * height, x + width, y + 0.8 * height];
            })"""
        )
        browser.close()
    assert len(boxes) > 20
    assert overlapping(boxes) == []
