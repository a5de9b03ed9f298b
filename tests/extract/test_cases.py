"""Every row of cases/LANG.toml: what its text must yield, what it must not, and why the row is there.

A pattern holds an event and any of: actor, target, stance, places (names, in order), roles, voice (the
origin's name), voices (all names), when (start, end), low. `null` as text means none.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from contested.model import Claim
from tests.extract.reading import read_claims

FILES = sorted((Path(__file__).parent / "cases").glob("*.toml"))
KNOWN = {"event", "actor", "target", "stance", "places", "roles", "voice", "voices", "when", "low", "kind"}


def rows() -> list[Any]:
    return [
        pytest.param(file.stem, row, id=f"{file.stem}:{number}:{row['text'][:40]}")
        for file in FILES
        for number, row in enumerate(tomllib.loads(file.read_text("utf-8"))["case"], 1)
    ]


def fits(claim: Claim, pattern: dict[str, Any]) -> bool:
    origin = claim.voices[-1] if claim.voices else None
    found: dict[str, Any] = {
        "event": claim.event,
        "actor": claim.actor or "null",
        "target": claim.target or "null",
        "stance": claim.stance,
        "places": [place.name for place in claim.places],
        "roles": [place.role for place in claim.places],
        "voice": origin.name if origin else "null",
        "kind": origin.kind if origin else "null",
        "voices": [voice.name for voice in claim.voices],
        "when": [claim.when.start, claim.when.end],
        "low": [figure.low for figure in claim.figures],
    }
    assert pattern.keys() <= KNOWN, f"unknown keys in a case: {pattern.keys() - KNOWN}"
    return all(found[key] == value for key, value in pattern.items())


def tell(claims: tuple[Claim, ...]) -> str:
    return "\n".join(
        f"  {c.event} {c.actor}>{c.target} {c.stance} {[(p.text, p.role, p.name) for p in c.places]}"
        f" {[v.name for v in c.voices]} {c.when.start}..{c.when.end} {[f.low for f in c.figures]} {c.rule}"
        for c in claims
    )


@pytest.mark.parametrize(("language", "row"), rows())
def test_case(language: str, row: dict[str, Any]) -> None:
    claims = read_claims(row["text"], language, row.get("published"), row.get("publisher"))
    for pattern in row.get("must", []):
        assert any(fits(claim, pattern) for claim in claims), (
            f"{row['because']}: no {pattern} in\n{tell(claims)}"
        )
    for pattern in row.get("must_not", []):
        wrong = [claim for claim in claims if fits(claim, pattern)]
        assert not wrong, f"{row['because']}: {pattern} in\n{tell(claims)}"
