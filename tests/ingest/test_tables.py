"""Tables of reports: known ones, ones that desk.toml tells of, ones that nobody tells of, broken ones. Composed rows."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sorted_out import sort_out

from contested.desk import TableSettings, open_desk
from contested.errors import RejectedReport, SettingsError
from contested.ingest import clean_again
from contested.ingest.registry import reader_of
from contested.ingest.table_parquet import read_rows
from contested.ingest.table_shapes import known_shapes
from contested.model import Rejection, Report
from contested.pipeline import Workshop, add_paths
from tests.desks import TINY

ROOT = Path(__file__).parents[2]
ACLED = ROOT / "tests" / "hostile" / "samples" / "table" / "table.csv"
VIINA = (
    "viina_version,event_id,date,time,geonameid,feature_code,asciiname,ADM1_NAME,ADM1_CODE,ADM2_NAME,ADM2_CODE,longitude,"
    "latitude,GEO_PRECISION,GEO_API,location,address,report_id,source,url,text,lang\n"
    "2.0,1,20241114,09:30,7,PPL,Lower Mill,K,07,,,37.6,49.7,STREET,,1,,17,ridge,https://ridge.example/1,"
    '"Піхота відійшла з Нижнього Млина, ""міст"" підірвано",ua\n'
    "2.0,2,20241114,10:00,7,PPL,Lower Mill,K,07,,,37.6,49.7,STREET,,1,,18,quarry,https://quarry.example/1,"
    "Наши вошли в Верхнюю Мельницу,ru\n"
)
ARTICLE = {
    "url": "https://post.example/1", "url_mobile": "", "title": "Village left", "seendate": "20241114T093000Z",
    "socialimage": "", "domain": "post.example", "language": "English", "sourcecountry": "United Kingdom",
}  # fmt: skip
EXTRAS = "<PAGE_LINKS>https://x.example</PAGE_LINKS><PAGE_TITLE>Bridge &amp; mill lost</PAGE_TITLE>"
GKG = ["20241114093000-12", "20241114093000", "1", "post.example", "https://post.example/2", *[""] * 17, '1|2||"', *[""] * 3, EXTRAS]  # fmt: skip
EVENT = ["1234567890", "20241114", *["1"] * 58, "https://post.example/3"]
HEADINGS = "when;headline;message;by\n"
BULLETINS = {"bulletins": TableSettings(text="{headline}\n{message}", published="when", publisher="by")}


def write(folder: Path, name: str, content: str | bytes) -> Path:
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder / name


def told(report: Report) -> tuple[str | None, ...]:
    return report.text, report.publisher, report.site, report.published_at or report.published, report.url


def test_acled_rows_are_the_word_of_their_own_source() -> None:
    (first, second), wrong, _ = sort_out(ACLED)
    assert wrong == []
    clash = "On 14 November 2024, forces of the north clashed with forces of the south near Lower Mill."
    assert told(first) == (clash, "Ridge Diary", "ACLED", "2024-11-14", None)
    assert (first.name, first.author) == ("UKR1001", "Ridge Diary; Composed Wire")
    assert first.found_in == {"published": "column event_date", "author": "column source"}
    assert (second.publisher, second.author) == ("Composed Wire", None)
    assert 'shelled "Upper" Mill,\nKharkiv region.' in second.text


def test_viina_rows_are_the_word_of_their_own_source(tmp_path: Path) -> None:
    (first, second), wrong, _ = sort_out(write(tmp_path, "event_info_latest_2024.csv", VIINA))
    assert wrong == []
    assert told(first) == (
        'Піхота відійшла з Нижнього Млина, "міст" підірвано',
        "ridge",
        "VIINA",
        "2024-11-14",
        "https://ridge.example/1",
    )
    assert (first.language, second.language, second.publisher) == ("uk", "ru", "quarry")


@pytest.mark.parametrize(
    ("name", "content", "row"),
    [
        (
            "20241114093000.gkg.csv",
            "\t".join(GKG) + "\n",
            ("Bridge & mill lost", "post.example", "GDELT", "2024-11-14T09:30:00Z", "https://post.example/2"),
        ),
        (
            "list.json",
            json.dumps({"articles": [ARTICLE]}),
            ("Village left", "post.example", "GDELT", "2024-11-14T09:30:00Z", "https://post.example/1"),
        ),
        (
            "list.csv",
            "\ufeffURL,MobileURL,Date,Title\nhttps://post.example/1,,2024-11-14 09:30:00,Village left\n",
            ("Village left", None, "GDELT", "2024-11-14T09:30:00Z", "https://post.example/1"),
        ),
        (
            "acled.json",
            json.dumps({"status": 200, "success": True, "data": [{
                "event_id_cnty": "U1", "event_date": "2024-11-14", "source": "Post", "notes": "It fell."}]}),
            ("It fell.", "Post", "ACLED", "2024-11-14", None),
        ),
        (
            "plain.tsv",
            "text\tpublished\tpublisher\turl\nIt fell.\t2024-11-14T09:30:00+02:00\tPost\tjavascript:alert(1)\n",
            ("It fell.", "Post", None, "2024-11-14T07:30:00Z", None),
        ),
        ("one.csv", "text\nIt fell\n", ("It fell", None, None, None, None)),
    ],
)  # fmt: skip
def test_known_tables_are_read(tmp_path: Path, name: str, content: str, row: tuple[str | None, ...]) -> None:
    file = write(tmp_path, name, content)
    reader = reader_of(file)
    assert reader
    assert reader.name == "table"
    ((report,), wrong, _) = sort_out(file)
    assert (told(report), wrong) == (row, [])


@pytest.mark.parametrize(
    ("name", "values", "reason"),
    [
        ("20241114093000.export.CSV", EVENT, "is a table of GDELT events, which holds codes and addresses but no words"),
        ("20241114093000.mentions.CSV", [*EVENT[:16]], "is a table of GDELT mentions, which holds codes and addresses"),
    ],
)  # fmt: skip
def test_of_tables_without_words_is_said_so(
    tmp_path: Path, name: str, values: list[str], reason: str
) -> None:
    _, (wrong,), (remedy,) = sort_out(write(tmp_path, name, "\t".join(values) + "\n"))
    assert wrong.startswith(reason)
    assert "*.gkg.csv" in remedy


@pytest.mark.parametrize("delimiter", ",;\t|")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_separators_and_encodings_are_found_out(
    tmp_path: Path, delimiter: str, encoding: str, end: str
) -> None:
    rows = [
        ["when", "headline", "message", "by"],
        ["2024-11-14", "Млин", '"Піхота відійшла; міст, кажуть,\tпідірвано | спалено."', "Хребет"],
        ["2024-11-15", "Мельница", "Наши вошли.", "Карьер"],
    ]
    text = "".join(delimiter.join(row) + end for row in rows)
    (first, second), wrong, _ = sort_out(write(tmp_path, "b.csv", text.encode(encoding)), BULLETINS)
    assert wrong == []
    assert told(first)[:2] == ("Млин\nПіхота відійшла; міст, кажуть, підірвано | спалено.", "Хребет")
    assert (second.text, second.language) == ("Мельница\nНаши вошли.", "ru")


def test_a_table_of_which_nothing_is_known_names_its_columns_and_the_lines_to_write(tmp_path: Path) -> None:
    file = write(tmp_path, "the bulletins.csv", HEADINGS + "2024-11-14;Mill;It fell on Monday.;Post\n")
    found, (wrong,), (remedy,) = sort_out(file)
    assert (found, wrong) == ([], "nothing says what its columns mean: when, headline, message, by")
    lines = remedy.partition("\n")[2]
    assert lines.splitlines() == ["[tables.the-bulletins]", 'files = "the bulletins.csv"', 'text = "message"']


def test_the_proposed_lines_make_the_table_readable(tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    desk.mkdir()
    settings = f'name = "t"\ntheatre = "{TINY / "theatre"}"\n'
    (desk / "desk.toml").write_text(settings, "utf-8")
    rows = "Дата;Текст сообщения;Источник;Ссылка\n14.11.2024;Наши вошли в Мельницу.;Карьер;https://quarry.example/1\n"
    file = write(tmp_path, "сводка.csv", rows.encode("windows-1251"))
    (before,) = add_paths(Workshop(open_desk(desk)), [file], "2026-01-01T00:00:00Z").rejected
    lines = before.remedy.partition("\n")[2]
    assert 'text = "Текст сообщения"' in lines.splitlines()
    (desk / "desk.toml").write_text(f'{settings}{lines}\ndate_format = "%d.%m.%Y"\n', "utf-8")
    shop = Workshop(open_desk(desk))
    added = add_paths(shop, [file], "2026-01-02T00:00:00Z")
    assert (added.new, added.rejected) == (1, ())
    with shop.ledger() as ledger:
        (report,) = ledger.reports()
        assert ledger.rejections() == ()
        assert told(report) == (
            "Наши вошли в Мельницу.",
            "Карьер",
            None,
            "2024-11-14",
            "https://quarry.example/1",
        )
        (desk / "desk.toml").write_text(settings, "utf-8")
        assert ledger.verify(clean_again) == []  # the desk forgot what the columns mean, the row has not


@pytest.mark.parametrize(
    ("table", "text", "publisher", "published"),
    [
        ({"text": "message"}, "It fell.", None, None),
        ({"text": "{headline}: {message}", "publisher_name": "The Post"}, "Mill: It fell.", "The Post", None),
        ({"text": "{by}\n{none}\n{message}", "columns": ["none"]}, None, None, None),
        ({"text": "message", "published": "when", "zone": "Europe/Kyiv", "date_format": "%d.%m.%Y %H:%M"}, "It fell.", None, "2024-11-13T22:30:00Z"),
        ({"text": "message", "files": "b*.csv", "publisher": "by"}, "It fell.", "Post", None),
        ({"text": "message", "files": "c*.csv"}, None, None, None),
    ],
)  # fmt: skip
def test_a_desk_says_what_columns_mean(
    tmp_path: Path, table: dict[str, Any], text: str | None, publisher: str | None, published: str | None
) -> None:
    file = write(tmp_path, "b1.csv", HEADINGS + "14.11.2024 00:30;Mill;It fell.;Post\n")
    found, wrong, _ = sort_out(file, {"t": TableSettings(**table)})
    assert len(wrong) == (text is None)
    assert [(one.text, one.publisher, one.published_at) for one in found] == (
        [(text, publisher, published)] if text else []
    )


def test_a_column_that_a_named_file_lacks_is_told(tmp_path: Path) -> None:
    file = write(tmp_path, "b1.csv", HEADINGS + "2024-11-14;Mill;It fell.;Post\n")
    _, wrong, remedies = sort_out(file, {"t": TableSettings(files="b*", text="massage")})
    assert wrong == ["has no column 'massage', which [tables.t] of desk.toml names"]
    assert remedies == ["its columns are when, headline, message, by; mend that table"]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ('[tables.b]\ntext = "x"\npubished = "y"', ":5: unknown key 'tables.b.pubished'; did you mean 'tables.b.published'?"),
        ("[tables.b]\ntext = 7", ":4: 'tables.b.text': Expected `str`, got `int`"),
        ('[tables.b]\nurl = "u"', ":3: 'tables.b': Object missing required field `text`"),
        ('[tables.b]\ntext = "x"\nzone = "Kyiv/Kyiv"', "zone is 'Kyiv/Kyiv', which is no time zone"),
        ("[tables]\nb = 7", "'tables'"),
    ],
)  # fmt: skip
def test_a_wrong_key_of_a_table_is_refused_with_its_line(tmp_path: Path, written: str, message: str) -> None:
    (tmp_path / "desk.toml").write_text(f'name = "t"\ntheatre = "x"\n{written}\n')
    with pytest.raises(SettingsError) as error:
        open_desk(tmp_path)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("content", "read_too", "reasons"),
    [
        ("text,published\nIt fell.,2024-11-14\nIt fell,on Monday,2024-11-14\nA.\n", 1, [":3: has 3 values", ":4: has 1 values"]),
        ("text,published\nIt fell.,2024-11-14,,\n", 1, []),
        ("sep=;\r\ntext;published\r\nIt fell.;2024-11-14\r\nA;B;C\r\n", 1, [":4: has 3 values"]),
        ('text,published\n"It fell.,2024-11-14\nIt stands.,2024-11-15\n', 1, [":2: is broken (unexpected end"]),
        ('text,published\n"It "fell.,2024-11-14\nIt stands.,2024-11-15\n', 1, [":2: is broken ("]),
        ("text,published\nIt fell.,on Monday\nIt stands.,\n", 1, [":2: published is 'on Monday', which is no date like"]),
        ("text,published\n,2024-11-14\nIt stands.,\n", 1, [":2: no text"]),
        ("text,published\n", 0, ["no row in this table"]),
        ("", 0, ["the file is empty"]),
        ("\n \n", 0, ["the file is empty"]),
        ("text,text\nIt fell.,x\n", 0, ["has the column 'text' twice"]),
        (",".join(map(str, range(2_000))) + "\n", 0, ["has 2,000 columns"]),
        ("text,published\n\0\n", 0, ["this is not text but binary data"]),
        (b"text,published\nIt fell.,\n" + (b"A" * 999 + b",\n") * 1_100 + "Піхота,\n".encode("cp1251") + b"B.,\n", 1_102, [":1103: is not utf-8"]),
        ("text,published\n" + '"a\n' * 300, 0, [*[": is broken"] * 100, "from here on not read"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_set_aside_by_its_line_and_the_rest_is_read(
    tmp_path: Path, content: str | bytes, read_too: int, reasons: list[str]
) -> None:
    file = write(tmp_path, "t.csv", content)
    if read_too < 1000:
        found, wrong, _ = sort_out(file)
        assert len(found) == read_too, wrong
    else:  # splitting is enough, and cleaning them all would take long
        reader = reader_of(file)
        assert reader
        assert reader.split
        pieces = list(reader.split(file))
        wrong = [
            f"{one.where.removeprefix(str(file))}: {one.reason}"
            for one in pieces
            if isinstance(one, Rejection)
        ]
        assert len(pieces) - len(wrong) == read_too
    assert len(wrong) == len(reasons), wrong
    for one, reason in zip(wrong, reasons, strict=True):
        assert reason.removeprefix(": ") in one


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('[{"text": "It fell."}, {"text": "It stands."', "is cut off in the middle"),
        ('[{"text": "It fell."}, {"text": \x01"x"}]', ": row 2: broken JSON"),
        ('[{"text": "It fell."}}]', "is broken JSON: a } that closes nothing"),
    ],
)
def test_rows_of_broken_json_are_read_as_far_as_they_go(tmp_path: Path, content: str, reason: str) -> None:
    ((report,), (wrong,), _) = sort_out(write(tmp_path, "t.json", content))
    assert report.text == "It fell."
    assert wrong.startswith(reason.removeprefix(": "))


@pytest.mark.parametrize(
    "content", ['{"type": "FeatureCollection", "features": [{"a": 1}]}', '{"a": 1}', "[1, 2]"]
)
def test_other_json_is_no_table(tmp_path: Path, content: str) -> None:
    assert reader_of(write(tmp_path, "t.json", content)) is None


def test_parquet_is_read_and_a_broken_file_or_a_missing_pyarrow_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "t.parquet"
    pq.write_table(pa.table({"text": ["It fell.", "It stands."], "published": ["2024-11-14", None]}), file)
    (first, second), wrong, _ = sort_out(file)
    assert (told(first)[0], first.published, second.published, wrong) == ("It fell.", "2024-11-14", None, [])
    broken = write(tmp_path, "b.parquet", file.read_bytes()[:-20])
    assert sort_out(broken)[1][0].startswith("is no sound Parquet file")
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(RejectedReport, match=r"pyarrow.+contested\[tables\]"):
        list(read_rows(file))


def test_the_example_of_the_how_to_reads_its_table(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "how-to" / "read-a-table.md").read_text("utf-8")
    rows = "date;headline;body;channel;link\n14.11.2024 00:30;Mill;;Ridge;https://ridge.example/1\n"
    (example,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    (tmp_path / "desk.toml").write_text(f'name = "t"\ntheatre = "x"\n{example}', "utf-8")
    file = write(tmp_path, "svodka-1.csv", rows)
    (report,), wrong, _ = sort_out(file, open_desk(tmp_path).settings.tables)
    assert not wrong
    assert told(report) == ("Mill", "Ridge", None, "2024-11-13T22:30:00Z", "https://ridge.example/1")
    _, (reason,), (remedy,) = sort_out(
        write(tmp_path, "svodka.csv", rows.replace(";;", ";It fell on Monday.;"))
    )
    for line in f"set aside: reports/svodka.csv: {reason}; {remedy}".splitlines():
        assert line in page, line


def test_every_known_shape_names_columns_that_it_has() -> None:
    for name, shape in known_shapes().items():
        assert shape.refuse or shape.text, name
        assert bool(shape.columns) != bool(shape.width), name
