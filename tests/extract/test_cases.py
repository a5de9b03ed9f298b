"""Every row of the case files: what its text must yield, what it must not, and why the row is there.

cases/LANG.toml holds what a whole language is asked, languages/LANG/events/TYPE.cases.toml, beside the frames,
what one event type is. A pattern holds an event and any of: actor, target, stance, places (names, in order),
roles, relations (how they lie to the names), voice (the origin's name), voices (all names), kind (the origin's), when (start, end), low. `null` as text
means none. A row with `unread` is right and not read yet: it must fail until the mark is taken away. The mark says
in plain words why, behind what goes wrong: "stance: a halt is told as done".
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hatchling.builders.wheel import WheelBuilder

from contested.desk import Desk, Settings
from contested.extract.language import CASES, EventFrames, Frame, read_language
from contested.model import Claim
from contested.pipeline import Workshop
from contested.vocabulary import event_types
from tests.extract.reading import read_claims

ROOT = Path(__file__).parents[2]
LANGUAGE_FILES = sorted((Path(__file__).parent / "cases").glob("*.toml"))
LANGUAGES = ROOT / "src" / "contested" / "extract" / "languages"  # of the checkout: a wheel has no cases
EVENT_FILES = sorted(LANGUAGES.glob(f"*/events/*{CASES}"))
KEYS = {"text", "published", "publisher", "must", "must_not", "because", "unread"}
OF_PLACES = {"places", "roles", "relations"}
KNOWN = {"event", "actor", "target", "stance", "voice", "voices", "when", "low", "kind"} | OF_PLACES
UNREAD = ("event", "words", "side", "place", "when", "figure", "voice", "stance")  # what goes wrong
LEAST = {"territory": 30, "strike": 30, "effect": 30}  # rows; of other families fewer will do
LEAST_OTHER = 10


def read_rows(file: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads(file.read_text("utf-8"))["case"]
    return rows


def event_rows() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Language, name ("captured:7") and row of every case beside the frames."""
    for file in EVENT_FILES:
        for number, row in enumerate(read_rows(file), 1):
            yield file.parents[1].name, f"{file.name.removesuffix(CASES)}:{number}", row


def rows() -> list[Any]:
    whole = [
        pytest.param(file.stem, row, id=f"{file.stem}:{number}:{row['text'][:40]}")
        for file in LANGUAGE_FILES
        for number, row in enumerate(read_rows(file), 1)
    ]
    return whole + [pytest.param(language, row, id=name) for language, name, row in event_rows()]


def fits(claim: Claim, pattern: dict[str, Any]) -> bool:
    origin = claim.voices[-1] if claim.voices else None
    found: dict[str, Any] = {
        "event": claim.event,
        "actor": claim.actor or "null",
        "target": claim.target or "null",
        "stance": claim.stance,
        "places": [place.name for place in claim.places],
        "roles": [place.role for place in claim.places],
        "relations": [place.relation.kind if place.relation else "null" for place in claim.places],
        "voice": origin.name if origin else "null",
        "kind": origin.kind if origin else "null",
        "voices": [voice.name for voice in claim.voices],
        "when": [claim.when.start, claim.when.end],
        "low": [figure.low for figure in claim.figures],
    }
    assert pattern.keys() <= KNOWN, f"unknown keys in a case: {pattern.keys() - KNOWN}"
    return all(found[key] == value for key, value in pattern.items())


def tell(claims: Sequence[Claim]) -> str:
    return "\n".join(
        f"  {c.event} {c.actor}>{c.target} {c.stance} {[(p.text, p.role, p.name) for p in c.places]}"
        f" {[v.name for v in c.voices]} {c.when.start}..{c.when.end} {[f.low for f in c.figures]} {c.rule}"
        for c in claims
    )


def read_row(row: dict[str, Any], language: str) -> tuple[Claim, ...]:
    return read_claims(row["text"], language, row.get("published"), row.get("publisher"))


def find_faults(row: dict[str, Any], claims: Sequence[Claim]) -> list[str]:
    """What the row asks and the claims do not give, and what it bars and they give."""
    missing = [f"no {one}" for one in row.get("must", []) if not any(fits(claim, one) for claim in claims)]
    wrong = [f"wrongly {one}" for one in row.get("must_not", []) if any(fits(claim, one) for claim in claims)]
    return missing + wrong


@pytest.mark.parametrize(("language", "row"), rows())
def test_case(language: str, row: dict[str, Any]) -> None:
    assert row.keys() <= KEYS, f"unknown keys in a row: {row.keys() - KEYS}"
    claims = read_row(row, language)
    faults = find_faults(row, claims)
    if "unread" in row:
        assert row["unread"].startswith(tuple(f"{kind}: " for kind in UNREAD)), row["unread"]
        assert faults, f"is read now, take the mark away: unread = {row['unread']!r} at {row['text']}"
    else:
        assert not faults, f"{row['because']}: {'; '.join(faults)} in\n{tell(claims)}"


@pytest.mark.parametrize("event", event_types())
def test_every_event_type_has_its_cases(event: str) -> None:
    found = read_rows(LANGUAGES / "en" / "events" / f"{event}{CASES}")
    assert len(found) >= LEAST.get(event_types()[event].family, LEAST_OTHER)
    assert len({row["text"] for row in found}) == len(found), "a text stands there twice"


def test_cases_are_no_rules() -> None:
    _, frames = read_language("en")
    assert set(frames) == set(event_types())


def test_a_changed_case_reads_no_ledger_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    original = Path.read_bytes

    def note(file: Path) -> bytes:
        read.append(file.name)
        return original(file)

    monkeypatch.setattr(Path, "read_bytes", note)
    assert Workshop(Desk(Path(), Settings(name="tests", theatre="russia_ukraine"))).version
    assert "captured.toml" in read
    assert not [name for name in read if name.endswith(CASES)]


def test_cases_stay_out_of_the_wheel() -> None:
    packed = [file.distribution_path for file in WheelBuilder(str(ROOT)).recurse_included_files()]
    assert any(path.endswith("events/captured.toml") for path in packed)
    assert not [path for path in packed if path.endswith(CASES)]


def test_the_page_names_every_key() -> None:
    page = (ROOT / "docs" / "how-to" / "add-an-event-type.md").read_text("utf-8")
    fields = {*Frame.__struct_fields__, *EventFrames.__struct_fields__} - {"frame"}
    assert not [key for key in sorted(fields | KEYS | KNOWN) if f"`{key}`" not in page]
