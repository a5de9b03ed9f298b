"""Desks of the invented war that may ask a server of a test, and what that server serves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from contested.desk import create_desk, open_desk
from contested.pipeline import Workshop
from tests.desks import TINY
from tests.fetch.scripted import Scripted

ANY = "application/octet-stream"


def make_followed(folder: Path, server: Scripted, watch: str = "", apart: float = 0.0) -> Workshop:
    """An empty desk that may ask the server; `watch` are its tables, in which SITE stands for the server."""
    if not (folder / "desk.toml").exists():
        create_desk(folder, "test", str(TINY / "theatre"), synthetic=True)
        with (folder / "desk.toml").open("a") as file:
            file.write(
                f'\n[fetch]\nallow = ["{server.place}"]\napart = {apart}\ncontact = "mailto:a@example.org"\n'
            )
            file.write(watch.replace("SITE", server.url("")))
    return Workshop(open_desk(folder))


def wire(*reports: dict[str, Any]) -> bytes:
    """Reports as JSON lines."""
    return "\n".join(map(json.dumps, reports)).encode()


def entry(number: int, url: str | None = None, **keys: Any) -> dict[str, Any]:
    """A report of a wire, each with other words."""
    words = f"Velian troops entered Kessa on day {number} of the raid, the staff said."
    return {"text": words, "published": "2019-05-10", **({"url": url} if url else {}), **keys}


def page(words: str) -> str:
    """A page whose article is long enough to be taken for one."""
    article = f"<p>{words}</p><p>{'The river road stayed closed for the day. ' * 12}</p>"
    return (
        f"<html><head><title>Wire</title></head><body><article><h1>Wire</h1>{article}</article></body></html>"
    )
