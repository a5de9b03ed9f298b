"""What a report says of itself, as a report's chunk tells it."""

from __future__ import annotations

from typing import Any

import pytest

from contested.publish.own_word import describe_own_word
from tests.publish.small import report

ADDRESS = "https://post.example/1"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (
            {"author": "Oksana Lyst", "site": "Post", "publisher": "Post", "canonical": ADDRESS, "url": ADDRESS, "found_in": {
                "author": "meta author", "site": "meta og:site_name", "publisher": "meta og:site_name",
                "canonical": "link rel=canonical", "url": "link rel=canonical", "title": "h1", "published": "time"}},
            [("publisher", "Post", "meta og:site_name"), ("published", "2025-12-09", "time"),
             ("author", "Oksana Lyst", "meta author"), ("canonical", ADDRESS, "link rel=canonical")],
        ),
        ({"published_at": "2025-12-09T08:00:00Z", "found_in": {"published": "Date"}}, [("published", "2025-12-09T08:00:00Z", "Date")]),
        ({"written": "2025-12-01", "found_in": {"written": "Date of the message handed on"}},
         [("written", "2025-12-01", "Date of the message handed on")]),
        ({"canonical": "javascript:alert(1)", "found_in": {"canonical": "meta og:url"}}, []),
        ({"author": None, "found_in": {"author": "From"}}, []),
        ({"publisher": "Post", "url": ADDRESS}, []),
    ],
)  # fmt: skip
def test_what_is_told_has_a_place_where_it_stands(
    fields: dict[str, Any], told: list[tuple[str, str, str]]
) -> None:
    assert describe_own_word(report("x", **fields)) == told
