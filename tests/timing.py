"""Work in; what it costs, out: for tests that compare the cost of little with that of much."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import process_time

TRIES = 3


def seconds(work: Callable[[], object], tries: int = TRIES) -> float:
    """Processor seconds of the cheapest of so many tries. Garbage of other tests is not collected meanwhile: that alone can
    take a third of a second."""
    spent = []
    collects = gc.isenabled()
    gc.disable()
    try:
        for _ in range(tries):
            began = process_time()
            work()
            spent.append(process_time() - began)
    finally:
        if collects:
            gc.enable()
    return min(spent)
