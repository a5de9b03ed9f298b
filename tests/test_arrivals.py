"""What arrives in a ledger: told report by report as over the whole of it, whatever became of the index between."""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from contested.arrivals import Repeated, find_arrivals, sum_up
from contested.ledger import Archive, Ledger, connect_database
from contested.model import Copy, Report, content_id
from contested.trace import find_copies

SENTENCES = (
    "Northern infantry took the village of Pellin after two days of fighting on both banks of the river.",
    "The crossing below the village was again under the guns of the northern army on Thursday evening, it said.",
    "Traders at the covered market said prices of flour had doubled since the bridge was closed to lorries.",
    "The council promised a ferry by the end of the month, though nobody had been told where it would land.",
    "Twelve prisoners were brought in.",
    "Мешканці кажуть, що обстріл почався до світанку і що школа згоріла разом із бібліотекою та архівом.",
)
PUBLISHERS = (None, "First", "Second")
DAYS = (None, "2031-05-01", "2031-05-02", "2031-06-20")
Row = tuple[list[int], str | None, str | None]
rows = st.tuples(
    st.lists(st.integers(0, len(SENTENCES) - 1), min_size=1, max_size=5),
    st.sampled_from(PUBLISHERS),
    st.sampled_from(DAYS),
)


def make_report(number: int, row: Row) -> tuple[Report, bytes]:
    sentences, publisher, day = row
    text = " ".join(SENTENCES[n] for n in sentences)
    raw = text.encode()
    return Report(
        report_id=content_id(number, row),
        name=f"report {number}",
        raw_sha256=hashlib.sha256(raw).hexdigest(),
        text=text,
        cleaner="test",
        reader="test",
        publisher=publisher,
        published=day,
    ), raw


def open_ledger(folder: Path) -> Ledger:
    return Ledger(connect_database(folder / "ledger.sqlite"), Archive(folder / "archive"))


def by_day(one: tuple[Report, bytes]) -> tuple[str, str]:
    return one[0].published or "", one[0].report_id


@settings(max_examples=25, deadline=None)
@given(
    adds=st.lists(
        st.tuples(
            st.lists(rows, max_size=5),
            st.sampled_from(("kept", "gone", "taken", "as it was before")),
        ),
        max_size=6,
    )
)
def test_arrivals_are_the_copies_of_the_whole_ledger_in_order_of_recording(
    adds: list[tuple[list[Row], str]],
) -> None:
    """The index stays, is deleted, is being written by somebody else, or is an older one."""
    told: list[Copy] = []
    recorded: list[Report] = []
    with tempfile.TemporaryDirectory() as name, open_ledger(Path(name)) as ledger:
        index, before = Path(name) / "index", Path(name) / "before"
        for number, (batch, state) in enumerate(adds):
            made = [make_report(10 * number + n, row) for n, row in enumerate(batch)]
            new = ledger.enter_reports(made, f"2031-07-01T12:00:{number:02}Z")
            recorded += [report for report, _ in sorted(made, key=by_day)]
            if state == "gone":
                shutil.rmtree(index, ignore_errors=True)
            elif state == "as it was before" and before.exists():
                shutil.rmtree(index)
                shutil.copytree(before, index)
            elif index.exists():
                shutil.copytree(index, before, dirs_exist_ok=True)
            index.mkdir(exist_ok=True)
            with (index / "lock").open("wb") as lock:
                if state == "taken":
                    fcntl.flock(lock, fcntl.LOCK_EX)
                told += find_arrivals(ledger, {*new}, index)
    assert sorted(told, key=lambda one: (one.report_id, one.original_id)) == list(find_copies(recorded))


def test_reports_that_another_process_took_up_first_are_told_all_the_same(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        rows: tuple[Row, ...] = (([0, 1], "First", None), ([0, 1], "Second", None))
        for number, row in enumerate(rows):
            new = ledger.enter_reports([make_report(number, row)], f"2031-07-01T12:00:0{number}Z")
        later = ledger.enter_reports([make_report(2, ([2], None, None))], "2031-07-01T12:00:02Z")
        assert find_arrivals(ledger, {*later}, tmp_path / "index") == ()
        (copy,) = find_arrivals(ledger, {*new}, tmp_path / "index")
    assert copy.report_id == new[0]


def test_what_was_added_a_moment_ago_is_no_copy_of_what_is_added_now(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        for number in range(6):
            made = make_report(number, ([0, 1], f"Publisher {number}", None))
            new = ledger.enter_reports([made], "2031-07-01T12:00:00Z")
            found = find_arrivals(ledger, {*new}, tmp_path / "index")
            assert [one.report_id for one in found] == new * (number > 0)


def test_a_report_is_told_once_by_what_it_has_most_of() -> None:
    def copy(report: str, original: str, kind: str, share: float) -> Copy:
        return Copy(report_id=report, original_id=original, kind=kind, share=share)  # type: ignore[arg-type]

    copies = [
        copy("a", "w", "passage", 1.0),
        copy("a", "x", "whole", 0.8),
        copy("a", "y", "whole", 0.9),
        copy("b", "y", "passage", 0.2),
        copy("b", "z", "passage", 0.3),
        copy("c", "x", "whole", 1.0),
        copy("d", "x", "whole", 0.7),
        copy("d", "v", "revision", 0.6),
    ]
    assert sum_up(copies, {"a", "b", "d"}, str.upper) == (
        Repeated("revision", 1, ("V",), 0),
        Repeated("whole", 1, ("Y",), 0),
        Repeated("passage", 1, ("Z",), 0),
    )
