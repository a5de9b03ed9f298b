"""`contested figures`."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from contested.cli.arguments import DeskOption, FormatOption, day_option, make_command
from contested.cli.opening import open_read
from contested.cli.records import SHORT_ID, Columns, print_records
from contested.model import Finding, Quantity

command = make_command("figures", "contested figures Kupiansk --findings")


@command.default
def figures(
    place: Annotated[
        str | None,
        Parameter(name="PLACE", help="Quantities told of this place, as for `status`. Without it: all."),
    ] = None,
    /,
    *,
    findings: Annotated[
        bool,
        Parameter(help="What the checks came to, failures first, instead of the quantities.", negative=()),
    ] = False,
    since: Annotated[str | None, day_option("Published on this day or later")] = None,
    until: Annotated[str | None, day_option("Published on this day or earlier")] = None,
    format: FormatOption = None,
    desk: DeskOption = None,
) -> None:
    """Quantities: what is counted, where and when, who says so; sums that fail and figures that contradict."""
    from contested.ask.figures import FigureFilter, choose_findings, choose_quantities
    from contested.ask.places import place_finder
    from contested.ask.status import account_on
    from contested.pipeline import last_published
    from contested.reconcile.figures.saying import say_count, say_scope, say_time

    shop = open_read(desk)
    wanted = FigureFilter(
        place_id=place_finder(shop)(place).place_id if place else None, since=since, until=until
    )
    ledger = account_on(shop, last_published(shop)).figures
    if findings:
        found: Columns[Finding] = {
            "outcome": lambda one: one.outcome,
            "check": lambda one: one.kind,
            "on": lambda one: one.on,
            "reason": lambda one: one.reason,
            "claims": lambda one: ", ".join(claim[:SHORT_ID] for claim in one.claims),
        }
        print_records(Finding, choose_findings(ledger, wanted), found, format, "no check of figures was made")
        return
    columns: Columns[Quantity] = {
        "published": lambda one: one.published,
        "figure": say_count,
        "where": say_scope,
        "when": say_time,
        "who says so": lambda one: one.origin,
        "words": lambda one: one.text,
        "claim": lambda one: one.claim_id[:SHORT_ID],
    }
    print_records(Quantity, choose_quantities(ledger, wanted), columns, format, "no figure is told")
