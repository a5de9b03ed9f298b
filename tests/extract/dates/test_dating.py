"""Undated reports: the days on which their own words, or other reports, say that they were published."""

from __future__ import annotations

import pytest

from contested.extract.known import known_events
from contested.model import Claim, Dating, KnownEvent
from tests.extract.reading import report_of, workshop

READ_ON = "2026-11-25"


def read_undated(text: str, language: str = "en", known: tuple[KnownEvent, ...] = ()) -> tuple[Claim, ...]:
    return workshop().read(report_of(text, language), by=READ_ON, known=known).claims


def datings_of(text: str, language: str = "en", known: tuple[KnownEvent, ...] = ()) -> list[Dating]:
    found = {claim.dating for claim in read_undated(text, language, known) if claim.dating}
    return sorted(found, key=lambda one: one.span)


DATED = [
    # a day with its weekday: the years in which they agree, and four weeks
    ("en", "On Friday, 14 November, Russian forces captured Synkivka.", "2025-11-14", "2025-12-11"),
    ("uk", "У п'ятницю, 14 листопада, росіяни захопили Синьківку.", "2025-11-14", "2025-12-11"),
    ("ru", "В пятницу, 14 ноября, россияне захватили Синьковку.", "2025-11-14", "2025-12-11"),
    # two of them
    (
        "en",
        "On Friday, 14 November, Russian forces captured Synkivka. On Monday, 1 December, Ukrainian forces shelled Kupiansk.",
        "2025-12-01",
        "2025-12-11",
    ),
    (
        "en",
        "Yesterday, 3 May 2025, Russian forces captured Synkivka, and today they hold it.",
        "2025-05-04",
        "2025-05-04",
    ),
    ("uk", "Сьогодні, 4 травня 2025 року, росіяни захопили Синьківку.", "2025-05-04", "2025-05-04"),
    (
        "en",
        "This winter Russian forces captured Synkivka; on 2 February 2025 they shelled Kupiansk.",
        None,
        None,
    ),
    # one saying, told by its weekday and by its day
    (
        "en",
        "Rybar said on Friday that Russian forces had left Kupiansk, which was taken in 2024. "
        "Rybar said on 27 December that Russian forces had left Synkivka.",
        "2024-12-27",
        "2025-01-02",
    ),
    # the theatre's history, by two events that agree
    (
        "en",
        "Two weeks ago, Ukrainian forces captured Sudzha. Russian forces captured Niu-York earlier this week.",
        "2024-08-20",
        "2024-08-25",
    ),
]


@pytest.mark.parametrize(("language", "text", "start", "end"), DATED)
def test_a_report_is_dated_from_its_own_words(
    language: str, text: str, start: str | None, end: str | None
) -> None:
    found = datings_of(text, language)
    assert [(one.start, one.end) for one in found] == ([(start, end)] if start else [])
    assert all(one.reasons and one.span == (0, len(text)) for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "Russian forces captured Synkivka.",
        "On Friday Russian forces captured Synkivka, and on Sunday they lost it.",
        "Kupiansk, which fell to Russian forces in February 2022, was shelled again.",
        "On 27 December Russian forces captured Synkivka.",
        "Rybar said on Friday that Russian forces had left Kupiansk. Rybar said on 27 December last year that they were there.",
        "Two weeks ago, Ukrainian forces captured Sudzha.",  # one event of the history alone may be another one
        "Russian forces plan to capture Kupiansk in 2031.",
    ],
)
def test_what_does_not_tell_stays_undated(text: str) -> None:
    claims = read_undated(text)
    assert claims
    assert all(claim.dating is None and claim.published is None for claim in claims)
    relative = [claim for claim in claims if claim.when.basis in ("relative", "publication")]
    assert not relative, "nothing to reckon from"


def test_relative_dates_count_from_the_whole_interval() -> None:
    text = (
        "Two weeks ago, Ukrainian forces captured Sudzha. Russian forces captured Niu-York earlier this week. "
        "Russian forces shelled Kupiansk. On Wednesday Russian forces shelled Vovchansk."
    )
    times = {claim.places[0].name: claim.when for claim in read_undated(text)}
    assert (times["Sudzha"].start, times["Sudzha"].end) == ("2024-08-06", "2024-08-11")
    assert (times["Kupiansk"].start, times["Kupiansk"].end) == ("2024-08-19", "2024-08-25")
    assert times["Kupiansk"].basis == "publication"
    assert (times["Vovchansk"].start, times["Vovchansk"].end) == ("2024-08-14", "2024-08-21")


def test_paragraphs_that_exclude_each_other_are_dated_apart() -> None:
    text = (
        "On Friday, 14 November, Russian forces captured Synkivka.\n"
        "On Tuesday, 3 June, Russian forces captured Petropavlivka.\n"
        "Russian forces shelled Kupiansk."
    )
    found = datings_of(text)
    assert [(one.start, one.end, text[slice(*one.span)].split(",")[0]) for one in found] == [
        ("2025-11-14", "2025-12-11", "On Friday"),
        ("2025-06-03", "2025-06-30", "On Tuesday"),
    ]
    last = read_undated(text)[-1]
    assert last.dating is None
    assert last.when.basis == "none"


def tell(*reports: tuple[str, str]) -> tuple[KnownEvent, ...]:
    """What dated reports make known: texts by day."""
    claims = [
        claim
        for text, day in reports
        for claim in workshop().read(report_of(text, published=day, publisher=day)).claims
    ]
    return known_events(claims)


CAPTURED = "Russian forces captured {}."
NEWS = "{} was captured by Russian forces."


SYNKIVKA = [(CAPTURED.format("Synkivka"), day) for day in ("2025-05-10", "2025-05-11", "2025-05-12")]


def test_three_dated_reports_of_the_desk_date_an_undated_one() -> None:
    known = tell(*SYNKIVKA)
    (one,) = datings_of(NEWS.format("Synkivka"), known=known)
    assert (one.start, one.end) == ("2025-04-25", "2025-05-26")
    assert one.reasons == ("dated reports: RU captured Synkivka, 2025-05-09 to 2025-05-12",)


def test_one_or_two_may_be_early_or_of_another_time() -> None:
    assert datings_of(NEWS.format("Synkivka"), known=tell(*SYNKIVKA[:1])) == []
    assert datings_of(NEWS.format("Synkivka"), known=tell(*SYNKIVKA[:2])) == []


def test_two_do_where_the_undated_one_counts_back() -> None:
    (one,) = datings_of("Four days ago Russian forces captured Synkivka.", known=tell(*SYNKIVKA[:2]))
    assert (one.start, one.end) == ("2025-05-12", "2025-05-16")


def test_two_events_of_one_report_each_agree() -> None:
    known = tell((CAPTURED.format("Synkivka"), "2025-05-10"), (CAPTURED.format("Dvorichna"), "2025-05-20"))
    text = f"{NEWS.format('Synkivka')} {NEWS.format('Dvorichna')}"
    (one,) = datings_of(text, known=known)
    assert (one.start, one.end) == ("2025-05-05", "2025-05-24")


def test_a_place_taken_twice_dates_nothing() -> None:
    before = [(text, day.replace("2025", "2024")) for text, day in SYNKIVKA]
    assert datings_of(NEWS.format("Synkivka"), known=tell(*before, *SYNKIVKA)) == []


def test_other_events_of_the_desk_date_nothing() -> None:
    known = tell(*SYNKIVKA)
    for text in ("Ukrainian forces captured Synkivka.", "Russian forces captured Petropavlivka."):
        assert datings_of(text, known=known) == []


def test_a_dated_report_is_never_dated_again() -> None:
    text = "On Friday, 14 November, Russian forces captured Synkivka."
    claims = workshop().read(report_of(text, published="2025-11-20")).claims
    assert claims
    assert all(claim.dating is None and claim.published == "2025-11-20" for claim in claims)
