"""The order in which reports and claims come changes nothing, and the same input gives the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
from composed_war import PLACES, SOURCES, THEATRE, UNTIL
from copying import copy
from drawn import COPIED, copied, copyings, desks
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.reconcile import estimate_control, group_events
from contested.trace import trace_origins

HERE = Path(__file__).parent
DIGEST = """
import hashlib, msgspec
from copying import FORMS, Copying, copy
from outcomes import take_account
from test_flood import rivals
desk = rivals()
copies = [copy(told, Copying(form, after, 3), f"{told.report.name}-{form.__name__}-{after}")
          for told in desk for form in FORMS for after in (-4, 0, 5)]
print(hashlib.sha256(msgspec.json.encode(take_account([*desk, *copies]))).hexdigest())
"""


@settings(max_examples=12, deadline=None)
@given(desks(), st.data(), st.randoms(use_true_random=False))
def test_order_of_reports_and_claims_is_irrelevant(base: Any, data: Any, random: Any) -> None:
    kind = data.draw(st.sampled_from(sorted(COPIED)))
    report, ways = data.draw(copied(kind)), data.draw(st.lists(copyings(kind), max_size=8))
    told = [*base, report, *(copy(report, way, number) for number, way in enumerate(ways))]
    reports = [one.report for one in told]
    claims = [claim for one in told for claim in one.claims]
    places = list(PLACES)
    first = encode(reports, claims, places)
    for mixed in (reports, claims, places):
        random.shuffle(mixed)
    assert encode(reports, claims, places) == first


def encode(reports: Any, claims: Any, places: Any) -> bytes:
    origins = trace_origins(reports, claims, SOURCES)
    controls = estimate_control(claims, origins, places, THEATRE, UNTIL)
    return msgspec.json.encode((origins, controls, group_events(claims, origins)))


def test_another_process_gives_the_same_bytes() -> None:
    # Sets and dictionaries of strings are in another order in a process with another seed of hashes.
    digests = set()
    for seed in ("1", "2", "3"):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": os.pathsep.join([str(HERE), *sys.path]),
        }
        done = subprocess.run(
            [sys.executable, "-c", DIGEST], env=environment, capture_output=True, text=True, check=True
        )
        digests.add(done.stdout)
    assert len(digests) == 1
