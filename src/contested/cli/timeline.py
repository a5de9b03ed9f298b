"""`contested timeline`."""

from __future__ import annotations

from contested.cli.arguments import DeskOption, FormatOption, PlaceArgument, make_command
from contested.cli.opening import open_read
from contested.cli.records import Columns, print_records

command = make_command("timeline", "contested timeline Kupiansk")


@command.default
def timeline(place: PlaceArgument, /, *, format: FormatOption = None, desk: DeskOption = None) -> None:
    """The events of a place in order, each told by its surest claim, with who denies it."""
    from contested.ask.places import place_finder
    from contested.ask.status import account_on
    from contested.pipeline import last_published
    from contested.publish.timeline import TimelineRow
    from contested.publish.timeline import timeline as list_events

    shop = open_read(desk)
    entry = place_finder(shop)(place)
    rows = list_events(account_on(shop, last_published(shop)), shop.theatre, entry.place_id)
    columns: Columns[TimelineRow] = {
        "from": lambda one: one.start,
        "to": lambda one: one.end,
        "event": lambda one: one.sentence,
        "origins": lambda one: one.origins,
        "denied by": lambda one: ", ".join(one.denied_by),
    }
    print_records(TimelineRow, rows, columns, format, f"no event of {entry.name} is told")
