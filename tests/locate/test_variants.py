"""Forms under which a text may write a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.locate.variants import fold_name, name_forms

ROWS = [
    ("Kupiansk", "kupiansk", "itself"),
    ("Куп'янськ", "куп'янська", "Ukrainian genitive"),
    ("Куп'янськ", "куп'янську", "Ukrainian locative"),
    ("Петропавлівка", "петропавлівку", "Ukrainian accusative"),
    ("Петропавлівка", "петропавлівці", "к before і becomes ц"),
    ("Зарічне", "зарічного", "a name that is an adjective"),
    ("Терни", "тернів", "a plural name"),
    ("Харків", "харкова", "ів becomes ов"),
    ("Купянск", "купянске", "Russian prepositional"),
    ("Двуречная", "двуречной", "a Russian adjective"),
    ("Гришино", "гришине", "Russian о, declined"),
    ("Куп'янськ-Вузловий", "куп'янську-вузловому", "both parts of a hyphenated name"),
    ("Зелений Гай", "зеленого гаю", "each word in its case"),
]


@pytest.mark.parametrize(("name", "form", "because"), ROWS)
def test_form_is_found(name: str, form: str, because: str) -> None:
    assert form in set(name_forms(name)), because


def test_apostrophes_and_hyphens_fold_alike() -> None:
    assert fold_name("Куп’янськ") == fold_name("Купʼянськ") == fold_name("КУП'ЯНСЬК")
    assert fold_name("Niu–York") == fold_name("Niu-York")


@given(st.text())
def test_folding_keeps_every_position(text: str) -> None:
    assert len(fold_name(text)) == len(text)
