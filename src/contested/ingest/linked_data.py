"""The scripts of a page that hold linked data (JSON-LD), in; what they say of its article, out.

{"@type": "NewsArticle", "author": {"@type": "Person", "name": "…"}, "publisher": {"name": "…"}}
{"@graph": [{"@type": "Article", "author": {"@id": "#who"}}, {"@type": "Person", "@id": "#who", "name": "…"}]}
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

LONGEST = 1_000_000  # characters of a script; of longer ones nothing is read
MOST = 200  # names of one kind; a page that has more of them lists others' articles
ARTICLES = {
    "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle",
    "OpinionNewsArticle", "ReviewNewsArticle", "BlogPosting", "LiveBlogPosting", "SocialMediaPosting", "Report",
}  # fmt: skip
ORGANISATIONS = {"Organization", "NewsMediaOrganization"}
Node = dict[str, Any]


class Named(Struct, frozen=True):
    """A person or organisation by name."""

    name: str
    organisation: bool


class Linked(Struct, frozen=True, kw_only=True):
    """What linked data says of the one article of a page; nothing of what its articles differ in."""

    authors: tuple[Named, ...] = ()
    sites: tuple[str, ...] = ()


def read_linked(scripts: Iterable[str]) -> Linked:
    """What the scripts say of the page's article. A broken one says nothing."""
    nodes = [node for script in scripts for node in read_nodes(script)]
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and "name" in node}
    articles = [node for node in nodes if types_of(node) & ARTICLES]
    authors = {tuple(find_named(node.get("author"), by_id)) for node in articles} - {()}
    publishers = {tuple(one.name for one in find_named(node.get("publisher"), by_id)) for node in articles}
    publishers -= {()}
    return Linked(
        authors=authors.pop() if len(authors) == 1 else (),
        sites=publishers.pop() if len(publishers) == 1 else (),
    )


def read_nodes(script: str) -> Iterator[Node]:
    """The objects at the top of a script, and in its graph; what these hold within is of something else."""
    if len(script) > LONGEST:
        return
    try:
        # Not strict: line breaks within strings are common, and browsers' parsers of linked data let them pass.
        found = json.loads(script.strip().removeprefix("<!--").removesuffix("-->"), strict=False)
    except (ValueError, RecursionError):
        return
    for node in found if isinstance(found, list) else [found]:
        if isinstance(node, dict):
            yield node
            graph = node.get("@graph")
            yield from (one for one in graph if isinstance(one, dict)) if isinstance(graph, list) else ()


def types_of(node: Node) -> set[str]:
    """The types of an object, without the address of their vocabulary."""
    stated = node.get("@type")
    kinds = stated if isinstance(stated, list) else [stated]
    return {kind.rpartition("/")[2] for kind in kinds if isinstance(kind, str)}


def find_named(value: object, by_id: dict[str, Node]) -> Iterator[Named]:
    """The names in a value: text, an object with a name, a reference to one, or a list of these."""
    for one in (value if isinstance(value, list) else [value])[:MOST]:
        if isinstance(one, str):
            yield Named(one, False)
        elif isinstance(one, dict):
            node = one if "name" in one else by_id.get(str(one.get("@id")), one)
            name = node.get("name")
            for each in (name if isinstance(name, list) else [name])[:MOST]:
                if isinstance(each, str):
                    yield Named(each, bool(types_of(node) & ORGANISATIONS))
