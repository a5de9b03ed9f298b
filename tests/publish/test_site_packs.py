"""A desk of thousands of reports and places: several chunks to a file, and nothing else is changed by that."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from contested.errors import ContestedError
from contested.publish.site import SiteSettings, packs, write, write_site
from contested.publish.site.check import read_chunk
from contested.publish.site.packs import MANY, choose_packs, file_of
from tests.publish.account import compose_account, compose_brief, status_on
from tests.publish.chunked import check_folder, read_site, stand_in_page
from tests.publish.theatre import write_theatre

ACCOUNT = compose_account()
BRIEF = compose_brief(ACCOUNT)
SETTINGS = SiteSettings(name="Desk", as_of="2025-12-12", synthetic=True)


def read_chunks(folder: Path) -> dict[str, object]:
    """All chunks of a site by name, but for how they are packed."""
    found = read_site(folder)
    return found | {"desk": {key: value for key, value in found["desk"].items() if key != "packs"}}


def test_packed_chunks_are_the_same_and_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "HERE", stand_in_page(tmp_path / "here"))
    theatre = write_theatre(tmp_path / "theatre")
    plain, packed = tmp_path / "plain", tmp_path / "packed"
    write_site(ACCOUNT, theatre, SETTINGS, plain, BRIEF, status_on)
    assert read_chunk(plain, "desk")["packs"] == {}
    monkeypatch.setattr(packs, "MANY", 3)
    write_site(ACCOUNT, theatre, SETTINGS, packed, BRIEF, status_on, tmp_path / "memory")
    assert set(read_chunk(packed, "desk")["packs"]) == {"place", "report"}
    assert read_chunks(packed) == read_chunks(plain)
    names = [name for name in read_chunks(plain) if name.startswith(("place-", "report-"))]
    assert all(read_chunk(packed, name) == read_chunk(plain, name) for name in names)
    stems = {file.stem for file in (packed / "data").iterdir()}
    assert stems.isdisjoint(names)
    assert len(stems) < len(list((plain / "data").iterdir()))
    with pytest.raises(ContestedError, match="report-1 not written"):
        read_chunk(packed, "report-1")

    # Built again, only files in which something changed are new; a file that is lost is missed.
    before = {file.name: file.stat().st_ino for file in (packed / "data").iterdir()}
    changed = replace(ACCOUNT.reports[0], title="Another title")
    account = replace(ACCOUNT, reports=(changed, *ACCOUNT.reports[1:]))
    write_site(account, theatre, SETTINGS, packed, BRIEF, status_on, tmp_path / "memory")
    fresh = {file.stem for file in (packed / "data").iterdir() if before.get(file.name) != file.stat().st_ino}
    assert len([name for name in fresh if name.startswith("reports-")]) == 1
    at_once = tmp_path / "at-once"
    write_site(account, theatre, SETTINGS, at_once, BRIEF, status_on)
    assert read_chunks(packed) == read_chunks(at_once)
    check_folder(packed)
    next((packed / "data").glob("reports-*.js")).unlink()
    with pytest.raises(ContestedError, match="report-"):
        check_folder(packed)


def test_a_file_of_few_chunks_holds_one() -> None:
    assert choose_packs({"place": MANY, "report": 12}) == {}


@given(st.integers(MANY + 1, 10**7))
def test_files_stay_as_they_are_until_there_are_twice_as_many(count: int) -> None:
    files = choose_packs({"place": 0, "report": count})["report"]
    assert 8 <= count / files <= 16
    assert file_of(f"report-{count}", {"report": files}) == f"reports-{count % files}"
    assert file_of(f"place-{count}", {"report": files}) == f"place-{count}"
