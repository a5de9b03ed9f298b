"""Whatever is done to a ledger and its archive is found, and named by the entry, the row or the file that it was done to."""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
from collections import Counter
from pathlib import Path

import pytest
from injuries import INJURIES

from contested.desk import create_desk, open_desk
from contested.errors import ContestedError
from contested.ledger import Ledger, open_ledger
from contested.ledger.anchors import find_covered
from contested.ledger.heads import Head
from contested.model import Rejection

sys.path.append(str(Path(__file__).parents[1] / "ledger"))

from ledger_samples import (
    NOON,
    clean,
    compose_exchange,
    compose_fetch,
    compose_habits,
    compose_reading,
    compose_report,
    compose_settled,
    compose_table,
    compose_vouch,
)
from made_over import make_over

MADE_OVER = "make over"
FLIP_PAGES = "flip the database"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Head]:
    """A desk with rows in every table, and its head."""
    folder = tmp_path_factory.mktemp("injured") / "desk"
    with open_ledger(create_desk(folder, "x", "composed", synthetic=True)) as ledger:
        batch = [compose_report(number) for number in range(12)]
        ledger.add_reports(batch, NOON)
        ledger.add_readings([compose_reading(report) for report, _ in batch], NOON)
        ledger.add_readings([compose_reading(report, "rules-1/bb") for report, _ in batch[:4]], NOON)
        ledger.add_rejections([Rejection(f"{number}.html", "no text", "look") for number in range(3)], NOON)
        ledger.settle_rejections(["0.html", "1.html"], NOON)
        for number in range(2):
            ledger.add_table(*compose_table(number))
        for name in ("Ford", "Mill", "Брід"):
            ledger.settle_name(compose_settled(name), NOON)
        ledger.add_vouches([compose_vouch(f"gazette-{number}") for number in range(3)], NOON)
        ledger.add_habits(compose_habits("gazette"), NOON)
        for number in range(3):
            url = f"https://gazette.example/{number}"
            kept = ledger.keep_exchanges([compose_exchange(url)])
            ledger.add_fetch(compose_fetch(url, warc_sha256=kept), NOON)
        ledger.take_down(batch[5][0].report_id, "names a minor", "A. Reader", NOON)
        ledger.anchor_in_file(folder.parent / "heads.jsonl", NOON)
        head = ledger.head()
    assert find_all(folder, head) == []
    assert all(contents(folder)), "a table without rows cannot be injured"
    return folder, head


def find_all(folder: Path, head: Head) -> list[str]:
    """What a check finds, with the head that was kept."""
    try:
        with open_ledger(open_desk(folder)) as ledger:
            checked = ledger.check(lambda raw, _: clean(raw))
            found = [f"entry {one.entry}: {one.key}: {one.what}" for one in checked.problems]
            if checked.head is None:
                return found
            covered = find_covered([], head.ledger, checked.leaves, [], head)
            return found + [str(one.wrong) for one in covered if one.wrong]
    except ContestedError as error:
        return [str(error)]


def contents(folder: Path) -> list[object]:
    """Every value of every table."""
    database = sqlite3.connect(folder / "ledger.sqlite")
    try:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [database.execute(f"SELECT * FROM {table}").fetchall() for table in sorted(tables)]
    finally:
        database.close()


def make_all_over(folder: Path, chance: random.Random) -> str:
    """A row changed or taken out, and every digest, entry and leaf made anew: only the head tells."""
    statements = [
        "UPDATE reports SET known_from = '2025-01-{day:02}' WHERE report_id = (SELECT report_id FROM reports WHERE"
        " record NOT LIKE '{{\"sha256%' ORDER BY report_id LIMIT 1 OFFSET {at})",
        "UPDATE vouches SET record = replace(record, 'Reader', 'Writer {day}') WHERE number = {at} % 3 + 1",
        "DELETE FROM settled_names WHERE number = {at} % 3 + 1",
        "DELETE FROM rejections WHERE rejection_id = (SELECT rejection_id FROM rejections LIMIT 1 OFFSET {at} % 3)",
        "DELETE FROM mentions WHERE reading_id = (SELECT reading_id FROM mentions WHERE record NOT LIKE"
        " '{{\"sha256%' ORDER BY 1 LIMIT 1 OFFSET {at})",
        "UPDATE takedowns SET record = replace(record, 'a minor', 'minor {day}')",
        "UPDATE entries SET number = 1000 + {day} WHERE number = {at} + 2",
    ]
    statement = chance.choice(statements).format(at=chance.randrange(10), day=chance.randrange(2, 29))
    with open_ledger(open_desk(folder)) as ledger:
        make_over(ledger, statement)
        assert ledger.verify() == [], "nothing but the head tells"
    return "entries"


def flip_pages(folder: Path, chance: random.Random) -> str | None:
    """A bit of the database's own file; no injury where every value is as it was."""
    file = folder / "ledger.sqlite"
    before = contents(folder)
    raw = bytearray(file.read_bytes())
    raw[chance.randrange(100, len(raw))] ^= 1 << chance.randrange(8)
    file.write_bytes(raw)
    try:
        return None if contents(folder) == before else ""
    except (sqlite3.Error, UnicodeDecodeError):
        return ""


@pytest.mark.parametrize("number", [40, pytest.param(1000, marks=pytest.mark.long)])
def test_every_injury_is_found_and_named(desk: tuple[Path, Head], tmp_path: Path, number: int) -> None:
    template, head = desk
    kinds = {**INJURIES, MADE_OVER: make_all_over, FLIP_PAGES: flip_pages}
    done: Counter[str] = Counter()
    harmless = seed = 0
    while done.total() < number:
        kind = list(kinds)[seed % len(kinds)]
        folder = tmp_path / str(seed)
        shutil.copytree(template, folder)
        named = kinds[kind](folder, random.Random(seed))
        seed += 1
        if named is None:
            harmless += 1
        else:
            found = find_all(folder, head)
            assert found, f"{kind} {seed - 1}: was not found"
            assert any(named in one for one in found), (
                f"{kind} {seed - 1}: {named!r} is not named: {found[:4]}"
            )
            done[kind] += 1
        shutil.rmtree(folder)
    print(f"\n{done.total()} injuries, all found and named: {dict(done)}; {harmless} changed nothing")


def test_the_ledger_of_these_tests_is_whole(desk: tuple[Path, Head]) -> None:
    assert isinstance(open_ledger(open_desk(desk[0])), Ledger)
