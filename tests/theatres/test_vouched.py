"""Acts of vouching beside what a theatre knows: the later act counts, the theatre goes before."""

from __future__ import annotations

from typing import Any

import pytest

from contested.model import Vouch
from contested.theatres import load_theatre
from contested.theatres.vouched import Vouched
from tests.desks import TINY

THEATRE = load_theatre(str(TINY / "theatre"))


def act(source_id: str, name: str, **fields: Any) -> Vouch:
    given = {
        "kind": "outlet",
        "side": None,
        "aliases": (),
        "url": None,
        "by": "X",
        "on_day": "2025-12-10",
        **fields,
    }
    return Vouch(source_id=source_id, name=name, **given)


@pytest.mark.parametrize(
    ("acts", "added"),
    [
        ([], []),
        ([act("post", "Post", aliases=("P",))], [("post", "Post", ("P",))]),
        ([act("post", "Post"), act("post", "The Post")], [("post", "The Post", ())]),
        ([act("post", "Post"), act("post", "Post", withdrawn=True)], []),
        (
            [act("post", "Post"), act("post", "Post", withdrawn=True), act("post", "Post")],
            [("post", "Post", ())],
        ),
        # The theatre has come to know it, by its id, by a name of its own, or as an alias of another.
        ([act("marova-news", "Marova News")], []),
        ([act("news", "marova  NEWS agency")], []),
        ([act("post", "Post", aliases=("MNA", "Moscow", "P"))], [("post", "Post", ("Moscow", "P"))]),
        ([act("post", "Castellan")], []),
        # Two processes gave one name to two sources: it stays with one, whichever came first.
        (
            [act("b-post", "B Post", aliases=("P",)), act("a-post", "A Post", aliases=("P",))],
            [("a-post", "A Post", ("P",)), ("b-post", "B Post", ())],
        ),
    ],
)
def test_what_is_added(acts: list[Vouch], added: list[tuple[str, str, tuple[str, ...]]]) -> None:
    theatre = Vouched(acts).added_to(THEATRE)
    assert theatre.sources[: len(THEATRE.sources)] == THEATRE.sources
    more = theatre.sources[len(THEATRE.sources) :]
    assert [(one.source_id, one.name, one.aliases) for one in more] == added
