"""How well and how fast copies and lifted passages are found, beside datasketch's MinHash-LSH in the same run.

    python benchmarks/origins.py                   100,000 reports, some minutes
    python benchmarks/origins.py --quick           10,000
    python benchmarks/origins.py --reports 30000

Reports are composed (`made_reports.py`), with near-copies and lifted passages planted. Ours is `CopyIndex`. The peer, as
its manual has it: sets of five words in a row, `MinHash(num_perm=128)`, `MinHashLSH`, each report asked for and then
inserted; of several thresholds the one that does best on the near-copies of the first tenth. It is no dependency of the
project: `pip install datasketch` into an environment of your own that has the project too. Where it is absent ours is
measured alone.

Each runs in a process of its own and reads the same file. Loading is not timed; CPU time counts, wall time is shown
beside it. Memory is what the process took beyond the reports themselves, and in all. A pair is found where the copy is
paired with its original, with what that one was copied from, or with its word-for-word equal; it is false where the two have no
planted text in common.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from made_reports import FORMS, Made, make_reports

from contested.model import Report
from contested.trace.copies import CopyIndex

Pairs = set[tuple[int, int]]
WORD = re.compile(r"\w+")
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7)
SHINGLE = 5
PERMUTATIONS = 128
ASKED = 400  # reports that arrive one by one
TARGETS = {"near-copies": 0.99, "passages": 0.98}


class Measured(msgspec.Struct):
    """What one of the two did."""

    name: str
    cpu: float
    wall: float
    memory: int  # MB in all
    reports_only: int  # MB before it began
    recall: dict[str, float]
    precision: float
    pairs: int
    once: list[float]  # seconds of CPU for each report that arrives
    notes: list[str]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--quick", action="store_true", help="10,000 reports")
    parser.add_argument("--run", choices=("ours", "peer"), help=argparse.SUPPRESS)
    parser.add_argument("--made", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        made = msgspec.msgpack.decode(options.made.read_bytes(), type=Made)
        Path("/proc/self/clear_refs").write_text("5")  # memory is measured from here on
        sys.stdout.buffer.write(msgspec.json.encode(RUNS[options.run](made)))
        return
    count = 10_000 if options.quick else options.reports
    with TemporaryDirectory() as folder:
        file = Path(folder) / "made.msgpack"
        made = make_reports(count + ASKED)
        file.write_bytes(msgspec.msgpack.encode(made))
        words = sum(report.text.count(" ") for report in made.reports) / len(made.reports)
        planted = Counter(one.form for one in made.planted)
        print(f"{count:,} reports of {words:.0f} words on average; planted: {dict(planted)}", flush=True)
        del made
        ours = run_apart("ours", file)
        peer = run_apart("peer", file) if find_spec("datasketch") else None
    print_figures([ours, *([peer] if peer else [])])
    if peer is None:
        print("\ndatasketch is not installed: ours alone")


def run_apart(name: str, file: Path) -> Measured:
    """One of the two in a process of its own."""
    command = [sys.executable, __file__, "--run", name, "--made", str(file)]
    told = subprocess.run(command, check=True, capture_output=True).stdout
    return msgspec.json.decode(told, type=Measured)


def run_ours(made: Made) -> Measured:
    """All but the last reports at once, then those one by one; the index saved, opened and asked again."""
    before, reports = memory(), made.reports[:-ASKED]
    cpu, wall = time.process_time(), time.perf_counter()
    index = CopyIndex()
    copies = index.add_all(reports)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    peak = memory()
    once = []
    for report in made.reports[-ASKED:]:
        began = time.process_time()
        index.find(report)
        once.append(time.process_time() - began)
    notes = [note_kept(index, made.reports[-ASKED:])]
    numbers = {report.report_id: number for number, report in enumerate(made.reports)}
    pairs = {(numbers[one.report_id], numbers[one.original_id]) for one in copies}
    recall, precision = judge(pairs, made, len(reports))
    return Measured(
        f"ours, {len(index):,} reports", cpu, wall, peak, before, recall, precision, len(pairs), once, notes
    )


def note_kept(index: CopyIndex, asked: Sequence[Report]) -> str:
    """What keeping the index costs: its size, and opening it, asking for one report and adding it."""
    with TemporaryDirectory() as folder:
        began = time.perf_counter()
        index.save(Path(folder))
        saved = time.perf_counter() - began
        size = sum(file.stat().st_size for file in Path(folder).iterdir()) / 1e6
        began = time.perf_counter()
        opened = CopyIndex.open(Path(folder))
        ready = time.perf_counter() - began
        opened.add(asked[0])
        added = time.perf_counter() - began
        opened.save(Path(folder))
        again = time.perf_counter() - began
    return (
        f"index on disk: {size:.0f} MB, written in {saved:.1f} s; opened in {1000 * ready:.0f} ms, one report "
        f"added by {1000 * added:.0f} ms, kept again by {1000 * again:.0f} ms (wall time)"
    )


def run_peer(made: Made) -> Measured:
    """As ours; hashing and LSH, with the threshold that was best on a tenth."""
    datasketch: Any = import_module("datasketch")
    before, reports = memory(), made.reports[:-ASKED]
    tenth = [sign(datasketch, report.text) for report in reports[: max(1_000, len(reports) // 10)]]
    scores = {threshold: f1_of(datasketch, tenth, threshold, made) for threshold in THRESHOLDS}
    # Of those that do about equally well the highest: among more reports more unrelated ones meet by chance.
    threshold = max(one for one in scores if scores[one] >= max(scores.values()) - 0.01)
    del tenth
    cpu, wall = time.process_time(), time.perf_counter()
    lsh = datasketch.MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    pairs = find_by_lsh(lsh, (sign(datasketch, report.text) for report in reports))
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    peak = memory()
    once = []
    for report in made.reports[-ASKED:]:
        began = time.process_time()
        lsh.query(sign(datasketch, report.text))
        once.append(time.process_time() - began)
    recall, precision = judge(pairs, made, len(reports))
    tried = ", ".join(f"{one}: {score:.3f}" for one, score in scores.items())
    return Measured(
        f"datasketch {version('datasketch')} at {threshold}",
        cpu,
        wall,
        peak,
        before,
        recall,
        precision,
        len(pairs),
        once,
        [f"thresholds tried on a tenth (F1 of near-copies): {tried}"],
    )


def sign(datasketch: Any, text: str) -> Any:
    """The MinHash of a text's runs of words."""
    words = text.lower().split()
    runs = {" ".join(words[n : n + SHINGLE]).encode() for n in range(max(1, len(words) - SHINGLE + 1))}
    minhash = datasketch.MinHash(num_perm=PERMUTATIONS)
    minhash.update_batch(list(runs))
    return minhash


def find_by_lsh(lsh: Any, signed: Iterable[Any]) -> Pairs:
    """Of every report the earlier ones that share a bucket with it."""
    pairs: Pairs = set()
    for number, minhash in enumerate(signed):
        pairs.update((number, earlier) for earlier in lsh.query(minhash))
        lsh.insert(number, minhash, check_duplication=False)
    return pairs


def f1_of(datasketch: Any, signed: Sequence[Any], threshold: float, made: Made) -> float:
    """How well the near-copies among these are found at a threshold: the harmonic mean of recall and precision."""
    lsh = datasketch.MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    recall, precision = judge(find_by_lsh(lsh, signed), made, len(signed))
    both = recall["near-copies"] + precision
    return 2 * recall["near-copies"] * precision / both if both else 0.0


def judge(pairs: Pairs, made: Made, count: int) -> tuple[dict[str, float], float]:
    """The share of what is planted in the first `count` reports that was found, by form, and of what was found that has
    planted text in common."""
    first_of: dict[str, int] = {}
    before = {one.copy: one.original for one in made.planted if one.form in FORMS}
    equals = [
        first_of.setdefault(" ".join(WORD.findall(report.text.lower())), number)
        for number, report in enumerate(made.reports[:count])
    ]
    partners: dict[int, set[int]] = {}
    for copy, original in pairs:
        partners.setdefault(copy, set()).add(original)
        partners.setdefault(copy, set()).add(equals[original])
    found: Counter[str] = Counter()
    planted = Counter(one.form for one in made.planted if one.copy < count)
    for one in (one for one in made.planted if one.copy < count):
        line = [one.original]
        while line[-1] in before:
            line.append(before[line[-1]])
        found[one.form] += not partners.get(one.copy, set()).isdisjoint({*line, *(equals[n] for n in line)})
    recall = {
        "near-copies": sum(found[form] for form in FORMS) / max(1, sum(planted[form] for form in FORMS)),
        "passages": found["passage"] / max(1, planted["passage"]),
        **{form: found[form] / max(1, planted[form]) for form in FORMS},
    }
    true = sum(bool(made.roots[copy] & made.roots[original]) for copy, original in pairs)
    return recall, true / max(1, len(pairs))


def memory() -> int:
    """The most that this process has held, MB: `getrusage` would begin with what its parent had."""
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) // 1000  # type: ignore[index]


def print_figures(all_measured: Sequence[Measured]) -> None:
    ours = all_measured[0]
    for one in all_measured:
        first, middle, last = describe_once(one.once)
        print(f"\n{one.name}")
        print(
            f"  {one.cpu:.1f} s of CPU ({one.wall:.1f} s of wall time); ratio to ours {one.cpu / ours.cpu:.2f}"
        )
        print(
            f"  memory: {one.memory - one.reports_only:,} MB beyond the reports' {one.reports_only:,}, {one.memory:,} MB in all"
        )
        print("  recall: " + ", ".join(f"{group} {share:.4f}" for group, share in one.recall.items()))
        print(f"  precision: {one.precision:.4f} of {one.pairs:,} pairs")
        print(f"  one new report: median {first:.1f} ms, p99 {middle:.1f} ms, most {last:.1f} ms (CPU)")
        for note in one.notes:
            print(f"  {note}")
    for group, target in TARGETS.items():
        verdict = "reached" if ours.recall[group] >= target else "MISSED"
        print(f"\ntarget of recall on {group}: {target} {verdict}", end="")
    print()


def describe_once(seconds: Sequence[float]) -> Iterator[float]:
    """Median, 99th in a hundred and most, in milliseconds."""
    ordered = sorted(seconds)
    yield 1000 * statistics.median(ordered)
    yield 1000 * ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
    yield 1000 * ordered[-1]


RUNS: dict[str, Callable[[Made], Measured]] = {"ours": run_ours, "peer": run_peer}


if __name__ == "__main__":
    main()
