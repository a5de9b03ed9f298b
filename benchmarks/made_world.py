"""Control on made wars with known truth, beside three baselines.

A generator (not part of this repository) makes a war told by sources with habits:

    TOOL make SEED DIR          writes claims.jsonl, sources.jsonl, batch.csv (place, on, known_on) and the truth
    TOOL score DIR ANSWERS      scores JSON lines of {state, probabilities}, beside baselines over the same claims

Run it as

    python benchmarks/made_world.py TOOL --seeds 1 2 3 4 5

Every question is answered from the claims published by its `known_on` only, as the command line answers it: origins
are traced and habits learned from these. Beside each seed's scores it prints their means: macro F1, expected
calibration error, and by how much F1 is above the best baseline of the same seed. Where the generator is absent
nothing is measured, and the script says so. How long large wars take is measured by reconcile.py.
"""

from __future__ import annotations

import argparse
import csv
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

import msgspec

from contested.model import Claim, Place, Report, Status, content_id
from contested.reconcile import estimate_control, status_on
from contested.theatres import Source, Theatre, list_theatres, load_theatre
from contested.trace import Memory, trace


def main() -> None:
    """Make, answer and score one war a seed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("tool", type=Path, help="the generator's script")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    parser.add_argument("--theatre", default=next(iter(list_theatres())), help="whose sides fight the war")
    options = parser.parse_args()
    if not options.tool.exists():
        print(f"{options.tool}: no such generator; nothing measured")
        return
    theatre = load_theatre(options.theatre)
    scores = []
    for seed in options.seeds:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            run_tool(options.tool, "make", str(seed), name)
            began = time.perf_counter()
            answers = answer(folder, theatre)
            (folder / "answers.jsonl").write_bytes(
                b"".join(msgspec.json.encode(one) + b"\n" for one in answers)
            )
            scores.append(read_scores(run_tool(options.tool, "score", name, str(folder / "answers.jsonl"))))
            print(f"{len(answers)} answers in {time.perf_counter() - began:.0f} s\n", flush=True)
    print(
        f"mean of {len(scores)} seeds: macro F1 {fmean(one.f1 for one in scores):.3f}, "
        f"{fmean(one.f1 - one.best for one in scores):+.3f} over the best baseline, "
        f"ECE {fmean(one.ece for one in scores):.3f}"
    )


class Scores(NamedTuple):
    """What the generator says of the answers for a seed: macro F1, calibration error, F1 of the best baseline."""

    f1: float
    ece: float
    best: float


def read_scores(printed: str) -> Scores:
    """The numbers in what the generator prints: a line each for the baselines, then one for the answers."""
    *baselines, ours = [float(one) for one in re.findall(r"macro F1 ([\d.]+)", printed)]
    (ece,) = re.findall(r"ECE ([\d.]+)", printed)
    return Scores(ours, float(ece), max(baselines))


def run_tool(tool: Path, *arguments: str) -> str:
    """The generator's own output, which also goes to the terminal."""
    done = subprocess.run(
        [sys.executable, str(tool), *arguments], check=True, stdout=subprocess.PIPE, text=True
    )
    print(done.stdout, end="", flush=True)
    return done.stdout


def answer(folder: Path, theatre: Theatre) -> list[Status | dict[str, Any]]:
    """Statuses in the order of the batch; `unknown` for places of which nobody has spoken yet."""
    rows = [msgspec.json.decode(line) for line in (folder / "claims.jsonl").read_bytes().splitlines()]
    claims = [read_claim(row) for row in rows]
    reports, vouched, memory = [report_of(claim) for claim in claims], read_vouched(folder), Memory()
    places = {
        ref.place_id: Place(
            place_id=ref.place_id, name=ref.name or "", kind="settlement", lat=ref.lat, lon=ref.lon
        )
        for claim in claims
        for ref in claim.places
        if ref.place_id and ref.lat is not None and ref.lon is not None
    }
    with (folder / "batch.csv").open(newline="") as lines:
        questions = list(csv.DictReader(lines))
    asked: dict[str, list[int]] = defaultdict(list)
    for number, question in enumerate(questions):
        asked[question["known_on"]].append(number)
    answers: list[Status | dict[str, Any]] = [{"state": "unknown", "probabilities": {}}] * len(questions)
    for known_on, numbers in asked.items():
        known = [claim for claim in claims if claim.published and claim.published <= known_on]
        published = [one for one in reports if one.published and one.published <= known_on]
        origins = trace(published, known, vouched, memory=memory).origins
        controls = {
            one.place.place_id: one
            for one in estimate_control(known, origins, places.values(), theatre, known_on)
        }
        for number in numbers:
            control = controls.get(questions[number]["place"])
            if control:
                answers[number] = status_on(control, questions[number]["on"], known_on=known_on)
    return answers


def read_claim(row: dict[str, Any]) -> Claim:
    """A claim as the generator writes it, one a report."""
    ids = {"report_id": content_id("report", row), "claim_id": content_id("claim", row)}
    return msgspec.convert(row | ids, Claim)


def report_of(claim: Claim) -> Report:
    """The report that a claim is all of."""
    return Report(
        report_id=claim.report_id,
        name=claim.report_name,
        raw_sha256="",
        text=claim.text,
        cleaner="",
        reader="",
        publisher=claim.publisher,
        published=claim.published,
    )


def read_vouched(folder: Path) -> tuple[Source, ...]:
    """The sources that are vouched for, with ids made of their names."""
    lines = (folder / "sources.jsonl").read_bytes().splitlines()
    rows = [msgspec.json.decode(line) for line in lines]
    return tuple(Source(source_id=content_id(row["name"]), **row) for row in rows)


if __name__ == "__main__":
    main()
