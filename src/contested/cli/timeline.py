"""`contested timeline`."""

from __future__ import annotations

from contested.cli.arguments import DeskOption, FormatOption, PlaceArgument, make_command
from contested.cli.opening import open_read
from contested.cli.records import Columns, choose_format, print_records

command = make_command("timeline", "contested timeline Kupiansk")


@command.default
def timeline(place: PlaceArgument, /, *, format: FormatOption = None, desk: DeskOption = None) -> None:
    """The events of a place in order, each told by its surest claim, with who tells it otherwise and who denies it."""
    from contested.ask.places import place_finder
    from contested.ask.status import account_on
    from contested.pipeline import last_published
    from contested.publish.timeline import TimelineLine, TimelineRow, list_lines
    from contested.publish.timeline import timeline as list_events
    from contested.publish.words import load_words

    shop = open_read(desk)
    entry = place_finder(shop)(place)
    rows = list_events(account_on(shop, last_published(shop)), shop.theatre, entry.place_id)
    nothing = f"no event of {entry.name} is told"
    if choose_format(format) != "table":
        print_records(TimelineRow, rows, {}, format, nothing)
        return
    columns: Columns[TimelineLine] = {
        "from": lambda one: one.start,
        "to": lambda one: one.end,
        "event": lambda one: one.text,
        "origins": lambda one: one.origins,
    }
    print_records(TimelineLine, list_lines(rows, load_words(shop.theatre)), columns, "table", nothing)
