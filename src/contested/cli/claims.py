"""`contested claims`."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from contested.cli.arguments import DeskOption, FormatOption, day_option, make_command
from contested.cli.opening import open_read
from contested.cli.records import SHORT_ID, Columns, print_records
from contested.model import Claim

command = make_command("claims", "contested claims --place Kupiansk --since 2025-11-01 --format jsonl")


def say_day(claim: Claim) -> str | None:
    """The day of publication, or the days that an undated report's own words leave."""
    if claim.published or claim.dating is None:
        return claim.published
    return f"undated, {claim.dating.start} to {claim.dating.end}"


@command.default
def claims(
    *,
    place: Annotated[str | None, Parameter(help="Claims that name this place.")] = None,
    event: Annotated[str | None, Parameter(help="Claims of this event type; see `list events`.")] = None,
    voice: Annotated[
        str | None, Parameter(help="On the word, or by way, of whom this is part of the name.")
    ] = None,
    side: Annotated[str | None, Parameter(help="Claims whose origin is of this side.")] = None,
    since: Annotated[str | None, day_option("Published on this day or later")] = None,
    until: Annotated[str | None, day_option("Published on this day or earlier")] = None,
    report: Annotated[str | None, Parameter(help="Claims of this report, by its name.")] = None,
    format: FormatOption = None,
    desk: DeskOption = None,
) -> None:
    """The claims, in order of publication; options narrow them down together."""
    from contested.ask.claims import ClaimFilter, check_event, check_side, choose_claims
    from contested.ask.places import place_finder

    checked = event and check_event(event)
    shop = open_read(desk)
    wanted = ClaimFilter(
        place_id=place_finder(shop)(place).place_id if place else None,
        event=checked,
        voice=voice,
        side=side and check_side(side, shop.theatre),
        since=since,
        until=until,
        report=report,
    )
    columns: Columns[Claim] = {
        "claim": lambda one: one.claim_id[:SHORT_ID],
        "published": say_day,
        "event": lambda one: f"{one.actor or '–'} {one.event} ({one.stance})",
        "places": lambda one: ", ".join(ref.name or ref.text or "" for ref in one.places),
        "text": lambda one: one.text,
    }
    print_records(Claim, choose_claims(shop, wanted), columns, format, "no claim matches")
