"""`contested brief`."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import Parameter

from contested.cli.arguments import DeskOption, PlaceArgument, day_option, make_command
from contested.cli.opening import open_read
from contested.cli.records import print_json

command = make_command("brief", "contested brief Kupiansk --since 2025-11-01")


@command.default
def brief(
    place: PlaceArgument | None = None,
    /,
    *,
    since: Annotated[str | None, day_option("The first day. Without it: the beginning")] = None,
    until: Annotated[str | None, day_option("The last day. Without it: that of the newest report")] = None,
    format: Annotated[Literal["markdown", "json"], Parameter(help="How it is printed.")] = "markdown",
    desk: DeskOption = None,
) -> None:
    """The sourced brief, of one place or of all: why it matters, what to know, who says what, what is next."""
    from contested.ask.places import place_finder
    from contested.ask.status import account_on
    from contested.pipeline import last_published
    from contested.publish.brief import write_brief
    from contested.publish.markdown import brief_markdown

    shop = open_read(desk)
    last = until or last_published(shop)
    place_id = place_finder(shop)(place).place_id if place else None
    account = account_on(shop, last)
    sections = write_brief(account, shop.theatre, shop.status_at(last), place_id, since, last)
    synthetic = shop.desk.settings.synthetic
    if format == "json":
        print_json(
            {
                "place_id": place_id,
                "since": since,
                "until": last,
                "synthetic": synthetic,
                "sections": sections,
            }
        )
    else:
        print(brief_markdown(sections, account, shop.theatre, last, synthetic), end="")
