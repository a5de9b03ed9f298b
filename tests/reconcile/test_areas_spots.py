"""The smoother on the spots of a public map, each left out in turn."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.areas import ask_kernel, ask_smoother, gaussian, nearest, read_spots, score

from contested.reconcile.areas.plane import plane_of
from tests.desks import ROOT
from tests.reconcile.area_samples import theatre

CONTROL: Path = ROOT.parent / "shared" / "data" / "control_dev.csv"


@pytest.mark.skipif(not CONTROL.exists(), reason="the map's spots are not at hand")
def test_a_spot_is_told_better_than_by_the_nearest_and_by_a_plain_mean() -> None:
    """On every fourth of the benchmark's days. Log-losses there: 0.50, 0.53 and 0.64."""
    spots = read_spots(CONTROL, plane_of(theatre().settings.bbox))
    days = range(0, 17, 4)
    ours = score(spots, days, ask_smoother(spots))
    assert ours.log_loss < score(spots, days, ask_kernel(spots, gaussian(2.0), 0.07)).log_loss - 0.01
    assert ours.log_loss < score(spots, days, ask_kernel(spots, nearest, 0.15)).log_loss - 0.05
    assert ours.right > 0.78
    assert ours.sure > 500
    assert ours.sure_right > 0.9
