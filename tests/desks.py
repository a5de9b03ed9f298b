"""Desks for tests: made in a temporary folder from the example or the tiny war."""

from __future__ import annotations

import shutil
from pathlib import Path

from contested.desk import create_desk, open_desk
from contested.pipeline import Workshop

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "kupiansk"
TINY = ROOT / "tests" / "theatres" / "tiny"


def make_desk(folder: Path, theatre: str = "russia_ukraine", sources: bool = False) -> Workshop:
    """An empty desk; with `sources`, the example's own, which stands for its composed publishers."""
    if not sources:
        return Workshop(create_desk(folder, "test", theatre, synthetic=True))
    for name in ("desk.toml", "sources.jsonl"):
        shutil.copy(EXAMPLE / name, folder)
    return Workshop(open_desk(folder))
