"""`contested mentions`."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from contested.cli.arguments import DeskOption, FormatOption, make_command
from contested.cli.opening import open_read
from contested.cli.records import Columns, print_records

command = make_command("mentions", "contested mentions --report 2024-11-14-raid-wire.txt")


@command.default
def mentions(
    *,
    report: Annotated[str | None, Parameter(help="Mentions in this report, by its name.")] = None,
    format: FormatOption = None,
    desk: DeskOption = None,
) -> None:
    """The places found in the reports: the words, what they could mean, what was chosen, and why."""
    from contested.ask.claims import is_report
    from contested.ask.summary import read_mentions
    from contested.model import Mention

    found = [
        one for one in read_mentions(open_read(desk)) if report is None or is_report(one.report_name, report)
    ]
    columns: Columns[Mention] = {
        "report": lambda one: one.report_name,
        "text": lambda one: one.text,
        "place": lambda one: one.place_id and f"{one.name} {one.place_id}",
        "reason": lambda one: one.reason,
    }
    print_records(Mention, found, columns, format, "no mention matches")
