"""`contested status`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from contested.cli.arguments import DeskOption, Format, FormatOption, PlaceArgument, day_option, make_command
from contested.cli.messages import count, counting, say
from contested.cli.opening import open_read
from contested.cli.records import SHORT_ID, choose_format, print_json, print_records, print_table
from contested.errors import UsageError

if TYPE_CHECKING:
    from contested.model import Day, Place, Status
    from contested.pipeline import Workshop

command = make_command("status", "contested status Kupiansk --on 2025-11-21")


@command.default
def status(
    place: PlaceArgument | None = None,
    /,
    *,
    on: Annotated[str | None, day_option("The day whose control is asked for")] = None,
    known_on: Annotated[str | None, day_option("Only from reports published by this day")] = None,
    recorded_on: Annotated[str | None, day_option("Only from what the desk had entered by this day")] = None,
    batch: Annotated[
        Path | None,
        Parameter(help="Answer each row of a CSV file (place,on,known_on), in its order, as JSON lines."),
    ] = None,
    format: FormatOption = None,
    desk: DeskOption = None,
) -> None:
    """Control of a place on a day: its state, how probable, what each side says, and the evidence.

    Later evidence speaks for an earlier day too, unless --known-on leaves it out. In a batch, a row
    whose place is not found, or whose day is none, is answered as unknown, with its `problem`.
    """
    if batch:
        if place or on or known_on:
            raise UsageError("status --batch: place, day and known_on stand in the file; leave them out here")
        return print_batch(batch, recorded_on, format or "jsonl", desk)
    if not place or not on:
        raise UsageError("status: give a place and --on DAY, or --batch FILE; see contested status --help")
    from contested.ask.spots import ground_finder
    from contested.ask.status import Answer, account_on, find_moves, find_status, write_answer

    shop = open_read(desk)
    say_gone(shop, recorded_on)
    asked = ground_finder(shop)(place)
    account = account_on(shop, on, known_on, recorded_on, [asked.ground])
    control, found = find_status(shop, account, asked.ground, on)
    found = find_moves(shop, account, control, found, recorded_on)
    chosen, answer = choose_format(format), write_answer(asked, found, known_on)
    if chosen == "table":
        print_status(shop, asked.ground, found)
    elif chosen == "json":
        print_json(answer)
    else:
        print_records(Answer, [answer], {}, chosen)
    return None


def say_gone(shop: Workshop, recorded_on: Day | None) -> None:
    """Say how many reports that the desk held on a past day are not behind the answer, for they were taken down since."""
    from contested.ask.takedowns import count_gone_since

    gone = count_gone_since(shop, recorded_on) if recorded_on else 0
    if gone:
        say(
            f"{count(gone, 'report')} held on {recorded_on} taken down since; nothing is answered from them any more"
        )


def print_status(shop: Workshop, place: Place, status: Status) -> None:
    """The state in a sentence, what each side says in one, and a table of the evidence."""
    from contested.publish.words import claimed_sentence, load_words, say_state, state_sentence

    words = load_words(shop.theatre)
    print(state_sentence(place.name, status, words))
    for side, claimed in sorted(status.claimed.items()):
        print(claimed_sentence(side, claimed, words))
    if told := (*status.evidence, *status.nearby):
        columns = {
            "claim": lambda one: one.claim_id[:SHORT_ID],
            "on": lambda one: one.on,
            "origin": lambda one: one.origin,
            "says": lambda one: say_state(one.says, words),
            "weight": lambda one: f"{one.weight:.2f}",
            "moved": lambda one: "" if one.moved is None else f"{one.moved:+.2f}",
            "reason": lambda one: one.reason.removeprefix(f"{one.origin}, "),
        }
        print_table(told, columns)


def print_batch(file: Path, recorded_on: Day | None, format: Format, desk: Path | None) -> None:
    """The answers to a file of questions."""
    from contested.ask.status import Answer, answer_batch, read_questions

    questions = read_questions(file)
    shop = open_read(desk)
    say_gone(shop, recorded_on)
    with counting("questions answered") as progress:
        answers = answer_batch(shop, questions, recorded_on, progress)
    columns = {
        "place": lambda one: one.place and one.place.name,
        "on": lambda one: one.on,
        "known on": lambda one: one.known_on,
        "state": lambda one: one.state,
        "disputed": lambda one: "yes" if one.disputed else "",
        "problem": lambda one: one.problem or "",
    }
    print_records(Answer, answers, columns, format)
    for number, answer in enumerate(answers, 1):
        if answer.problem:
            say(f"{file}: row {number}: {answer.problem}")
