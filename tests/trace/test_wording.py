"""Words as numbers: which spellings are one word, and where words stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.trace.fingerprints import RUN, WINDOW, find_prints
from contested.trace.shelf import span_words
from contested.trace.wording import read_words

STABLE = [4154219820, 2462327852, 1276347460, 1200617855, 477807946]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Купянск", "Кuпянcк", True),
        ("Куп'янськ", "КУП’ЯНСЬК,", True),
        ("Куп'янськ", "Купʼянськ", True),
        ("обстрел", "0бстрел", True),
        ("обстрел", "об\u00adст\u200bрел", True),
        ("замок", "за\u0301мок", True),
        ("ещё", "еще", True),
        ("breaking", "𝗕𝗿𝗲𝗮𝗸𝗶𝗻𝗴", True),
        ("northeast", "north-east", True),
        ("1,170", "1.170", True),
        ("взяли", "взяты", False),
        ("12", "21", False),
        ("not", "now", False),
        ("Oldmill", "Newmill", False),
    ],
)
def test_spellings_of_a_word(one: str, other: str, same: bool) -> None:
    first, second = read_words([one]).numbers.tolist(), read_words([other]).numbers.tolist()
    assert len(first) == len(second) == 1
    assert (first == second) is same


@given(texts=st.lists(st.text(alphabet="абab12 .,—'🔥\u200b\n«»-", max_size=40), max_size=6))
def test_words_of_many_texts_are_those_of_each_and_stand_in_it(texts: list[str]) -> None:
    words = read_words(texts)
    assert len(words.bounds) == len(texts) + 1
    for number, text in enumerate(texts):
        alone = read_words([text])
        start, end = words.bounds[number : number + 2]
        assert words.numbers[start:end].tolist() == alone.numbers.tolist()
        spans = [span_words(words, number, n, n + 1) for n in range(end - start)]
        parts = [text[first:last] for first, last in spans]
        assert all(any(letter.isalnum() for letter in part) for part in parts)
        assert not any(letter.isspace() for part in parts for letter in part)
        assert "".join(filter(str.isalnum, "".join(parts))) == "".join(filter(str.isalnum, text))


def test_the_numbers_of_words_are_the_same_on_every_machine() -> None:
    assert read_words(["Forces took Купянск, 12 km"]).numbers.tolist() == STABLE


@given(
    run=st.lists(st.integers(0, 9), min_size=RUN + WINDOW - 1, max_size=30),
    before=st.lists(st.integers(0, 9), max_size=30),
    after=st.lists(st.integers(0, 9), max_size=30),
)
def test_texts_with_twelve_words_in_common_share_a_fingerprint_within(
    run: list[int], before: list[int], after: list[int]
) -> None:
    texts = [" ".join(map(str, [*run, "z"])), " ".join(map(str, [*before, *run, *after]))]
    prints = find_prints(read_words(texts))
    ours, theirs = (set(prints.hashes[prints.reports == n].tolist()) for n in (0, 1))
    assert ours & theirs
