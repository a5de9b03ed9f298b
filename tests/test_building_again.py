"""A desk that is built after each few reports has the account and the site, to the byte, of one that was never built before."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from contested.pipeline import Audience, Moment, add_paths, bring_up_to_date, build_site, take_account
from contested.publish.site import write
from tests.desks import EXAMPLE, make_desk
from tests.publish.chunked import stand_in_page

RECORDED = "2026-01-01T00:00:00Z"
MOMENT = Moment("2025-12-31")


def digest(folder: Path) -> dict[str, str]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {str(one.relative_to(folder)): hashlib.sha256(one.read_bytes()).hexdigest() for one in files}


@pytest.mark.parametrize("audience", ["desk", "public"])
def test_what_is_built_on_is_what_is_built_at_once(
    tmp_path: Path, audience: Audience, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "HERE", stand_in_page(tmp_path / "here"))
    shop = make_desk(tmp_path, sources=True)
    files = sorted(file for file in (EXAMPLE / "reports").iterdir() if file.name != "manifest.jsonl")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    # The last few come one after the other; the last time nothing does.
    for number, some in enumerate([files[::2], files[1:-2:2], files[-2:], []]):
        add_paths(shop, some, RECORDED)
        bring_up_to_date(shop, RECORDED)
        again = build_site(shop, MOMENT, audience, tmp_path / "site", RECORDED)
        before = (tmp_path / "site").stat().st_ino
        at_once = take_account(shop, MOMENT, audience)
        assert replace(again, areas=None, stated_areas=()) == at_once, number
        with monkeypatch.context() as patch:
            patch.setenv("XDG_CACHE_HOME", str(tmp_path / f"empty-{number}"))
            build_site(shop, MOMENT, audience, tmp_path / "at-once", RECORDED)
        assert digest(tmp_path / "site") == digest(tmp_path / "at-once"), number
    build_site(shop, MOMENT, audience, tmp_path / "site", RECORDED)
    assert (tmp_path / "site").stat().st_ino == before


@pytest.mark.parametrize("damage", [b"", b"\xc1", b"\x92\x00\x00"], ids=["empty", "no code", "other records"])
def test_an_account_that_is_damaged_is_done_without(
    tmp_path: Path, damage: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "HERE", stand_in_page(tmp_path / "here"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shop = make_desk(tmp_path, sources=True)
    add_paths(shop, [EXAMPLE / "reports"], RECORDED)
    bring_up_to_date(shop, RECORDED)
    accounts = tmp_path / "cache" / "contested" / "accounts"
    accounts.mkdir(parents=True)
    (accounts / "of-a-desk-that-is-gone").write_bytes(b"")
    os.utime(accounts / "of-a-desk-that-is-gone", (0, 0))
    build_site(shop, MOMENT, "desk", tmp_path / "site", RECORDED)
    was = digest(tmp_path / "site")
    (kept,) = accounts.iterdir()
    kept.write_bytes(damage)
    build_site(shop, MOMENT, "desk", tmp_path / "site", RECORDED)
    assert digest(tmp_path / "site") == was
