"""`contested gazetteer`."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from contested.cli.arguments import DeskOption, FormatOption, make_command
from contested.cli.opening import open_shop
from contested.cli.records import Columns, print_records

EXAMPLE = "contested gazetteer lookup Kupyansk"
command = make_command("gazetteer", EXAMPLE)
command.help = "The places that the desk knows."
lookup = make_command("lookup", EXAMPLE)
command.command(lookup)


@lookup.default
def print_places(
    name: Annotated[str, Parameter(help="A name in any spelling, or a place_id.")],
    /,
    *,
    format: FormatOption = None,
    desk: DeskOption = None,
) -> None:
    """The places that a name can mean, with their other names."""
    from contested.ask.places import look_up
    from contested.model import Place

    columns: Columns[Place] = {
        "place_id": lambda one: one.place_id,
        "name": lambda one: one.name,
        "kind": lambda one: one.kind,
        "region": lambda one: ", ".join(filter(None, (one.admin1, one.country))),
        "lat, lon": lambda one: f"{one.lat:.4f}, {one.lon:.4f}",
        "names": lambda one: len(one.names),
    }
    found = look_up(name, open_shop(desk).gazetteer)
    print_records(Place, found, columns, format, f"no place is called {name!r}")
