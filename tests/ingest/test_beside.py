"""What stood beside a report's bytes is found again by its id. Composed reports."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest
from msgspec import structs

from contested.ingest import Found, read_source, readers
from contested.ingest.beside import find_beside
from contested.ingest.reports import Document, Piece, make_report
from contested.ingest.stated import Stated
from contested.model import Report

TEXTS = {
    "text": "The army left the mill at Dubove on Tuesday. Nobody saw it go.",
    "jsonlines": json.dumps(
        {
            "text": "The army left the mill.",
            "publisher": "The Post",
            "published": "2024-11-14",
            "title": "Gone",
        }
    ),
}
BESIDE = [
    {},
    {"publisher": "The Post"},
    {"url": "https://post.example/2024/11/12/mill"},
    {"url": "https://post.example/2024-11-12"},
    {"id": "n1"},
    {"id": "2024-11-12"},
    {"published": "2024-11-13"},
    {"published": "2024-11-13", "published_at": "2024-11-12T22:30:00Z"},
    {"publisher": "The Post", "url": "https://post.example/mill", "published": "2024-11-13", "id": "n1"},
    {"title": "A mill", "language": "uk"},
]


def read(kind: str, name: str, stated: Stated, raw: bytes, folder: Path) -> Report:
    """A report as it is read from a file."""
    (folder / name).write_bytes(raw)
    found = Found(file=folder / name, reader=readers()[kind], size=len(raw), stated=stated)
    (one,) = read_source(found)
    assert isinstance(one, tuple)
    return one[0]


@pytest.mark.parametrize(
    ("kind", "name", "stated"),
    [*product(TEXTS, ["mill.txt", "2024-11-12-mill.txt"], BESIDE)],
)
def test_a_report_read_again_with_it_is_the_same(
    tmp_path: Path, kind: str, name: str, stated: dict[str, str]
) -> None:
    raw = TEXTS[kind].encode()
    report = read(kind, name, Stated(**stated), raw, tmp_path)
    beside, called = find_beside(report)
    package = Found(file=Path("kept-2031-01-01.wacz"), reader=readers()["wacz"], size=9)
    reader = readers()[kind]
    piece = Piece(where="kept", raw=raw, stated=beside, reader=kind, name=called)
    assert make_report(package, piece, reader, reader.read(raw, "kept")) == report


def test_what_no_recipe_gives_is_all_stated() -> None:
    made = make_report(
        Found(file=Path("mill.txt"), reader=readers()["text"], size=1, stated=Stated(publisher="The Post")),
        Piece(where="mill.txt", raw=b"The army left."),
        readers()["text"],
        Document(text="The army left."),
    )
    beside, _ = find_beside(structs.replace(made, report_id="0" * 32))
    assert (beside.publisher, beside.url, beside.published) == ("The Post", None, None)
