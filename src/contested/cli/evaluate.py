"""`contested evaluate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from contested.cli.arguments import DeskOption, FormatOption, make_command
from contested.cli.opening import open_read
from contested.cli.records import Columns, choose_format, print_json, print_records, print_table
from contested.errors import UsageError

if TYPE_CHECKING:
    from contested.evaluate import Rate, Score

command = make_command("evaluate", "contested evaluate gold.jsonl")


@command.default
def evaluate(
    gold: Annotated[
        Path, Parameter(help="Claims that a person wrote: JSON lines, claims with `sentence` for `text`.")
    ],
    /,
    *,
    show: Annotated[
        Literal["missed", "extra", "wrong"] | None,
        Parameter(help="List the claims that were not found, that gold has not, or that differ from it."),
    ] = None,
    format: FormatOption = None,
    desk: DeskOption = None,
) -> None:
    """Score the desk's claims against gold; only reports that the gold file names count.

    Prints precision, recall and F1 of events, families of events, whole claims (event, actor, every place,
    denied or not) and places; of the pairs, how many have each attribute right; and how many claims turn the
    holder of a place around.
    """
    from contested.ask.claims import read_claims
    from contested.evaluate import Case, Score, list_cases, score_claims
    from contested.gold import read_gold

    if not gold.is_file():
        raise UsageError(
            f"{gold}: no such file; give JSON lines of claims that a person wrote, "
            "such as examples/kupiansk/gold.jsonl"
        )
    shop = open_read(desk)
    written, found = read_gold(gold), read_claims(shop)
    if show:
        columns: Columns[Case] = {
            "report": lambda one: one.report_name,
            "event": lambda one: one.event,
            "actor": lambda one: one.actor,
            "text": lambda one: one.text,
            "gold → found": lambda one: "; ".join(f"{k}: {a} → {b}" for k, (a, b) in one.wrong.items()),
        }
        print_records(Case, list_cases(written, found, show), columns, format, f"no claim is {show}")
        return
    score, chosen = score_claims(written, found, shop.theatre), choose_format(format)
    if chosen == "table":
        print_score(score)
    elif chosen == "json":
        print_json(score)
    else:
        print_records(Score, [score], {}, chosen)


def print_score(score: Score) -> None:
    """Rates of all and of each event type, then shares of attributes, then flips."""
    rates = {"event": score.event, "family": score.family, "whole": score.whole, "places": score.places}
    columns: Columns[tuple[str, Rate]] = {
        f"{score.gold} gold, {score.found} found": lambda row: row[0],
        "precision": lambda row: f"{row[1].precision:.3f}",
        "recall": lambda row: f"{row[1].recall:.3f}",
        "F1": lambda row: f"{row[1].f1:.3f}",
    }
    print_table([*rates.items(), *((f"  {event}", rate) for event, rate in score.events.items())], columns)
    print("of the pairs right: " + ", ".join(f"{name} {part:.3f}" for name, part in score.attributes.items()))
    print(f"holder turned around: {score.flips.flips} of {score.flips.of} claims that imply one")
