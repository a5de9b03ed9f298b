"""What went over the wire for the pages of a crawl is in the archive before the rows that name it. Composed pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from contested import pipeline
from contested.ledger import append
from contested.ledger.exchange import read_exchanges
from contested.ledger.records import REPORT
from tests.desks import make_desk
from tests.ingest.warc_samples import answer, pack, page, record

NOON = "2031-05-02T12:00:00Z"


def test_no_row_names_an_exchange_that_is_not_yet_archived(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crawl = [
        record("response", f"https://post.example/{one}", answer(page(f"The mill {one}")), one)
        for one in range(5)
    ]
    (tmp_path / "crawl.warc.gz").write_bytes(pack(crawl))
    shop = make_desk(tmp_path / "desk")
    archive = pipeline.Archive(shop.desk.archive)
    enter, seen = append.enter, []

    def enter_checked(connection: Any, table: Any, rows: list[dict[str, Any]]) -> Any:
        if table.name == "reports":
            for row in rows:
                named = REPORT.decode(row["record"]).exchange_sha256
                seen.append(read_exchanges(archive.read(named))[0].url)
        return enter(connection, table, rows)

    monkeypatch.setattr(append, "enter", enter_checked)
    monkeypatch.setattr(pipeline, "BATCH", 2)
    added = pipeline.add_paths(shop, [tmp_path / "crawl.warc.gz"], NOON)
    assert (added.new, seen) == (5, [f"https://post.example/{one}" for one in range(5)])


def test_an_exchange_that_is_gone_is_found_by_verify(tmp_path: Path) -> None:
    (tmp_path / "crawl.warc").write_bytes(
        record("response", "https://post.example/1", answer(page("The mill")), 1)
    )
    shop = make_desk(tmp_path / "desk")
    pipeline.add_paths(shop, [tmp_path / "crawl.warc"], NOON)
    assert pipeline.verify(shop) == []
    with shop.ledger() as ledger:
        (report,) = ledger.reports()
    named = report.exchange_sha256
    assert named is not None
    pipeline.Archive(shop.desk.archive).path(named).unlink()
    (problem,) = pipeline.verify(shop)
    assert named in problem
    assert "is missing" in problem
