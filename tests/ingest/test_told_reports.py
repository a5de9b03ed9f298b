"""Files of claims become reports: each sentence stands in its report's text, and no order changes an id."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.ingest.told_reports import LONGEST, Sentence, Told, ToldFile, lay_out, read_text
from contested.model import TOLD
from tests.told_samples import KESSA, told_row, write_rows

FIRST, SECOND = "Velian troops took the mill.", "The League left Kessa on Friday."


def take_in(file: Path, held: frozenset[str] = frozenset()) -> list[Told]:
    told = ToldFile(file, ("VEL", "FRL"), ZoneInfo("UTC"))
    told.check(lambda *_: None)
    assert not told.rejected
    return list(told.take_in(held))


@pytest.mark.parametrize(
    ("sentences", "text"),
    [
        ([Sentence(0, FIRST)], FIRST),
        ([Sentence(0, FIRST), Sentence(29, SECOND)], f"{FIRST}\n{SECOND}"),
        ([Sentence(31, SECOND), Sentence(0, FIRST), Sentence(0, FIRST)], f"{FIRST}  \n{SECOND}"),
        ([Sentence(6, FIRST)], f"  \n\n\n\n{FIRST}"),
        ([Sentence(0, FIRST), Sentence(7, "troops took")], FIRST),
        ([Sentence(0, FIRST), Sentence(7, "troops took the mill. So")], f"{FIRST} So"),
        ([Sentence(0, FIRST), Sentence(7, SECOND)], f"{FIRST}\n{SECOND}"),
        ([Sentence(None, SECOND), Sentence(0, FIRST)], f"{SECOND}\n{FIRST}"),
        ([Sentence(LONGEST, FIRST)], FIRST),
    ],
)
def test_sentences_stand_where_they_stood_if_they_can(sentences: list[Sentence], text: str) -> None:
    laid, starts = lay_out(sentences)
    assert laid == text
    assert [laid[start : start + len(one.text)] for start, one in zip(starts, sentences, strict=True)] == [
        one.text for one in sentences
    ]


@given(
    st.lists(
        st.builds(Sentence, st.none() | st.integers(0, 60), st.text("ab .", min_size=1, max_size=20)),
        min_size=1,
    ),
    st.randoms(use_true_random=False),
)
def test_every_sentence_stands_in_the_text_whatever_is_told(
    sentences: list[Sentence], random: object
) -> None:
    text, starts = lay_out(sentences)
    for one, start in zip(sentences, starts, strict=True):
        assert text[start : start + len(one.text)] == one.text
    random.shuffle(sentences)  # type: ignore[attr-defined]
    assert lay_out(sentences)[0] == text


def test_rows_of_one_report_are_one_report(tmp_path: Path) -> None:
    rows = [
        told_row(text=FIRST, report_name="note"),
        told_row(text=SECOND, report_name="note", start=40, end=72, places=[KESSA], event="withdrew"),
        told_row(text=SECOND, report_name="note", publisher="Somebody else"),
        told_row(
            text=SECOND, report_name="note", published="2019-05-09", when=told_row()["when"] | {"end": None}
        ),
    ]
    reports = take_in(write_rows(tmp_path / "claims.jsonl", rows))
    assert sorted(len(one.claims) for one in reports) == [1, 1, 2]
    for report, raw, claims in reports:
        assert read_text(raw, "") == report.text
        for claim in claims:
            assert claim.report_id == report.report_id
            assert report.text[claim.start : claim.end] == claim.text
            assert claim.rule == f"{TOLD}by hand"


def test_neither_the_order_of_rows_nor_their_spelling_changes_an_id(tmp_path: Path) -> None:
    rows = [told_row(number % 5, report_name=f"note-{number % 3}") for number in range(12)]
    one = take_in(write_rows(tmp_path / "one.jsonl", rows))
    other = take_in(write_rows(tmp_path / "other.jsonl", rows[::-1]))
    assert one == other
    spelt = take_in(write_rows(tmp_path / "spelt.jsonl", [dict(reversed(row.items())) for row in rows]))
    assert [{claim.claim_id for claim in told.claims} for told in spelt] == [
        {claim.claim_id for claim in told.claims} for told in one
    ]


def test_a_row_that_is_held_adds_nothing(tmp_path: Path) -> None:
    file = write_rows(tmp_path / "claims.jsonl", [told_row(1), told_row(2), told_row(3)])
    first, *rest = take_in(file)
    assert take_in(file, frozenset(claim.claim_id for claim in first.claims)) == rest


def test_words_that_a_clean_text_would_not_have_are_mended(tmp_path: Path) -> None:
    text = "Velian\u00a0troops\ntook \u200bthe mill."
    row = told_row(text=text, slots=[{"slot": "trigger", "start": 14, "end": 18}])
    ((report, raw, (claim,)),) = take_in(write_rows(tmp_path / "claims.jsonl", [row]))
    assert claim.text == report.text == read_text(raw, "") == "Velian troops took the mill."
    assert claim.slots == ()


def test_slots_and_anchors_move_with_their_sentence(tmp_path: Path) -> None:
    row = told_row(text=FIRST, start=300_000, end=300_000 + len(FIRST))
    row["slots"] = [
        {"slot": "trigger", "start": 300_014, "end": 300_018},
        {"slot": "voice", "start": 5, "end": 9},
    ]
    row["places"] = [row["places"][0] | {"anchor": [300_019, 300_027]}]
    ((report, _, (claim,)),) = take_in(write_rows(tmp_path / "claims.jsonl", [row]))
    (slot,) = claim.slots
    assert report.text[slot.start : slot.end] == "took"
    anchor = claim.places[0].anchor
    assert anchor is not None
    assert report.text[slice(*anchor)] == "the mill"
