"""Every row of the TSV files beside this one: words said on a day, and the days that they mean."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from contested.extract.dates.find import DateRef, find_dates
from contested.extract.dates.spans import Span
from contested.extract.extractor import read_sentence
from contested.extract.sentences import SentenceSpan
from tests.extract.reading import workshop
from tests.timing import seconds

FILES = sorted(Path(__file__).parent.glob("*.tsv"))
LEAST_ROWS = 2000


def read_rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def read_dates(language: str, published: str, text: str) -> list[DateRef]:
    known = workshop().extractor.language(language)
    sentence = read_sentence(text, SentenceSpan(0, len(text), 0), [], known)
    day = date.fromisoformat(published) if published else None
    return find_dates(sentence, known, Span(day, day) if day else None)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_row_means_its_days(file: Path) -> None:
    wrong = []
    for row in read_rows(file):
        found = [
            (one.when.start or "", one.when.end or "", one.when.basis)
            for one in read_dates(row["language"], row["published"], row["text"])
        ]
        wanted = [(row["start"], row["end"], row["basis"])] if row["basis"] else []
        if found != wanted:
            wrong.append(f"{row['language']} {row['published']} {row['text']}: {found}, wanted {wanted}")
    assert not wrong, f"{len(wrong)} wrong\n" + "\n".join(wrong[:20])


def test_there_are_rows_enough() -> None:
    rows = [row for file in FILES for row in read_rows(file)]
    assert len(rows) >= LEAST_ROWS
    assert len({(row["language"], row["published"], row["text"]) for row in rows}) == len(rows)
    assert min(Counter(row["language"] for row in rows).values()) >= LEAST_ROWS // 4


def test_what_is_foreseen_has_the_next_days() -> None:
    rows = [
        ("en", "On Friday they will attack.", "2025-03-14", "2025-03-14"),
        ("en", "They will attack by the end of 2025.", "2025-03-10", "2025-12-31"),
        ("en", "It will fall before August.", "2025-03-10", "2025-07-31"),
        ("en", "It will fall this week.", "2025-03-10", "2025-03-16"),
        ("uk", "До 1 травня вони відступлять.", "2025-03-10", "2025-05-01"),
        ("uk", "Через два тижні вони відступлять.", "2025-03-24", "2025-03-24"),
        ("ru", "К концу года они отступят.", "2025-03-10", "2025-12-31"),
        ("ru", "Следующим летом они отступят.", "2025-06-01", "2025-08-31"),
    ]
    for language, text, start, end in rows:
        (one,) = read_dates(language, "2025-03-10", text)
        assert (one.ahead.start, one.ahead.end) == (start, end), text


def test_dates_said_on_one_of_several_days_mean_all_they_could() -> None:
    known = workshop().extractor.language("en")
    text = "They left on Friday."
    sentence = read_sentence(text, SentenceSpan(0, len(text), 0), [], known)
    (one,) = find_dates(sentence, known, Span(date(2025, 3, 12), date(2025, 3, 15)))
    assert (one.when.start, one.when.end) == ("2025-03-07", "2025-03-14")


def test_earlier_and_later_count_from_the_date_before_them() -> None:
    rows = [
        ("en", "Pictures of 20 March show hangars that burned a day earlier.", "2025-03-19"),
        ("en", "They came on 20 March and left two days later.", "2025-03-22"),
        ("ru", "Снимки сделаны 20 марта, ангары сгорели днём ранее.", "2025-03-19"),
        ("uk", "Знімки зроблено 20 березня, ангари згоріли днем раніше.", "2025-03-19"),
    ]
    for language, text, day in rows:
        _, one = read_dates(language, "2025-03-27", text)
        assert (one.when.start, one.when.end) == (day, day), text


@pytest.mark.parametrize(
    "words",
    [
        "from 3 to 7 May since until the night of ",
        "2024 - ",
        "the first half of the end of ",
        "5 , 2024 may ",
        "about some over ",
    ],
)
def test_reading_time_grows_with_the_words(words: str) -> None:
    def cost(times: int) -> float:
        return seconds(lambda: read_dates("en", "2025-03-10", words * times))

    cost(50)
    assert cost(1600) < 12 * max(cost(400), 0.01)
