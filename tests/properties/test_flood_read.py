"""Ten thousand copies of one report, read from their texts as a desk reads them, change nothing that it concludes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from msgspec.structs import replace

from contested.pipeline import Moment, Workshop, add_paths, bring_up_to_date, take_account
from tests.desks import TINY, make_desk

COPIES = 10_000
ADDED, ADDED_LATER = "2019-06-01T00:00:00Z", "2019-06-20T00:00:00Z"
ASKED = "2019-06-25"
FIRST, LAST = date(2019, 4, 20), date(2019, 6, 25)


class Original(NamedTuple):
    """A report that is going to be copied. `headline` says the same as `quoted`, its sentence that will be lifted."""

    publisher: str
    published: str
    text: str
    quoted: str
    headline: str


POST = Original(
    "League Voice",
    "2019-05-18",
    "The night was long and nobody slept along the Lune, neither in the cellars nor in the orchards above the ferry. "
    "League fighters have withdrawn from Dunmarrow, which lies in ruins after three weeks of shelling, and carried "
    "their wounded over the ferry before dawn. They burned what ammunition they could not load. The rearguard came "
    "over last, counted twice at the landing, and nobody was left behind but the dead.",
    "League fighters have withdrawn from Dunmarrow, which lies in ruins after three weeks of shelling, and carried "
    "their wounded over the ferry before dawn.",
    "League fighters withdraw from Dunmarrow",
)
BULLETIN = Original(
    "Velian Ministry of War",
    "2019-05-19",
    "The evening bulletin lists four convoys, two bridges and a ration depot among the day's work of the engineers. "
    "Velian troops have captured Vantry after outflanking the sawmill and the stone quarry on its northern side, and "
    "are clearing mines from the market square. Prisoners were taken, fed and sent down the valley road by lorry. The "
    "bulletin says nothing of losses and names no commander.",
    "Velian troops have captured Vantry after outflanking the sawmill and the stone quarry on its northern side, and "
    "are clearing mines from the market square.",
    "Velian troops capture Vantry",
)
AGENCY = Original(
    "Marova News Agency",
    "2019-05-19",
    "A reporter who walked along the embankment on Sunday counted nine shutters open in a street of sixty houses. "
    "Velian troops have captured Vantry after outflanking the sawmill and the stone quarry on its northern side, the "
    "Velian Ministry of War said. Two bakers have opened again, and the queue reaches back to the chapel. Nobody could "
    "say when the water would run.",
    "Velian troops have captured Vantry after outflanking the sawmill and the stone quarry on its northern side, the "
    "Velian Ministry of War said.",
    "Velian troops capture Vantry",
)
STRANGER = POST._replace(publisher="lune-letters.example")


def verbatim(one: Original, number: int) -> str:
    return one.text


def retitled(one: Original, number: int) -> str:
    return f"{one.headline}\n\n{one.text}"


def truncated(one: Original, number: int) -> str:
    return f"{one.text[: one.text.index(one.quoted) + len(one.quoted) + 20]}…"


def furnished(one: Original, number: int) -> str:
    return f"Views: {number}\n{one.text}\nRead more. Subscribe. Comments: {number}"


def quoted(one: Original, number: int) -> str:
    return f"Letter {number} to our readers about the price of bread. {one.quoted} More of that in letter {number + 1}."


def attributed(one: Original, number: int) -> str:
    return f"Letter {number} to our readers about the price of bread. {one.publisher} wrote: “{one.quoted}”"


def credited(one: Original, number: int) -> str:
    return f"({one.publisher})\n{one.text}\nNumber {number}"


FORMS: tuple[Callable[[Original, int], str], ...] = (
    verbatim,
    retitled,
    truncated,
    furnished,
    quoted,
    attributed,
    credited,
)


def copy(one: Original, number: int) -> dict[str, str]:
    """The copy with this number, on a domain of its own, dated within thirty days of the report or not at all."""
    row = {
        "id": f"copy-{number}",
        "publisher": f"site-{number}.example",
        "url": f"https://site-{number}.example/{number}",
        "text": FORMS[number % len(FORMS)](one, number),
    }
    if number % 62:
        stated = date.fromisoformat(one.published) + timedelta(number % 62 - 31)
        row["published"] = stated.isoformat()
    return row


def add(shop: Workshop, file: Path, rows: list[dict[str, str]], recorded_at: str) -> None:
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    added = add_paths(shop, [file], recorded_at)
    assert (added.new, added.rejected) == (len(rows), ())
    bring_up_to_date(shop, recorded_at)


def conclude(shop: Workshop) -> dict[str, bytes]:
    """Status of every place on every day, as bytes, and all events, without who repeats what."""
    account = take_account(shop, Moment(ASKED))
    found = {"events": msgspec.json.encode([replace(one, claims=(), denied_by=()) for one in account.events])}
    for control in account.controls:
        for number in range((LAST - FIRST).days):
            status = shop.status_on(control, (FIRST + timedelta(number)).isoformat())
            evidence = tuple(replace(one, repeats=(), reports=()) for one in status.evidence)
            key = f"{control.place.name} on {status.on}"
            found[key] = msgspec.json.encode(replace(status, evidence=evidence, reports=0))
    return found


def flood(folder: Path, one: Original, count: int) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """What the desk of the invented war concludes with the report, and with so many copies of it too."""
    shop = make_desk(folder / "desk", str(TINY / "theatre"))
    add_paths(shop, [TINY / "reports"], ADDED)
    report = {"id": "original", "publisher": one.publisher, "published": one.published, "text": one.text}
    add(shop, folder / "original.jsonl", [report], ADDED)
    before = conclude(shop)
    assert b'"state":"VEL"' in b"".join(before.values())
    add(shop, folder / "copies.jsonl", [copy(one, number) for number in range(count)], ADDED_LATER)
    return before, conclude(shop)


ORIGINALS = {"post": POST, "bulletin": BULLETIN, "agency": AGENCY, "stranger": STRANGER}


@pytest.mark.parametrize(
    "kind", ["post", pytest.param("bulletin", marks=pytest.mark.long), "agency", "stranger"]
)
def test_copies_in_every_form_change_nothing_once_read(kind: str, tmp_path: Path) -> None:
    before, after = flood(tmp_path, ORIGINALS[kind], 62)
    assert after == before


@pytest.mark.long
def test_ten_thousand_copies_change_nothing_once_read(tmp_path: Path) -> None:
    before, after = flood(tmp_path, POST, COPIES)
    assert after == before
