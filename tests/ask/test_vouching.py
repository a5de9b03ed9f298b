"""Files of sources may hold anything: each line is a source, or is set aside with where it stands."""

from __future__ import annotations

import io
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.ask.vouching import LONGEST_LINE, LONGEST_NAME, SourceLine, check_name, read_file
from contested.errors import RejectedReport, UsageError
from contested.model import Rejection

POST = b'{"name": "Post", "kind": "outlet"}'
READ = ("f:1", SourceLine(name="Post", kind="outlet"))


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (POST, [READ]),
        (b"\xef\xbb\xbf" + POST + b"\r\n\r\n  \n", [READ]),
        (b"\n\n" + POST, [("f:3", READ[1])]),
        (POST + b"\n" + POST, [READ, ("f:2", READ[1])]),
        (POST + b" " * LONGEST_LINE + b"\n" + POST, ["f:1", ("f:2", READ[1])]),
        (b"x" * (3 * LONGEST_LINE) + b"\n" + POST, ["f:1", ("f:2", READ[1])]),
        (b'{"name": "Po\xffst", "kind": "outlet"}\n' + POST, ["f:1", ("f:2", READ[1])]),
        ("{}".encode("utf-16"), ["f:1"]),
        (b"\x00", ["f:1"]),
    ],
    ids=range(9),
)
def test_lines_are_counted_and_none_hides_another(raw: bytes, found: list[object]) -> None:
    lines = list(read_file(io.BytesIO(raw), "f"))
    assert [one.where if isinstance(one, Rejection) else one for one in lines] == found


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_no_bytes_break_the_reading(raw: bytes) -> None:
    try:
        lines = list(read_file(io.BytesIO(raw), "f"))
    except UsageError:
        lines = []
        assert not raw.replace(b"\xef\xbb\xbf", b"").strip()
    assert len(lines) <= raw.count(b"\n") + 1


@given(
    st.dictionaries(
        st.sampled_from(SourceLine.__struct_fields__),
        st.none() | st.text(max_size=20) | st.lists(st.text(max_size=5), max_size=3) | st.integers(),
    )
)
def test_what_is_read_is_what_was_written(record: dict[str, object]) -> None:
    (line,) = read_file(io.BytesIO(json.dumps(record).encode()), "f")
    if not isinstance(line, Rejection):
        written = {key: tuple(value) if isinstance(value, list) else value for key, value in record.items()}
        assert {key: getattr(line[1], key) for key in record} == written


@given(st.text(max_size=LONGEST_NAME + 20))
def test_a_name_that_is_taken_is_seen_whole_and_stays_as_it_is(written: str) -> None:
    try:
        name = check_name(written, "f:1", "name")
    except RejectedReport:
        return
    assert check_name(name, "f:1", "name") == name
    assert len(name) <= LONGEST_NAME
    assert not {unicodedata.category(one) for one in name if one not in "\u200c\u200d"} & {
        "Cc",
        "Cf",
        "Zl",
        "Zp",
    }
