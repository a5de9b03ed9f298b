"""`contested list`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import Parameter
from msgspec import Struct

from contested.cli.arguments import DeskOption, FormatOption, make_command
from contested.cli.opening import open_read, open_shop
from contested.cli.records import Columns, print_records

Kind = Literal["events", "languages", "readers", "sources", "exports", "theatres", "unresolved", "rejected"]
NOTHING = {"unresolved": "every name got a place", "rejected": "nothing is set aside"}
command = make_command("list", "contested list events")


@command.default
def print_list(
    kind: Annotated[Kind, Parameter(name="WHAT", help="What to list.")],
    /,
    *,
    format: FormatOption = None,
    desk: DeskOption = None,
) -> None:
    """What is registered: events, languages, readers (of reports), exports (their formats), theatres.

    Of a desk: sources (that are known), unresolved (names that got no place), rejected (reports that were
    set aside).
    """
    record, found, shown = find_list(kind, desk)
    columns: Columns[Any] = {field: partial(show, field) for field in shown}
    print_records(record, found, columns, format, NOTHING.get(kind, "nothing to list"))


def find_list(kind: Kind, desk: Path | None) -> tuple[type[Struct], Sequence[Struct], tuple[str, ...]]:
    """The kind of record, the records, and the fields that a table shows."""
    if kind == "events":
        from contested.vocabulary import EventType, event_types

        return EventType, tuple(event_types().values()), ("event", "family", "implies", "gloss")
    if kind == "sources":
        from contested.theatres import Source

        return Source, open_shop(desk).theatre.sources, ("source_id", "name", "kind", "side", "aliases")
    if kind == "unresolved":
        from contested.ask.summary import Unresolved, count_unresolved

        return Unresolved, count_unresolved(open_read(desk)), ("text", "count", "candidates", "reason")
    if kind == "rejected":
        from contested.ask.summary import read_rejections
        from contested.model import Rejection

        return Rejection, read_rejections(open_shop(desk)), ("where", "reason", "remedy")
    from contested.ask.registered import REGISTERED, Registered

    return Registered, REGISTERED[kind](), ("name", "about")


def show(field: str, record: Struct) -> object:
    """A cell: the parts of a list one after another, candidates of a name by their ids."""
    value: object = getattr(record, field)
    if isinstance(value, tuple):
        return "; ".join(one if isinstance(one, str) else one.place_id for one in value)
    return value
