"""The index of copies: reports one by one give what a whole ledger gives, kept on disk or not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trace_samples import BULLETIN, make_report

from contested.model import Report
from contested.trace.copies import CopyIndex, find_copies

SENTENCES = (
    *(part + "." for part in BULLETIN.rstrip(".").split(". ")),
    "Traders at the covered market said prices of flour had doubled since the bridge was closed to lorries",
    "The council promised a ferry by the end of the month, though nobody had been told where it would land.",
    "Жители села говорят, что обстрел начался до рассвета и что школа сгорела вместе с библиотекой.",
    "Оперативне командування повідомило, що переправу нижче за течією знову тримають під вогнем гармат.",
    "Write to us.",
    "Subscribe to the channel, send us news, put a question to the newsroom or talk it over with other readers here.",
)
PUBLISHERS = (None, "First", "Second", "Third")
DAYS = (None, "2031-05-01", "2031-05-02", "2031-06-20")
rows = st.tuples(
    st.lists(st.integers(0, len(SENTENCES) - 1), max_size=6),
    st.sampled_from(PUBLISHERS),
    st.sampled_from(DAYS),
)


def make_reports(drawn: list[tuple[list[int], str | None, str | None]]) -> list[Report]:
    return [
        make_report(f"r{number}", " ".join(SENTENCES[n] for n in sentences), day, publisher)
        for number, (sentences, publisher, day) in enumerate(drawn)
    ]


@settings(max_examples=60, deadline=None)
@given(drawn=st.lists(rows, max_size=24), cut=st.integers(0, 24))
def test_one_by_one_or_all_at_once_gives_the_same_copies(
    drawn: list[tuple[list[int], str | None, str | None]], cut: int
) -> None:
    reports = make_reports(drawn)
    whole = find_copies(reports)
    index = CopyIndex()
    found = []
    for report in reports:
        asked = index.find(report)
        assert index.add(report) == asked
        assert index.find(report) == asked  # of those before it only
        found += asked
    assert tuple(sorted(found, key=lambda one: (one.report_id, one.original_id))) == whole
    halves = CopyIndex()
    assert {*halves.add_all(reports[:cut]), *halves.add_all(reports[cut:])} == set(whole)
    assert {one for one in whole if one.report_id in {report.report_id for report in reports[:cut]}} == set(
        find_copies(reports[:cut])
    )  # what comes later changes nothing
    by_id = {report.report_id: (n, report.text) for n, report in enumerate(reports)}
    for copy in whole:
        (later, text), (earlier, original) = by_id[copy.report_id], by_id[copy.original_id]
        assert earlier < later
        for start, end, other, other_end in copy.passages:
            assert 0 <= start < end <= len(text)
            assert 0 <= other < other_end <= len(original)


REPORTS = make_reports(
    [([n % 9, (n * 5 + 2) % 9, (n * 7 + 4) % 9], PUBLISHERS[n % 4], DAYS[n % 3]) for n in range(40)]
)


def test_a_kept_index_goes_on_where_it_ended(tmp_path: Path) -> None:
    index = CopyIndex()
    index.add_all(REPORTS[:30])
    index.save(tmp_path)
    for report in REPORTS[30:]:
        opened = CopyIndex.open(tmp_path)
        assert REPORTS[0].report_id in opened
        assert opened.add(report) == index.add(report)
        opened.save(tmp_path)
    assert len(CopyIndex.open(tmp_path)) == len(REPORTS)
    assert len(list(tmp_path.iterdir())) < 60  # what was joined is gone


def test_only_what_was_added_is_written(tmp_path: Path) -> None:
    index = CopyIndex()
    index.add_all(REPORTS[:30])
    index.save(tmp_path)
    (first,) = tmp_path.glob("0-30-*.numbers.npy")
    before = first.stat().st_mtime_ns
    index.add(REPORTS[30])
    index.save(tmp_path)
    assert first.stat().st_mtime_ns == before


@pytest.mark.parametrize("name", ["hashes.npy", "numbers.npy", "facts.npy", "ids.txt", "index.json"])
@pytest.mark.parametrize("damage", ["missing", "cut short", "foreign"])
def test_a_damaged_index_is_none(tmp_path: Path, name: str, damage: str) -> None:
    index = CopyIndex()
    index.add_all(REPORTS)
    index.save(tmp_path)
    (file,) = tmp_path.glob(f"*{name}")
    if damage == "missing":
        file.unlink()
    elif damage == "cut short":
        file.write_bytes(file.read_bytes()[:-8])
    else:
        file.write_bytes(b"x" * file.stat().st_size)
    opened = CopyIndex.open(tmp_path)
    assert len(opened) == 0
    assert opened.add_all(REPORTS) == find_copies(REPORTS)
    opened.save(tmp_path)
    assert len(CopyIndex.open(tmp_path)) == len(REPORTS)


def test_an_index_by_other_rules_is_none(tmp_path: Path) -> None:
    index = CopyIndex()
    index.add_all(REPORTS)
    index.save(tmp_path)
    listed = tmp_path / "index.json"
    listed.write_text(listed.read_text().replace('"rules":"', '"rules":"0'))
    assert len(CopyIndex.open(tmp_path)) == 0


def test_an_empty_index_is_kept_too(tmp_path: Path) -> None:
    CopyIndex().save(tmp_path)
    assert len(CopyIndex.open(tmp_path)) == 0
    assert CopyIndex.open(tmp_path / "nowhere").find(REPORTS[0]) == ()
