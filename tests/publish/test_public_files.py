"""Every file that the public gets of a desk with planted facts: none of them is in any; a desk's own files have them all.

The desk is a real one: reports on disk, the commands of the program, its ledger.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet
import pytest

from contested.cli import main
from contested.desk import open_desk
from contested.overrides import FILE
from contested.pipeline import Moment, Workshop, take_account
from contested.publish import site
from contested.publish.exports import list_exports
from tests.desks import make_desk

MOMENT = "2025-12-20"
LICENCE = "CC BY 4.0, as composed"
# What each side's reports hold that the public is not to read. Names stand in the file's name, the title, the address, a
# copy, somebody else's report, and in other scripts and cases.
REPORTS = {
    "2025-12-01-oksana-verbytska-tells.html": (
        "Oksana Verbytska tells of the night in Borova",
        "“The house next door burned,” said Oksana Verbytska, a resident of Borova. Russian drones struck Borova"
        " overnight, resident Oksana Verbytska said. Verbytska said that 37 drones hit the village.",
    ),
    "2025-12-01-mirror.html": (
        "Night in Borova",
        "“The house next door burned,” said Oksana Verbytska, a resident of Borova. Russian drones struck Borova"
        " overnight, resident Oksana Verbytska said. Verbytska said that 37 drones hit the village.",
    ),
    "2025-12-02-wounded.html": (
        "VERBYTSKA OKSANA among the wounded of Borova",
        "Oksana Verbytska was wounded in the shelling of Borova on December 1, Governor Oleh Syniehubov said.",
    ),
    "2025-12-02-nich.html": (
        "Ніч у Боровій",
        "Російські дрони вдарили по Борові, розповіла мешканка Оксана Вербицька. За словами Оксани Вербицької,"
        " згоріли два будинки. Вербицьку вивезли з Борової.",
    ),
    "2025-12-01-arkady-zhmakin-tells.html": (
        "Arkady Zhmakin tells of the night in Tavilzhanka",
        "Ukrainian drones struck Tavilzhanka overnight, local resident Arkady Zhmakin said. Zhmakin said that 23 drones"
        " hit the village.",
    ),
    "2025-12-02-noch.html": (
        "Ночь в Купянске",
        "Украинские дроны ударили по Купянску, рассказал очевидец Аркадий Жмакин. По словам Аркадия Жмакина, сгорел дом.",
    ),
    "2025-12-03-depots.html": (
        "Shelled: a depot 8 km east of Kupiansk",
        "Russian artillery shelled a depot 8 km east of Kupiansk on December 2, the General Staff said. Ukrainian"
        " artillery shelled a depot 11 km north of Dvorichna on December 2, the Russian Ministry of Defence said.",
    ),
    "2025-12-04-moves.html": (
        "A brigade comes to Podoly",
        "Russia transferred the 4071st brigade to Podoly. Russia massed 1,911 vehicles near Podoly."
        " Ukraine transferred the 5082nd brigade to Kurylivka. Ukraine massed 2,417 vehicles near Kurylivka.",
    ),
    "2025-12-05-ground.html": (
        "Two villages",
        "Russian troops captured Synkivka on December 4, the Russian Ministry of Defence said. Ukrainian troops"
        " liberated Kindrashivka on December 4, the General Staff said.",
    ),
    "2025-12-20-late.html": (
        "Amberferry tidings",
        "Russian troops captured Zapadne on December 19, the Russian Ministry of Defence said at the amberferry."
        " Ukrainian troops liberated Radkivka on December 19, the General Staff said at the amberferry.",
    ),
}
PLANTED = {
    "resident": ["Oksana", "Verbytska", "Оксан", "Вербицьк"],
    "witness": ["Arkady", "Zhmakin", "Аркади", "Жмакин"],
    "distance": ["8 km east of", "11 km north of"],
    "late": ["Amberferry", "Zapadne", "Radkivka"],
    "places of troops": ["Podoly", "Kurylivka"],
    "numbers of troops": ["1,911", "2,417"],
}  # fmt: skip
WORDS = [word for words in PLANTED.values() for word in words]
pytestmark = pytest.mark.skipif(
    not (Path(site.__file__).parent / "assets" / "page.js").exists(),
    reason="the page is not built: make setup",
)


def write_reports(folder: Path) -> Path:
    folder.mkdir()
    for name, (title, text) in REPORTS.items():
        body = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
        (folder / name).write_text(body, "utf-8")
    lines = [
        {
            "file": name,
            "publisher": "Composed Daily",
            "published": name[:10],
            "url": f"https://example.org/{name}",
            "title": title,
            "language": "ru" if "noch" in name else "uk" if "nich" in name else "en",
        }
        for name, (title, _) in REPORTS.items()
    ]
    (folder / "manifest.jsonl").write_text("".join(json.dumps(one) + "\n" for one in lines), "utf-8")
    return folder


def run(*arguments: str) -> str:
    """What a command prints."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(list(arguments))
    assert code == 0, err.getvalue()
    return out.getvalue()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("planted")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        (folder / "desk").mkdir()
        make_desk(folder / "desk", sources=True)
        source = {
            "source_id": "composed-daily",
            "name": "Composed Daily",
            "kind": "outlet",
            "licence": LICENCE,
        }
        with (folder / "desk" / "sources.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(source) + "\n")
        run("add", str(write_reports(folder / "reports")), "-d", str(folder / "desk"))
        run("build", "-d", str(folder / "desk"), "--as-of", MOMENT, "--out", str(folder / "first"))
        yield folder / "desk"


def publish(desk: Path, audience: str, folder: Path) -> Path:
    """Everything that can be made for an audience, in one folder."""
    folder.mkdir()
    asked = ("-d", str(desk), "--as-of", MOMENT, "--audience", audience)
    run("build", *asked, "--out", str(folder / "site"))
    for name, writer in list_exports().items():
        records = ("--records", "all") if writer.records else ()
        out = folder / (name if records else f"{name}.{writer.extension}")
        run("export", name, *asked, *records, "--out", str(out))
    for format in ("markdown", "html", "json"):
        for place in ((), ("Borova",)):
            told = run("brief", *place, *asked, "--format", format)
            (folder / f"brief{len(place)}.{format}").write_text(told, "utf-8")
    return folder


@pytest.fixture(scope="module")
def public(desk: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return read_all(publish(desk, "public", tmp_path_factory.mktemp("out") / "public"))


@pytest.fixture(scope="module")
def whole(desk: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return read_all(publish(desk, "desk", tmp_path_factory.mktemp("out") / "desk"))


def read_all(folder: Path) -> dict[str, str]:
    """Every file by name, its own name first, as bytes and as a reader of its kind has it; the page's own code apart."""
    files = [file for file in sorted(folder.rglob("*")) if file.is_file() and file.parent.name != "assets"]
    return {str(file.relative_to(folder)): f"{file.name}\n{read_file(file)}" for file in files}


def read_file(file: Path) -> str:
    """Both ways of a text in which letters may be escaped, and what a container holds."""
    raw = file.read_bytes()
    told = raw.decode("utf-8", "replace")
    if raw.startswith(b"SQLite format 3"):
        told += read_sqlite(file)
    elif raw.startswith(b"PAR1"):
        table = pyarrow.parquet.read_table(file)
        told += f"{table.schema.metadata} {table.to_pylist()}"
    elif zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as held:
            told += "".join(held.read(name).decode("utf-8", "replace") for name in held.namelist())
    return told + re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), told)


def read_sqlite(file: Path) -> str:
    with sqlite3.connect(file) as opened:
        tables = [row[0] for row in opened.execute("select name from sqlite_master where type = 'table'")]
        return repr([opened.execute(f'select * from "{name}"').fetchall() for name in tables])


def find(words: list[str], files: dict[str, str]) -> dict[str, list[str]]:
    """In which files each of the words stands, however it is written."""
    small = {name: text.lower() for name, text in files.items()}
    return {
        word: names
        for word in words
        if (names := [name for name, text in small.items() if word.lower() in text])
    }


def moved_points(desk: Path) -> list[str]:
    """The coordinates by which relative places lie off their towns, one east of Kupiansk and one north of Dvorichna."""
    account = take_account(Workshop(open_desk(desk)), Moment(MOMENT))
    points = {
        str(degrees)[:7]
        for claim in account.claims
        for ref in claim.places
        if ref.relation and ref.lat is not None and ref.lon is not None
        for degrees, town in ((ref.lat, 49.713), (ref.lon, 37.683))
        if abs(degrees - town) > 0.04
    }
    assert len(points) >= 2
    return sorted(points)


def test_no_file_for_the_public_has_a_planted_fact(public: dict[str, str]) -> None:
    assert len(public) > 60
    assert find(WORDS, public) == {}


def test_a_desk_s_own_files_have_every_planted_fact(whole: dict[str, str]) -> None:
    assert sorted(find(WORDS, whole)) == sorted(WORDS)


def test_no_file_for_the_public_has_the_point_of_a_relative_place(
    desk: Path, public: dict[str, str], whole: dict[str, str]
) -> None:
    points = moved_points(desk)
    assert find(points, public) == {}
    assert sorted(find(points, whole)) == points


@pytest.mark.parametrize(
    "place", ["Borova", "Tavilzhanka", "Kupiansk", "Dvorichna", "Synkivka", "Kindrashivka"]
)
def test_what_may_be_told_is_told(place: str, public: dict[str, str]) -> None:
    assert find([place], public)


def test_both_sides_troops_are_told_alike_without_their_places(public: dict[str, str]) -> None:
    rows = [json.loads(line) for line in public["jsonl.jsonl"].splitlines() if line.startswith("{")]
    forces = [one for one in rows if one["event"] == "reinforced"]
    assert {one["actor"] for one in forces} == {"RU", "UA"}
    assert [one for one in forces if one["places"] or one["figures"]] == []


LICENSED = {"csv", "parquet", "jsonl.jsonl", "geojson.geojson", "claimreview.jsonld", "timemap.json", "site"}


def test_the_licence_of_a_source_goes_with_its_words(public: dict[str, str]) -> None:
    held = {name.split("/")[0] for name in find([LICENCE], public)[LICENCE]}
    assert held >= {one for one in LICENSED if any(name.split("/")[0] == one for name in public)}


def test_what_is_let_out_is_in_the_log_and_what_is_not_is_not(desk: Path, public: dict[str, str]) -> None:
    noted = (desk / FILE).read_text("utf-8").splitlines() if (desk / FILE).exists() else []
    assert [one for one in map(json.loads, noted) if one["audience"] == "public"] == []


def test_a_site_without_delay_is_noted(desk: Path, tmp_path: Path) -> None:
    settings = desk / "desk.toml"
    before = settings.read_text("utf-8")
    settings.write_text(before.replace("delay_hours = 24", "delay_hours = 0"), "utf-8")
    try:
        asked = ("-d", str(desk), "--as-of", MOMENT, "--audience", "public")
        run("build", *asked, "--out", str(tmp_path / "site"))
    finally:
        settings.write_text(before, "utf-8")
    last = json.loads((desk / FILE).read_text("utf-8").splitlines()[-1])
    assert (last["what"], last["audience"], last["delay_hours"]) == ("build", "public", 0)
    assert find(["Zapadne", "Radkivka"], read_all(tmp_path / "site")).keys() == {"Zapadne", "Radkivka"}
    assert find(["Verbytska", "Zhmakin", "Podoly", "Kurylivka"], read_all(tmp_path / "site")) == {}
