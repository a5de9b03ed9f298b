"""A report in; its copies by others, in all the forms that a copy takes, out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from composed_war import Piece, Told, publish, words

from contested.model import Day, Voice

Form = Callable[[Told, int | str], tuple[Piece, ...]]


class Copying(NamedTuple):
    """How one copy is made: its form, how many days after the report it says that it was published (null where it does
    not say), and how many days after the report the desk first saw it."""

    form: Form
    after: int | None
    seen: int


def copy(told: Told, copying: Copying, number: int | str, publisher: str | None = None) -> Told:
    """The copy with this number, on a domain of its own unless a publisher is named.

    No report is seen before the day that it states, for such are set aside.
    """
    first = told.report.published or told.seen
    stated = None if copying.after is None else shift(first, copying.after)
    return publish(
        f"copy-{number}",
        publisher or f"site-{number}.example",
        stated,
        copying.form(told, number),
        max(shift(told.seen, copying.seen), stated or ""),
    )


def verbatim(told: Told, number: int | str) -> tuple[Piece, ...]:
    return told.pieces


def retitled(told: Told, number: int | str) -> tuple[Piece, ...]:
    """Under a headline that says the same once more, and names nobody."""
    (said, *_) = [saying for piece in told.pieces for saying in piece.sayings]
    headline = f"{said.place.upper()}: {said.stance} {said.event} by {said.actor}! {words(number, 3)}"
    return (Piece(headline, (said._replace(voices=()),), "\n\n"), *told.pieces)


def truncated(told: Told, number: int | str) -> tuple[Piece, ...]:
    """Cut off after the first sentence that asserts something, amid the next."""
    last = next(index for index, piece in enumerate(told.pieces) if piece.sayings)
    rest = " ".join(told.pieces[last + 1].text.split()[:6])
    return (*told.pieces[: last + 1], Piece(f"{rest} …"))


def furnished(told: Told, number: int | str) -> tuple[Piece, ...]:
    """In another page's furniture."""
    return (
        Piece(f"Home Contact Archive Views: {number}"),
        *told.pieces,
        Piece(f"Read more. Subscribe. Comments: {number}"),
    )


def quoted(told: Told, number: int | str) -> tuple[Piece, ...]:
    """One sentence inside a text of the copier's own; nobody is named."""
    return (Piece(words((number, "before"), 30)), asserting(told), Piece(words((number, "after"), 30)))


def attributed(told: Told, number: int | str) -> tuple[Piece, ...]:
    """One sentence inside a text of the copier's own, with the publisher's name."""
    piece, voice = asserting(told), named(told)
    said = tuple(one._replace(voices=(voice, *one.voices)) for one in piece.sayings)
    return (
        Piece(words((number, "before"), 30)),
        Piece(f"{voice.name} wrote: {piece.text}", said),
        Piece(words((number, "after"), 30)),
    )


def padded(told: Told, number: int | str) -> tuple[Piece, ...]:
    """One sentence as part of a longer one, with the publisher's name."""
    piece, voice = asserting(told), named(told)
    said = tuple(one._replace(voices=(voice, *one.voices)) for one in piece.sayings)
    return (Piece(f"{words((number, 'lead'), 30)}, as {voice.name} wrote: {piece.text}", said),)


def credited(told: Told, number: int | str) -> tuple[Piece, ...]:
    """All of it, with the publisher's name."""
    voice = named(told)
    pieces = (
        Piece(piece.text, tuple(one._replace(voices=(voice, *one.voices)) for one in piece.sayings))
        for piece in told.pieces
    )
    return (Piece(f"From {voice.name}, number {number}:"), *pieces)


FORMS: tuple[Form, ...] = (verbatim, retitled, truncated, furnished, quoted, attributed, padded, credited)


def asserting(told: Told) -> Piece:
    """The first piece that asserts something."""
    return next(piece for piece in told.pieces if piece.sayings)


def named(told: Told) -> Voice:
    """The publisher as a voice."""
    assert told.report.publisher is not None
    return Voice(name=told.report.publisher, kind="outlet")


def shift(day: Day, days: int) -> Day:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()
