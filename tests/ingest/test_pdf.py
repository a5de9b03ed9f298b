"""PDFs: paragraphs of lines, what stands on every page, broken words, scans and locks. The files are drawn here by code; one
was printed by Chromium."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from contested.errors import RejectedReport
from contested.ingest import clean_again, read_reports, readers
from contested.ingest.hyphens import mend_hyphens
from contested.model import Rejection, Report

pytest.importorskip("pypdfium2")
PRINTED = Path(__file__).parents[1] / "hostile" / "samples" / "pdf" / "printed.pdf"
Drawn = tuple[float, float, float, str]  # from the left, above the foot, size, words
LEFT, TOP, STEP = 60, 700, 14


def draw(
    pages: Sequence[Sequence[Drawn]], info: str = "", pictured: Sequence[int] = (), more: bytes = b""
) -> bytes:
    """A PDF whose pages hold words at their places, and some of them a picture."""
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>",
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>stream\n\x7f\nendstream",
    ]
    for number, page in enumerate(pages):
        words = "".join(f"BT /F {size} Tf {x} {y} Td ({text}) Tj ET\n" for x, y, size, text in page)
        content = zlib.compress(
            (words + ("500 0 0 700 50 50 cm /I Do" if number in pictured else "")).encode("cp1252")
        )
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {6 + 2 * number} 0 R/Resources<</Font<</F 3 0 R>>/XObject<</I 4 0 R>>>>>>".encode(),
            b"<</Filter/FlateDecode/Length %d>>stream\n" % len(content) + content + b"\nendstream",
        ]  # fmt: skip
    objects.append(f"<<{info}>>".encode())
    raw = b"%PDF-1.7\n"
    at = []
    for number, one in enumerate(objects, 1):
        at.append(len(raw))
        raw += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(at) + 1) + b"".join(
        b"%010d 00000 n \n" % one for one in at
    )
    tail = b"trailer<</Size %d/Root 1 0 R/Info %d 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (
        len(at) + 1,
        len(at),
        more,
        len(raw),
    )
    return raw + table + tail


def column(*lines: str, left: float = LEFT, top: float = TOP, size: float = 10) -> list[Drawn]:
    """Lines below one another; an empty one is a gap, one that begins with a blank is set in."""
    return [
        (left + (20 if line.startswith(" ") else 0), top - STEP * number, size, line.strip())
        for number, line in enumerate(lines)
        if line
    ]


def read(folder: Path, raw: bytes) -> Report:
    (folder / "a.pdf").write_bytes(raw)
    (one,) = read_reports([folder / "a.pdf"])
    assert not isinstance(one, Rejection), one
    assert clean_again(raw, one[0]) == one[0].text
    return one[0]


FULL = (
    "The brigade said on Tuesday that its soldiers had left the",
    "village of Lower Mill after a fortnight of fighting, and",
    "that the bridge was gone.",
)
WHOLE = " ".join(FULL)
OTHER = ("Nobody saw the last of them go, a resident of the far bank", "told a neighbour.")


@pytest.mark.parametrize(
    "lines",
    [
        (*FULL, "", *OTHER),
        (*FULL, *OTHER),  # the last line had room
        (f" {FULL[0]}", *FULL[1:], f" {OTHER[0]}", OTHER[1]),
        (*FULL[:2], "that the bridge across the river behind it was gone.", f" {OTHER[0]}", OTHER[1]),
    ],
)
def test_lines_are_paragraphs_again(tmp_path: Path, lines: tuple[str, ...]) -> None:
    first, second = read(tmp_path, draw([column(*lines)])).text.split("\n")
    assert first.startswith(
        "The brigade said on Tuesday that its soldiers had left the village of Lower Mill"
    )
    assert second == " ".join(OTHER)


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page(tmp_path: Path) -> None:
    narrow = ("The brigade said on Tuesday", "that its soldiers had left")
    pages = [
        [*column(*narrow), *column("the village of Lower Mill,", "and that the bridge behind", left=330)],
        column("it was blown up an hour on,", "and the ferry with it."),
    ]
    assert read(tmp_path, draw(pages)).text == " ".join(
        (
            *narrow,
            "the village of Lower Mill,",
            "and that the bridge behind it was blown up an hour on,",
            "and the ferry with it.",
        )
    )


def test_a_heading_is_a_line_and_the_title(tmp_path: Path) -> None:
    pages = [[*column("Village left", size=18, top=740), *column(*FULL)]]
    report = read(tmp_path, draw(pages))
    assert report.text == f"Village left\n{WHOLE}"
    assert (report.title, report.found_in) == ("Village left", {"title": "largest words of the first page"})


def test_bullets_begin_lines(tmp_path: Path) -> None:
    lines = ("\u2022 Lower Mill was left by the brigade on Tuesday in the night", "\u2022 Upper Mill is held")
    assert read(tmp_path, draw([column(*lines)])).text == "\n".join(lines)


def running(number: int, pages: int) -> list[Drawn]:
    return [(LEFT, 770, 8, "The Composed Post, 14 November 2024"), (LEFT, 30, 8, f"Page {number} of {pages}")]


def test_what_stands_on_every_page_is_cut(tmp_path: Path) -> None:
    pages = [
        [*running(1, 3), *column(*FULL)],
        [*running(2, 3), *column(*OTHER)],
        [*column(*FULL), *running(3, 3)],
    ]
    assert read(tmp_path, draw(pages)).text == f"{WHOLE}\n{' '.join(OTHER)}\n{WHOLE}"


def test_what_pages_share_within_their_text_is_not_cut(tmp_path: Path) -> None:
    pages = [[*column(*FULL), (LEFT, 30, 8, str(number))] for number in (1, 2, 3)]
    assert read(tmp_path, draw(pages)).text == f"{WHOLE}\n{WHOLE}\n{WHOLE}"


@pytest.mark.parametrize("number", ["7", "- 7 -", "p. 7", "7 / 12", "vii"])
def test_a_page_number_is_cut_from_a_single_page(tmp_path: Path, number: str) -> None:
    assert read(tmp_path, draw([[*column(*FULL), (300, 30, 8, number)]])).text == WHOLE


def test_figures_of_the_text_are_no_page_number(tmp_path: Path) -> None:
    assert read(tmp_path, draw([column(*FULL, "", "12 soldiers were taken.")])).text.endswith(
        "12 soldiers were taken."
    )


def test_a_page_that_a_browser_printed_has_its_address(tmp_path: Path) -> None:
    def stamp(number: int) -> list[Drawn]:
        return [
            (LEFT, 780, 8, "11/17/24, 10:00 AM"), (300, 780, 8, "Village left"),
            (LEFT, 20, 8, "https://post.example/2024/mill"), (560, 20, 8, f"{number}/2"),
        ]  # fmt: skip

    report = read(tmp_path, draw([[*stamp(1), *column(*FULL)], [*stamp(2), *column(*OTHER)]]))
    assert (report.text, report.url) == (f"{WHOLE}\n{' '.join(OTHER)}", "https://post.example/2024/mill")
    assert report.found_in["url"] == "printed at the foot of its pages"
    assert report.published is None
    assert read(tmp_path, draw([[*stamp(1), *column(*FULL)]])).text == WHOLE


def test_what_chromium_printed_in_ukrainian_is_read(tmp_path: Path) -> None:
    report = read(tmp_path, PRINTED.read_bytes())
    lines = report.text.split("\n")
    assert lines[0] == report.title == "Село залишено"
    assert lines[1] == (
        "Бригада повідомила у вівторок, що її бійці залишили село Нижній Млин після двох тижнів боїв, а міст за селом "
        "підірвано за годину по тому."
    )
    assert "далекобійні гармати 92-ї бригади" in report.text
    assert "Пів-Млина горіло." in report.text
    assert not [line for line in lines if "https://" in line or "‐" in line]
    assert (report.url, report.language) == ("https://visnyk.example/2024/11/14/selo", "uk")


@pytest.mark.parametrize(
    ("title", "author", "taken"),
    [
        ("The brigade said", "Oksana", "The brigade said"),
        ("Microsoft Word - mill.docx", "Oksana", None),
        ("Another report", "Oksana", None),
        ("", "", None),
    ],
)
def test_what_the_document_s_information_says_is_weak(
    tmp_path: Path, title: str, author: str, taken: str | None
) -> None:
    info = f"/Title({title})/Author({author})/CreationDate(D:20241114100000+02'00')"
    report = read(tmp_path, draw([column(*FULL)], info))
    assert (report.title, report.author, report.published, report.publisher) == (taken, None, None, None)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["the with\u00ad", "drawal"], "the withdrawal"),
        (["the with\u2010", "drawal"], "the withdrawal"),
        (["the 92nd-bri\u2010", "gade"], "the 92nd-brigade"),
        (["the withdrawal of with-", "drawal"], "the withdrawal of withdrawal"),
        (["a well-known well-", "known one"], "a well-known well-known one"),
        (["a well-", "known one"], "a well-known one"),
        (["the 92nd-", "brigade"], "the 92nd-brigade"),
        (["Ivano-", "Frankivsk"], "Ivano-Frankivsk"),
        (["in 2024-", "25"], "in 2024-25"),
        (["the mill \u2013", "and the ferry"], "the mill \u2013 and the ferry"),
        (["від-", "хід; повер-", "нення; під-", "рив; хтось-", "то"], "відхід; повернення; підрив; хтосьто"),
        (["від-", "хід; повер-", "нення; під-", "рив; будь хто, будь-", "хто"], "відхід; повернення; підрив; будь хто, будь-хто"),
    ],
)  # fmt: skip
def test_a_broken_word_is_joined_where_that_is_safe(lines: list[str], text: str) -> None:
    assert mend_hyphens([lines]) == [text]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (draw([[]], pictured=[0]), "a PDF of pictures, with no text layer"),
        (draw([[]]), "a PDF without text"),
        (draw([column(*FULL)])[:200], "a damaged PDF, or none"),
        (b"%PDF-1.7\n", "a damaged PDF, or none"),
        (b"no PDF", "a damaged PDF, or none"),
        (draw([column(*FULL)], more=b"/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -3904/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>/ID[<00><00>]"), "a PDF that is locked with a password"),
        (draw([[(LEFT, TOP, 10, "\u2022\u2122")]]).replace(b"/WinAnsiEncoding", b"<</Differences[149/uniE001/uniE002]>>"), None),
        (draw([[]] * 2001), "2,001 pages, which are no report"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_set_aside(tmp_path: Path, raw: bytes, reason: str | None) -> None:
    (tmp_path / "a.pdf").write_bytes(raw)
    (one,) = read_reports([tmp_path / "a.pdf"])
    if reason:
        assert isinstance(one, Rejection)
        assert one.reason == reason
        assert one.remedy


def test_pages_that_are_pictures_are_set_aside_by_number(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(draw([column(*FULL), [], []], pictured=[1]))
    report, scan = read_reports([tmp_path / "a.pdf"])
    assert not isinstance(report, Rejection)
    assert report[0].text == WHOLE
    assert isinstance(scan, Rejection)
    assert (scan.where.rpartition(":")[2], scan.reason) == (
        "page 2",
        "a page that is a picture, with no text layer",
    )


def test_without_the_library_a_pdf_is_set_aside_and_the_command_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(RejectedReport, match=r"pip install 'contested\[pdf\]'"):
        readers()["pdf"].read(draw([column(*FULL)]), "a.pdf")
