"""A sentence of an undated report, in; its dates as cues to the day of publication, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from contested.extract.dates.forms import Expression
from contested.extract.dates.spans import day_span
from contested.model import Claim

if TYPE_CHECKING:
    from contested.extract.telling import Telling

SOME_DAY = day_span(date(2000, 1, 3))  # read as if said then, relative dates are found too
NOW = {"named:today": 0, "named:yesterday": 1, "named:day_before_yesterday": 2, "named:tomorrow": -1}


class Cue(Struct, frozen=True, kw_only=True):
    """A date of the report: how it is written, at which characters, in which paragraph; whose saying it dates, where it
    does; whether what it dates is planned or foreseen; and the day that stands beside it ("yesterday, 3 May")."""

    written: Expression
    text: str
    start: int
    end: int
    paragraph: int
    voice: str | None = None
    ahead: bool = False
    beside: Expression | None = None


class Clue(Struct, frozen=True):
    """One reason: the days that it leaves, and the known event that it rests on, where that is not sure by itself."""

    reason: str
    paragraph: int
    allows: Callable[[date], bool]
    weak: str | None = None


def make_cues(telling: Telling) -> Iterable[Cue]:
    """The dates of a sentence as cues."""
    sentence = telling.sentence
    planned = any(sentence.holds(kind) for kind in ("plan", "modal_forecast"))
    for at, one in enumerate(telling.dates):
        voice = next((voice for voice in telling.voices if voice.first <= one.first < voice.last), None)
        before = telling.dates[at - 1] if at else None
        near = before is not None and one.first - before.last <= 1 and before.written.meaning in NOW
        yield Cue(
            written=one.written,
            text=one.when.text or "",
            start=sentence.tokens[one.first].start,
            end=sentence.tokens[one.last - 1].end,
            paragraph=sentence.span.paragraph,
            voice=voice.voice.name if voice and voice.voice.kind != "unnamed" else None,
            ahead=planned and voice is None,
            beside=before.written if before and near else None,
        )


def dates_claim(cue: Cue, claim: Claim) -> bool:
    """Whether a date is the one of a claim."""
    return any(slot.slot == "when" and slot.start <= cue.start < slot.end for slot in claim.slots)
