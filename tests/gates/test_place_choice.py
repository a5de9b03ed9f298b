"""How near the places chosen for the change notes' names lie to the spots that the notes link to, on a desk without
added tables. A spot is where the map was looked at: see docs/decisions/2026-11-25-place-choice.md."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from contested.locate.gazetteer import kilometres
from contested.model import Mention
from tests.desks import ROOT
from tests.extract.reading import report_of, workshop

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))["spots"]
NOTES = ROOT.parent / "shared" / "data" / "deepstate_dev.jsonl"
WITHIN_KM = 5.0
CLOSE = 11  # zoom of the map from which a link shows a spot
TOWN_KM = 10.0  # a mention that can be farther off is a region's or a river's
NAMESAKES_KM = 15.0  # a spot that lies farther from all bearers of the name is none of theirs

pytestmark = pytest.mark.skipif(not NOTES.exists(), reason="the change notes are not at hand")


def choose(note: dict[str, Any], language: str) -> list[Mention]:
    shop = workshop()
    report = report_of(note[language], language, note["published"], "DeepState")
    return [one for one in shop.read(report).mentions if one.lat is not None]


@pytest.mark.parametrize("language", ["en", "uk"])
def test_spots(language: str) -> None:
    gazetteer = workshop().gazetteer
    spots = near = given = right = namesakes = chosen = 0
    for line in NOTES.read_text("utf-8").splitlines():
        note = json.loads(line)
        mentions = choose(note, language) if note[language] else []
        linked = note[f"{language}_mentions"]
        found = {(one.lat, one.lon): one for one in mentions if one.lat is not None and one.lon is not None}
        for link in (one for one in linked if one["zoom"] >= CLOSE):
            spots += 1
            near += any(kilometres(point, (link["lat"], link["lon"])) <= WITHIN_KM for point in found)
        for point, one in found.items():
            if (one.uncertainty_km or 0) > TOWN_KM:
                continue
            given += 1
            right += any(kilometres(point, (link["lat"], link["lon"])) <= WITHIN_KM for link in linked)
        for one in mentions:
            link = next(
                (link for link in linked if link["start"] <= one.start and one.end <= link["end"]), None
            )
            bearers = gazetteer.named(one.text)
            if link is None or len(bearers) < 2:
                continue
            apart = {bearer.place_id: kilometres(bearer, (link["lat"], link["lon"])) for bearer in bearers}
            nearest = min(apart, key=lambda place_id: (apart[place_id], place_id))
            if apart[nearest] <= NAMESAKES_KM:
                namesakes += 1
                chosen += one.place_id == nearest
    assert spots > 1_500
    assert near / spots >= FLOORS[f"{language}_near"], f"{near / spots:.3f} of {spots} spots"
    assert right / given >= FLOORS[f"{language}_right"], f"{right / given:.3f} of {given} places"
    assert chosen / namesakes >= FLOORS["namesakes"], f"{chosen / namesakes:.3f} of {namesakes} choices"
    print(
        f"{language}: near {near / spots:.3f}, right {right / given:.3f}, namesakes {chosen / namesakes:.3f} of {namesakes}"
    )
