"""Reports of any kind from bytes of any kind. Composed reports."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.errors import RejectedReport
from contested.ingest import Found, clean_again, find_sources, read_reports, read_source, readers
from contested.ingest.lines import MAX_BYTES
from contested.model import Rejection, Report

TEXT = "The army left the mill on Tuesday.\nNobody saw it go."


def read_all(*paths: Path) -> list[Report]:
    """The reports under the paths; none may be set aside."""
    pairs = [one for one in read_reports(paths) if not isinstance(one, Rejection)]
    for report, raw in pairs:
        assert clean_again(raw, report) == report.text
    return [report for report, _ in pairs]


def refuse(file: Path) -> list[str]:
    """What is set aside of a file, as "where: reason", the file's folder left out."""
    wrong = [one for one in read_reports([file]) if isinstance(one, Rejection)]
    assert all(one.remedy for one in wrong)
    return [f"{Path(one.where).name}: {one.reason}" for one in wrong]


def write_lines(file: Path, *lines: object) -> Path:
    """A JSON-lines file; bytes are a line as they are."""
    file.write_bytes(b"\n".join(one if isinstance(one, bytes) else json.dumps(one).encode() for one in lines))
    return file


def test_a_text_file_is_a_report(tmp_path: Path) -> None:
    (tmp_path / "mill.txt").write_text(f"Views: 12\n{TEXT}\n(Composed Post)\n", "utf-8")
    (report,) = read_all(tmp_path)
    assert (report.text, report.name, report.credits) == (TEXT, "mill.txt", ("Composed Post",))
    assert (report.published, report.published_basis, report.language) == (None, "none", "en")
    assert report.cleaner.startswith("contested-clean/1 ftfy/")


def test_a_line_is_a_report_and_its_bytes_are_archived(tmp_path: Path) -> None:
    full = {
        "id": "n1",
        "url": "https://post.example/1",
        "publisher": "The Composed Post",
        "published": "2024-11-14T09:00:00Z",
    }
    lines = [
        {**full, "language": "uk", "title": "Itâ€™s left", "text": TEXT, "more": [1]},
        {"url": "https://post.example/2", "text": TEXT},
    ]
    file = write_lines(tmp_path / "reports.jsonl", *lines, {"text": TEXT}, b"")
    (first, raw), *others = [one for one in read_reports([file]) if not isinstance(one, Rejection)]
    assert raw == json.dumps(lines[0]).encode()
    assert (first.name, first.publisher, first.published, first.published_basis) == (
        "n1",
        "The Composed Post",
        "2024-11-14",
        "stated",
    )
    assert (first.language, first.title, first.url) == ("uk", "It’s left", "https://post.example/1")
    assert [report.name for report, _ in others] == ["https://post.example/2", "reports.jsonl"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"text": "The army', "broken JSON"),
        (b"[1, 2]", "wrong JSON: Expected `object`, got `array`"),
        (b'"The army left."', "wrong JSON: Expected `object`, got `str`"),
        (b'{"id": "n7"}', "wrong JSON: Object missing required field `text`"),
        (b'{"text": 7}', "wrong JSON: Expected `str`, got `int` - at `$.text`"),
        (b'{"text": null}', "wrong JSON: Expected `str`, got `null` - at `$.text`"),
        (
            b'{"text": "x", "publisher": {"name": "Post"}}',
            "wrong JSON: Expected `str | null`, got `object` - at `$.publisher`",
        ),
        (b'{"text": "x", "published": "2024-13-45"}', "published is '2024-13-45', which is no day"),
        (b'{"text": "x", "published": "yesterday"}', "published is 'yesterday', which is no day"),
        (b'{"text": " "}', "no text"),
        (b'{"text": "Views: 12\\nAdvertisement"}', "nothing but page furniture"),
        (b'{"text": "\xff\xfe"}', "broken JSON"),
        (b'{"more": ' + b"[" * 100_000, "broken JSON"),
        (json.dumps({"text": "a" * 6_000_000}).encode(), "6 million characters on one line"),
    ],
)
def test_a_wrong_line_is_set_aside_with_its_number(tmp_path: Path, line: bytes, reason: str) -> None:
    file = write_lines(
        tmp_path / "r.jsonl", *[{"id": str(n), "text": TEXT} for n in range(6)], line, {"text": TEXT}
    )
    (wrong,) = refuse(file)
    assert wrong.startswith(f"r.jsonl:7: {reason}")
    assert len(read_all(file)) == 7


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("a.txt", b"", "the file is empty"),
        ("a.html", b"", "the file is empty"),
        ("a.jsonl", b"\n \n", "the file is empty"),
        ("a.txt", b" \n\t\n", "no text"),
        ("a.txt", b"Views: 12\n\nAll rights reserved", "nothing but page furniture"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0", "this is not text but binary data"),
        ("a.txt", b"The army. " * 600_000, "6 million characters on one line"),
        ("a.txt", b"The army. " * 5_000_000, "over 20 MB, which is no report"),
        ("a.html", b"<p>The army.</p>\n" * 1_500_000, "over 20 MB, which is no report"),
    ],
)
def test_a_wrong_file_is_set_aside(tmp_path: Path, name: str, raw: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(raw)
    assert refuse(tmp_path / name) == [f"{name}: {reason}"]


def test_a_line_without_end_is_passed_over(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "r.jsonl", b'{"text": "' + b"a" * (2 * MAX_BYTES) + b'"}', {"text": TEXT})
    assert refuse(file) == ["r.jsonl:1: a line of over 20 MB"]
    assert len(read_all(file)) == 1


@pytest.mark.parametrize(
    ("name", "text", "stated", "published", "basis"),
    [
        ("a.txt", TEXT, {"published": "2024-11-14"}, "2024-11-14", "stated"),
        ("2024-11-12-a.txt", TEXT, {"published": "2024-11-14"}, "2024-11-14", "stated"),
        ("2024-11-12-a.txt", f"Published: 14 November 2024\n{TEXT}", {}, "2024-11-14", "text"),
        ("2024-11-14-a.txt", TEXT, {}, "2024-11-14", "text"),
        ("2024-11-12-a.txt", TEXT, {"url": "https://post.example/2024/11/14/mill"}, "2024-11-14", "text"),
        ("a.txt", f"On 14 November 2024 the mill fell.\n{TEXT}", {}, None, "none"),
        ("a.txt", TEXT, {"published": None}, None, "none"),
    ],
)
def test_a_report_is_dated_by_the_surest_there_is(
    tmp_path: Path, name: str, text: str, stated: dict[str, str], published: str | None, basis: str
) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    write_lines(tmp_path / "manifest.jsonl", {"file": name, **stated})
    (report,) = read_all(tmp_path)
    assert (report.published, report.published_basis) == (published, basis)


def test_an_id_is_of_the_bytes_and_what_is_stated(tmp_path: Path) -> None:
    def report_id(folder: str, name: str, **stated: str) -> str:
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(TEXT, "utf-8")
        write_lines(tmp_path / folder / "manifest.jsonl", {"file": name, **stated})
        (report,) = read_all(tmp_path / folder)
        return report.report_id

    first = report_id("a", "mill.txt", publisher="The Composed Post")
    assert report_id("b", "other.txt", publisher="The Composed Post", title="Left") == first
    apart = [
        report_id("c", "mill.txt"),
        report_id("d", "mill.txt", publisher="The Other Post"),
        report_id("e", "2024-11-14.txt", publisher="The Composed Post"),
        report_id("f", "mill.txt", publisher="The Composed Post", id="1"),
    ]
    assert len({first, *apart}) == 5


def test_the_order_of_paths_and_lines_changes_no_report(tmp_path: Path) -> None:
    lines = [{"id": f"n{n}", "text": f"{n} soldiers left the mill."} for n in range(20)]
    expected = sorted(read_all(write_lines(tmp_path / "r.jsonl", *lines)), key=lambda one: one.name)
    random.Random(1).shuffle(lines)
    files = [write_lines(tmp_path / "one.jsonl", *lines[:7]), write_lines(tmp_path / "two.jsonl", *lines[7:])]
    assert sorted(read_all(*reversed(files)), key=lambda one: one.name) == expected


def test_sizes_add_up_for_a_progress_bar(tmp_path: Path) -> None:
    write_lines(tmp_path / "r.jsonl", *[{"text": TEXT}] * 3)
    (tmp_path / "a.txt").write_text(TEXT)
    total = sum(one.size for one in find_sources([tmp_path]) if isinstance(one, Found))
    read = sum(len(one[1]) for one in read_reports([tmp_path]) if not isinstance(one, Rejection))
    assert total - 2 == read  # two line ends


def test_a_text_is_not_made_again_from_other_bytes_or_by_another_cleaner(tmp_path: Path) -> None:
    import msgspec

    (tmp_path / "a.txt").write_text(TEXT)
    (report,) = read_all(tmp_path)
    with pytest.raises(RejectedReport, match="bytes have changed"):
        clean_again(b"other", report)
    for changed in ({"cleaner": "contested-clean/0"}, {"reader": "gone"}):
        with pytest.raises(RejectedReport, match="verify with the versions"):
            clean_again(TEXT.encode(), msgspec.structs.replace(report, **changed))


BYTES = st.one_of(
    st.binary(),
    st.text().map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.text(alphabet="абвгіїыё .").map(lambda text: text.encode("cp1251")),
    st.recursive(
        st.none() | st.text() | st.integers(),
        lambda inner: st.dictionaries(st.sampled_from(["text", "id", "published"]), inner),
    ).map(lambda value: json.dumps(value).encode()),
)


@pytest.mark.parametrize("name", ["text", "jsonlines"])
@settings(deadline=None)  # the first starts a worker
@given(raw=BYTES)
def test_any_bytes_are_read_or_set_aside(
    tmp_path_factory: pytest.TempPathFactory, name: str, raw: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.bin"
    file.write_bytes(raw)
    for one in read_source(Found(file=file, reader=readers()[name], size=len(raw))):
        assert isinstance(one, Rejection) or one[0].text
