"""Strings that break readers, through every field that holds text: each file is read, and says no less and no more."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from msgspec.structs import replace

from contested.model import Account, Place, PlaceRef, Voice
from contested.publish.audience import PublicRules, choose_public
from contested.publish.exports import list_exports
from contested.publish.exports.tables.text import FORMULA, guard_cell, sound, title, web_address
from tests.publish.account import compose_account
from tests.publish.exported import READERS, read_csv, with_deaths, write
from tests.publish.poisoned import poison
from tests.publish.small import claim, place, report

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "]]> and <![CDATA[ and <!-- and --> and <?php",
    "&amp;&lt;&#0;&unknown; &",
    '<!DOCTYPE x [<!ENTITY a "b">]>&a;',
    "</Placemark></kml><entry>",
    '=HYPERLINK("https://example.org";"x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1", "-1+1", "\t=1", "＝1+1",
    "\u202eevil\u202c \u2066turned\u2069 \u200f",
    "nul\x00in it", "\x00", "bell\x07 escape\x1b[31m \x7f \x85",
    "lone \ud800 and \udfff surrogates",
    "not \ufffe a \uffff character",
    "line\r\nbreak\rand\nmore\u2028and\u2029more",
    '"quoted", comma; semicolon\t"',
    "'); DROP TABLE status;--",
    'x" onload="alert(1)',
    "javascript:alert(1)",
    "{{7*7}} ${7*7} %s %n {0}",
    "../../etc/passwd",
    "𝔘🚩 é e\u0301 ﷽ กิ",
    "long " + "word " * 500,
]  # fmt: skip
# Fields that reports, sources and gazetteers fill with what they like.
FREE = frozenset({
    "text", "name", "report_name", "title", "publisher", "url", "origin", "reason", "source", "rule", "unit", "admin1",
    "credits", "names", "chain", "reasons", "witnesses", "place_names", "author", "site", "canonical",
})  # fmt: skip


def with_addresses(account: Account) -> Account:
    return replace(
        account,
        reports=tuple(
            replace(one, url=f"https://example.org/{one.name}", author="x", site="x", canonical="x")
            for one in account.reports
        ),
    )


@pytest.fixture(scope="module")
def peaceful() -> Account:
    return with_deaths(with_addresses(compose_account()))


@pytest.mark.parametrize("evil", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("name", list(list_exports()))
def test_hostile_text_is_text(name: str, evil: str, peaceful: Account, tmp_path: Path) -> None:
    path, (written,) = write(name, tmp_path, poison(peaceful, evil, FREE), desk_name=evil)
    read = READERS[name](path)
    assert len(read) == written.number > 0
    check_text(name, read, evil)


def check_text(name: str, read: list[dict[str, Any]], evil: str) -> None:
    """The words are there, whole, and nothing that they spell has become anything else."""
    if name in ("csv", "acled", "ucdp", "viina"):
        column = {"csv": "text", "acled": "source", "ucdp": "source_office", "viina": "desk"}[name]
        assert {one[column].replace("\r\n", "\n").replace("\r", "\n") for one in read} == {
            guard_cell(evil).replace("\r\n", "\n").replace("\r", "\n")
        }
        assert not [one for row in read for one in row.values() if is_formula(one)]
    elif name == "jsonl":
        assert {one["text"] for one in read} == {evil if sound_but_control(evil) else sound(evil)}
    elif name in ("parquet", "geoparquet"):
        assert {one["text" if name == "parquet" else "name"] for one in read} == {sound(evil)}
    elif name == "claimreview":
        assert {one["itemReviewed"]["text"] for one in read} == {sound(evil)}
    elif name == "timemap":
        assert {one["location"] for one in read} == {sound(evil)}
    elif name in ("geojson", "gpkg"):
        assert {one["text"] for one in read if isinstance(one.get("text"), str)} == {sound(evil)}
    elif name == "atom":
        shown = " ".join(read[0]["content"][0]["value"].split())
        assert title(evil)[:200] in shown or not title(evil)
        assert {set_of_types(one) for one in read} == {("text/plain",)}
        assert not [
            link for one in read for link in one.get("links", ()) if not link["href"].startswith("http")
        ]


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would run a cell: our own numbers may be negative."""
    return cell.startswith(FORMULA) and not cell.lstrip("-").replace(".", "").isdecimal()


def sound_but_control(text: str) -> bool:
    return not any("\ud800" <= char <= "\udfff" for char in text)


def set_of_types(entry: dict[str, Any]) -> tuple[str, ...]:
    return tuple(one["type"] for one in entry["content"])


class Tags(HTMLParser):
    """The tags of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.found.add(tag)


@pytest.mark.parametrize("evil", HOSTILE, ids=range(len(HOSTILE)))
def test_a_balloon_of_kml_has_no_markup_but_ours(evil: str, peaceful: Account, tmp_path: Path) -> None:
    path, _ = write("kml", tmp_path, poison(peaceful, evil, FREE))
    tree = etree.parse(path)
    tags = Tags()
    for balloon in tree.iter("{http://www.opengis.net/kml/2.2}description"):
        tags.feed(balloon.text or "")
    assert tags.found <= {"br"}
    names = {etree.QName(one).localname for one in tree.iter()}
    assert names == {
        "kml", "Document", "Folder", "Placemark", "name", "description", "Style", "IconStyle", "LabelStyle", "color",
        "scale", "styleUrl", "TimeStamp", "when", "TimeSpan", "begin", "end", "ExtendedData", "Data", "value", "Point",
        "coordinates",
    }  # fmt: skip


@pytest.mark.parametrize("evil", HOSTILE, ids=range(len(HOSTILE)))
def test_json_of_every_kind_is_json(evil: str, peaceful: Account, tmp_path: Path) -> None:
    for name in ("geojson", "claimreview", "timemap"):
        path, _ = write(name, tmp_path, poison(peaceful, evil, FREE), desk_name=evil)
        assert sound(evil) in json.dumps(json.loads(path.read_text("utf-8")), ensure_ascii=False).replace(
            json.dumps(sound(evil), ensure_ascii=False)[1:-1], sound(evil)
        )
        path.unlink()


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://приклад.укр/x", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://example.org/\x00", False),
        ("https://example.org/a b", False),
        ('https://example.org/"onload=', False),
        ("//example.org", False),
        ("file:///etc/passwd", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_become_links(address: str | None, kept: bool) -> None:
    assert web_address(address) == (address if kept else None)


@pytest.mark.parametrize("evil", HOSTILE, ids=range(len(HOSTILE)))
def test_sound_text_fits_in_xml(evil: str) -> None:
    element = etree.Element("x")
    element.text = sound(evil)
    assert len(sound(evil)) == len(evil)


PLANTED = ("Oksana", "Plantedname", "49.80123", "37.70123", "hidden-brigade", "late-secret")


def plant() -> Account:
    """An account as the public's is made, from reports with what it may not see: a private name, the point of a relative
    place, where troops are brought up, and what is newer than the delay."""
    town = Place(place_id="composed:Kupiansk", name="Kupiansk", kind="settlement", lat=49.71, lon=37.61)
    near = place("Kupiansk", "near", lat=49.80123, lon=37.70123, uncertainty_km=1.0)
    text = "Oksana Plantedname saw them leave."
    witness = Voice(name="Oksana Plantedname", kind="witness")
    troops = PlaceRef(
        text="hidden-brigade depot", role="at", name="hidden-brigade depot", lat=49.80123, lon=37.70123
    )
    claims = [
        claim(text=text, voices=(witness,), places=(near,)),
        claim("reinforced", claim_id="c2", text="They came.", end=10, places=(troops,), report_id="r2"),
        claim(claim_id="c3", text="late-secret", end=11, report_id="r3", published="2025-12-31"),
    ]
    reports = [
        report(text, title="Oksana Plantedname speaks"),
        report("They came.", "r2"),
        report("late-secret", "r3", published="2025-12-31"),
    ]
    rules = PublicRules(as_of="2025-12-31", delay_hours=24, find_place={town.place_id: town}.get)
    shown, told = choose_public(reports, claims, rules)
    return Account(reports=shown, claims=told, mentions=(), origins=(), controls=(), events=())


@pytest.mark.parametrize("name", list(list_exports()))
def test_what_is_kept_from_the_public_is_in_no_file(name: str, tmp_path: Path) -> None:
    kinds = [*list_exports()[name].records] or [""]
    for kind in kinds:
        path, _ = write(name, tmp_path, plant(), records=kind)
        told = repr(READERS[name](path)) + path.read_bytes().decode("utf-8", "replace")
        assert [word for word in PLANTED if word in told] == []
        path.unlink()


def test_the_planted_facts_are_found_where_nothing_is_kept_back(tmp_path: Path) -> None:
    told = repr(read_csv(write("csv", tmp_path, plant())[0]))
    assert "They came." in told
    assert "██████" in told
