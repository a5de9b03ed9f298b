"""`contested list`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter
from msgspec import Struct

from contested.cli.arguments import DeskOption, FormatOption, make_command
from contested.cli.messages import count, say
from contested.cli.opening import open_read, open_shop, read_unread
from contested.cli.records import Columns, choose_format, print_records

if TYPE_CHECKING:
    from contested.ask.sources import SourceRecord

Kind = Literal[
    "events",
    "languages",
    "readers",
    "second-readers",
    "sources",
    "exports",
    "theatres",
    "unresolved",
    "rejected",
    "watched",
    "undated",
    "disagreements",
    "overrides",
    "takedowns",
    "anchors",
]
NOTHING = {
    "unresolved": "every name got a place",
    "rejected": "nothing is set aside",
    "watched": "nothing is followed; docs/how-to/follow-a-feed.md tells how",
    "undated": "every report states its day",
    "takedowns": "nothing was taken down",
    "anchors": "no head is kept elsewhere",
    "overrides": "nothing was let out that is kept from the public",
    "disagreements": "the rules and the second reader say the same of every report that both have read",
}
# What a table of 80 columns has room for of a source; JSON has the rest.
OF_SOURCE = ("name", "side", "vouched", "reports", "claims", "first", "copied", "alone", "borne out")
command = make_command("list", "contested list events")


@command.default
def print_list(
    kind: Annotated[Kind, Parameter(name="WHAT", help="What to list.")],
    /,
    *,
    format: FormatOption = None,
    desk: DeskOption = None,
) -> None:
    """What is registered: events, languages, readers (of reports), second-readers, exports, theatres.

    Of a desk: sources (that it knows or has met, and what became of their word), unresolved (names that got no place), rejected (reports that were
    set aside), watched (addresses that it follows: when each was asked, when it is next, how it is), undated (reports, and when by their own words
    they were published), disagreements (of its second reader with the rules), overrides (what was let out that is kept from the public by default),
    takedowns (reports that were destroyed, and why), anchors (heads of the ledger that are kept elsewhere).
    """
    record, found, shown = find_list(kind, desk)
    if kind == "sources" and choose_format(format) == "table":
        found = leave_unmet(found)
    columns: Columns[Any] = {field: CELLS.get(field, partial(show, field)) for field in shown}
    print_records(record, found, columns, format, NOTHING.get(kind, "nothing to list"))


def find_list(kind: Kind, desk: Path | None) -> tuple[type[Struct], Sequence[Struct], tuple[str, ...]]:
    """The kind of record, the records, and the fields that a table shows."""
    if kind == "events":
        from contested.vocabulary import EventType, event_types

        return EventType, tuple(event_types().values()), ("event", "family", "implies", "gloss")
    if kind == "sources":
        from contested.ask.sources import SourceRecord

        return SourceRecord, list_met(desk), OF_SOURCE
    if kind == "unresolved":
        from contested.ask.summary import Unresolved

        return Unresolved, list_unresolved(desk), ("text", "count", "candidates", "reason")
    if kind == "rejected":
        from contested.ask.summary import SetAside, list_set_aside

        return SetAside, list_set_aside(open_shop(desk)), SetAside.__struct_fields__
    if kind == "watched":
        from contested.following import Watched

        return Watched, list_watched(desk), ("url", "every", "asked", "next", "state", "waiting")
    if kind == "undated":
        from contested.ask.summary import Undated, list_undated

        return Undated, list_undated(open_read(desk)), ("report_name", "start", "end", "reasons")
    if kind == "disagreements":
        from contested.ask.disagreements import Disagreement

        return Disagreement, list_disagreements(desk), ("kind", "places", "rules", "second", "text")
    if kind == "overrides":
        from contested.overrides import Override, list_overrides

        return Override, list_overrides(open_shop(desk).desk), Override.__struct_fields__
    if kind == "takedowns":
        from contested.model import Takedown

        return Takedown, list_acts(desk, "takedowns"), ("report_id", "on_day", "by", "reason")
    if kind == "anchors":
        from contested.ledger.heads import Anchor

        return Anchor, list_acts(desk, "anchors"), ("kind", "size", "where", "moment")
    from contested.ask.registered import REGISTERED, Registered

    return Registered, REGISTERED[kind](), ("name", "about")


def list_acts(desk: Path | None, what: Literal["takedowns", "anchors"]) -> Sequence[Struct]:
    """Acts of a desk's ledger. Where it holds no report yet, nothing is opened for it."""
    shop = open_shop(desk)
    if not shop.has_ledger():
        return ()
    with shop.ledger() as ledger:
        return ledger.takedowns() if what == "takedowns" else ledger.anchors()


def leave_unmet(found: Sequence[Any]) -> Sequence[Any]:
    """The sources that a desk has met, or stands for by an act of its own; how many more it knows is said beside. All, where
    it has met none."""
    met = [one for one in found if one.reports or one.claims or one.copied or one.since]
    if not met:
        return found
    if len(met) < len(found):
        say(f"{len(found) - len(met)} more that are known have not been met here; --format json lists them")
    return met


def list_met(desk: Path | None) -> Sequence[Struct]:
    """The sources of a desk. Where it holds no report yet, nothing is opened for it."""
    from contested.ask.sources import list_sources

    shop = open_shop(desk)
    if shop.has_ledger():
        read_unread(shop)
    return list_sources(shop)


def list_unresolved(desk: Path | None) -> Sequence[Struct]:
    """The names of a desk that got no place. Where only settled names are new, reports are not read anew for it."""
    from contested.ask.summary import count_unread, count_unresolved

    shop = open_shop(desk)
    stale, unread = count_unread(shop)
    if unread:
        read_unread(shop)
    elif stale:
        say(
            f"{count(stale, 'report')} to be read anew with what was settled or vouched for since; run: contested build"
        )
    return count_unresolved(shop)


def list_disagreements(desk: Path | None) -> Sequence[Struct]:
    """The disagreements of a desk's readers. What the second one has not read is not among them, so it is said."""
    from contested.ask.disagreements import check_read_again, find_disagreements

    shop = open_read(desk)
    if unread := check_read_again(shop):
        say(f"{count(unread, 'report')} not read by the second reader yet; run: contested build")
    return find_disagreements(shop)


def list_watched(desk: Path | None) -> Sequence[Struct]:
    """What desk.toml follows."""
    from contested.fetch.urls import read_url
    from contested.following import tell_watched

    shop = open_shop(desk)
    if not shop.desk.settings.watch:
        return []
    allow = shop.desk.settings.fetch.allow
    with shop.ledger() as ledger:
        return [tell_watched(one, read_url(one.url, allow).url, ledger) for one in shop.desk.settings.watch]


def show(field: str, record: Struct) -> object:
    """A cell: the parts of a list one after another, candidates of a name by their ids."""
    value: object = getattr(record, field)
    if isinstance(value, tuple):
        return "; ".join(one if isinstance(one, str) else one.place_id for one in value)
    return value


def tell_borne_out(one: SourceRecord) -> str:
    """How many of a source's statements about control were borne out, of how many that could be judged: "3.4/5"."""
    return "" if one.borne_out is None else f"{one.borne_out:.1f}/{one.judged}"


def tell_moment(moment: str | None) -> str:
    """A moment as a person reads it, to the minute, in UTC."""
    return moment[:16].replace("T", " ") if moment else ""


# Cells that are more than a field.
CELLS: dict[str, Callable[[Any], object]] = {
    "borne out": tell_borne_out,
    "asked": lambda one: tell_moment(one.asked),
    "next": lambda one: tell_moment(one.next),
}
