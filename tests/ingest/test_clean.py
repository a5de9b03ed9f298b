"""What the cleaner mends, what it cuts and what it lets stand. Composed lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.ingest.clean import clean

MENDED = [
    ("Sunday:Â “They left the mill", "Sunday: “They left the mill"),
    ("Sunday:Â\u00a0“They left the mill", "Sunday: “They left the mill"),
    ("10Â km north of the mill", "10 km north of the mill"),
    ("RÂ and Âme stand", "RÂ and Âme stand"),  # letters of words
    ("the townâ€™s mill", "the town’s mill"),
    ("млин і міст".encode().decode("cp1252", "replace").replace("\ufffd", "\x81"), "млин і міст"),
    ("“It’s ‘ours’,” he said", "“It’s ‘ours’,” he said"),
    ("\"plain\" and 'plain'", "\"plain\" and 'plain'"),
    ("ten\u00a0km,\u202f№\u00a06, ½ of it™", "ten km, № 6, ½ of it™"),
    ("sol\u00addiers\u200b left\ufeff", "soldiers left"),
    ("bread &amp; salt", "bread & salt"),
    ("a < b &amp; c", "a < b &amp; c"),
    ("<script>alert(1)</script> stood on the wall", "<script>alert(1)</script> stood on the wall"),
    ("one\r\n\r\n  two\t\rthree\u2028four", "one\ntwo\nthree\nfour"),
    ("и\u0306од", "йод"),
    ("two  spaces stay", "two  spaces stay"),
]


@pytest.mark.parametrize(("dirty", "clear"), MENDED)
def test_mends_characters_and_nothing_else(dirty: str, clear: str) -> None:
    assert clean(dirty).text == clear


CREDITS = [
    ("They left.\n(Reuters)", "They left.", ("Reuters",)),
    ("They left.\n(Miller herald)", "They left.", ("Miller herald",)),
    ("They left.\n(Composed Presses) – All rights reserved", "They left.", ("Composed Presses",)),
    ("(The Composed Post)\nThey left.", "They left.", ("The Composed Post",)),
    ("They left.\n— AP\nViews: 3", "They left.", ("AP",)),
    ("(First Post)\nThey left.\n(Second Post)\n— CPA", "They left.", ("First Post", "Second Post", "CPA")),
    ("Вони відійшли.\n(Складене агентство)\nУсі права захищено", "Вони відійшли.", ("Складене агентство",)),
    ("They left. (Reuters)", "They left. (Reuters)", ()),
    ("They left.\n(they came back later)", "They left.\n(they came back later)", ()),
    ("They left.\n(Reuters)\nThey came back.", "They left.\n(Reuters)\nThey came back.", ()),
    ("They left.\n— No", "They left.\n— No", ()),
]


@pytest.mark.parametrize(("dirty", "clear", "credits"), CREDITS)
def test_credit_lines_at_the_ends_become_credits(dirty: str, clear: str, credits: tuple[str, ...]) -> None:
    assert clean(dirty) == (clear, credits)


MOJIBAKE = [
    "Â",
    "“",
    "â€™",
    "Ð",
    "Ÿ",
    "Р",
    "џ",
    "\x85",
    "\u00a0",
    "\u00ad",
    "\ud800",
    "\u0306",
    "й",
    "ﬁ",
    "ａ",
]
MARKUP = ["&amp;", "&lt;", "<", "&#10;", "\n", "\r", " ", "\x1b[0m"]
FRAME = ["(Post)", "— AP", "Views: 3", "©", "All rights reserved"]
PIECES = st.sampled_from([*MOJIBAKE, *MARKUP, *FRAME])
TEXTS = st.one_of(st.text(), st.lists(PIECES | st.text(max_size=3)).map("".join))


@given(TEXTS)
def test_cleaning_a_clean_text_changes_nothing(text: str) -> None:
    once = clean(text).text
    assert clean(once).text == once


@given(TEXTS)
def test_a_clean_text_is_lines_that_are_trimmed_and_full(text: str) -> None:
    once = clean(text).text
    assert not once or all(line and line == line.strip() for line in once.split("\n"))
