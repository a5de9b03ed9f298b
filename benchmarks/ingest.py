"""How fast saved pages go from files to the ledger, beside trafilatura alone over the same pages in the same run.

    python benchmarks/ingest.py                1,000 pages, on all cores
    python benchmarks/ingest.py --pages 200 --rounds 1

Pages are composed (`made_pages.py`). Ours is what `contested add FOLDER` does: find the files, read each in a worker
process within limits, clean and date it, keep its bytes synced in the archive and enter it in the ledger of a new desk; in
a process of its own, started and ended within the time. The peer is `trafilatura.bare_extraction` with the same settings
over the same bytes, in one process and on one core, its import not timed: it keeps nothing.

Ours and the peer take turns; of several rounds the fastest counts. Wall time counts, for what is bought with a second core
is time; CPU time is shown beside it. The target is 1,000 pages a minute on 2 cores.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from made_pages import make_pages

TARGET = 1_000  # pages a minute
OURS = """
import os, sys
from pathlib import Path
from contested.days import now
from contested.desk import create_desk, open_desk
from contested.pipeline import Workshop, add_paths
create_desk(Path(sys.argv[2]), "Pages", "russia_ukraine", synthetic=True)
from contested.ingest.isolation import crew_of
added = add_paths(Workshop(open_desk(Path(sys.argv[2]))), [Path(sys.argv[1])], now())
for worker in crew_of(os.getpid()).idle:
    worker.stop()  # and waited for, so that its time counts
print(added.new, len(added.rejected))
"""
PEER = """
import sys, time, resource
from pathlib import Path
from trafilatura import bare_extraction
pages = [file.read_bytes() for file in sorted(Path(sys.argv[1]).iterdir())]
begun, cpu = time.perf_counter(), time.process_time()
found = 0
for page in pages:
    one = bare_extraction(page.decode(), favor_precision=True, include_comments=False, include_tables=True, with_metadata=True)
    found += bool(one and one.text)
print(found, time.perf_counter() - begun, time.process_time() - cpu)
"""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with TemporaryDirectory(prefix="contested-") as folder:
        pages = Path(folder) / "pages"
        pages.mkdir()
        sizes = []
        for number, page in enumerate(make_pages(asked.pages, asked.seed)):
            file = pages / f"{number:05}.html"
            file.write_text(page, "utf-8")
            sizes.append(file.stat().st_size)
        cores = len(os.sched_getaffinity(0))
        print(
            f"{asked.pages:,} pages, {sum(sizes) / 1e6:.0f} MB, the middle one {sorted(sizes)[len(sizes) // 2] / 1000:.0f} kB; {cores} cores, trafilatura {version('trafilatura')}"
        )
        ours, peer = [], []
        for number in range(asked.rounds):
            ours.append(run_ours(pages, Path(folder) / f"desk{number}", asked.pages))
            peer.append(run_peer(pages))
    tell("ours, files to ledger", asked.pages, min(ours))
    tell("trafilatura alone, one core", asked.pages, min(peer))
    print(
        f"ratio of wall time, ours to trafilatura's: {min(ours)[0] / min(peer)[0]:.2f}; of CPU time {min(ours)[1] / min(peer)[1]:.2f}"
    )
    rate = asked.pages / min(ours)[0] * 60
    print(f"target {TARGET:,} pages a minute: {'reached' if rate >= TARGET else 'missed'}")


def run_ours(pages: Path, desk: Path, count: int) -> tuple[float, float]:
    """Seconds of wall and of CPU time, those of the workers included. Raises where a page is missing."""
    before, begun = children_cpu(), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", OURS, str(pages), str(desk)], capture_output=True, text=True, check=True
    )
    wall = time.perf_counter() - begun
    if done.stdout.split() != [str(count), "0"]:
        raise SystemExit(f"of {count} pages, added and set aside: {done.stdout}")
    return wall, children_cpu() - before


def run_peer(pages: Path) -> tuple[float, float]:
    """The same of trafilatura alone."""
    done = subprocess.run(
        [sys.executable, "-c", PEER, str(pages)], capture_output=True, text=True, check=True
    )
    found, wall, cpu = done.stdout.split()
    if int(found) != len(list(pages.iterdir())):
        raise SystemExit(f"trafilatura found an article in {found} pages")
    return float(wall), float(cpu)


def children_cpu() -> float:
    """Seconds of CPU time of the processes that ended under this one."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def tell(what: str, count: int, seconds: tuple[float, float]) -> None:
    wall, cpu = seconds
    print(
        f"{what}: {count / wall * 60:,.0f} pages a minute ({wall:.1f} s of wall time, {cpu:.1f} s of CPU time)"
    )


if __name__ == "__main__":
    main()
