"""Days, numbers, probabilities, states and chains of voices, in; the words for them, out.

All words come from `wording/LANG.toml` and from the theatre; nothing is said here that the records do not hold.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from contested.model import CONTESTED, UNKNOWN, Claim, Day, Origin, SideClaim, Status, Voice, When
from contested.publish.wording import Wording, read_wording
from contested.reconcile.nearby import REACH_KM
from contested.theatres import Side, Theatre

# Voices of these kinds belong to their side; others are at most aligned with it.
OWN_VOICES = ("official", "ministry", "military")
# Characters that could move a terminal's cursor or turn the direction of a line.
UNSEEN = ("Cc", "Cf", "Co", "Cs")
# Marks that come in twos; in some languages “ closes what „ opens.
PAIRS = {"(": ")", "[": "]", "„": "“", "“": "”", "«": "»"}
OPENERS = {closer: opener for opener, closer in PAIRS.items()}
MARKS = re.compile(f"[{re.escape(''.join(sorted(PAIRS.keys() | OPENERS.keys())))}]")
INNER = str.maketrans("“”", "‘’")


class Words(Struct, frozen=True):
    """What a sentence is written with: one language's words, and what it calls the theatre's sides, by their codes; `abroad`
    are the sides' codes by the words for them in other languages, in small letters."""

    theatre: Theatre
    wording: Wording
    sides: dict[str, Side]
    abroad: dict[str, str] = {}

    def side(self, code: str | None) -> Side | None:
        return self.sides.get(code) if code else None


class Number(str):
    """A number in words or figures that a template can put a noun behind: `{number} {number:звіт|звіти|звітів}`.

    Two forms are for one and more (1 day, 2 days), three for one, few and many as Slavic languages count (1, 21; 2–4,
    22–24; all others).
    """

    value: float

    def __new__(cls, text: str, value: float) -> Number:
        made = super().__new__(cls, text)
        made.value = value
        return made

    def __format__(self, forms: str) -> str:
        if "|" not in forms:
            return super().__format__(forms)
        one, *more = forms.split("|")
        if len(more) == 1:
            return one if self.value == 1 else more[0]
        last, teen = self.value % 10, self.value % 100 in (11, 12, 13, 14)
        if last == 1 and not teen:
            return one
        return more[0] if last in (2, 3, 4) and not teen else more[1]


def load_words(theatre: Theatre, language: str = "en") -> Words:
    """Words of `language` for `theatre`; raises SettingsError where there are none."""
    names: dict[str, dict[str, str]] = {code: {} for code in (language, *theatre.words)}
    for code, table in theatre.words.items():
        for side, words in table.items():
            for name in (*words.state, *words.government, *words.people):
                names[code][name.casefold()] = side
    abroad = {name: side for code in sorted(names) if code != language for name, side in names[code].items()}
    abroad = {name: side for name, side in abroad.items() if name not in names[language]}
    return Words(theatre, read_wording(language), theatre.name_sides(language), abroad)


def clean(text: str) -> str:
    """Report text on one line, without characters that a screen would obey instead of show."""
    if text.isprintable():  # nothing of that is in it, as in nearly every name
        return " ".join(text.split())
    shown = "".join(" " if char.isspace() else char for char in text)
    return " ".join("".join(char for char in shown if unicodedata.category(char) not in UNSEEN).split())


def balance(text: str) -> str:
    """Words cut from a text, with the brackets and quotation marks that the cut has parted from their fellows."""
    before, after = find_missing(text)
    return before + text + after


def find_missing(text: str) -> tuple[str, str]:
    """What must stand before and after a text so that no bracket or quotation mark in it is without its fellow.

    Smiles, "))", are no brackets.
    """
    missing, waiting = "", ""
    for found in MARKS.finditer(text):
        char, at = found[0], found.start()
        if char in waiting:
            waiting = waiting.replace(char, "", 1)
        elif char in PAIRS:
            waiting = PAIRS[char] + waiting
        elif char != ")" or not (at == 0 or text[at - 1] in " :;)" or text[at + 1 : at + 2] == ")"):
            missing = OPENERS[char] + missing
    return missing, waiting


def say_quoted(text: str, words: Words) -> str:
    """Words of a report in quotation marks; those inside become single ones."""
    return words.wording.explain["quoted"].format(text=nest_quotes(balance(clean(text))))


def nest_quotes(text: str) -> str:
    return text.translate(INNER)


def capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]


def join_names(names: Sequence[str], words: Words) -> str:
    """`A`, `A and B`, `A, B and C`."""
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + words.wording.figure["and"] + names[-1]


def say_number(number: float, words: Words) -> Number:
    """Small whole numbers as words where the language has them, others in figures: `seven`, `12,000`, `1.5`."""
    whole = number == int(number)
    if whole and 0 <= number < len(words.wording.numbers):
        return Number(words.wording.numbers[int(number)], number)
    figures = f"{int(number) if whole else number:,}"
    return Number("".join(words.wording.figures.get(one, one) for one in figures), number)


def say_day(day: Day, words: Words, year: bool = True) -> str:
    """`10 December 2025`, or `10 December` without its year."""
    on = date.fromisoformat(day)
    template = words.wording.when["date" if year else "date_of_year"]
    return template.format(day=on.day, month=words.wording.months[on.month - 1], year=on.year)


def say_interval(start: Day | None, end: Day | None, words: Words) -> str:
    """`on 10 December 2025`, `between 29 October and 27 December 2024`, `in February 2022`, `undated`."""
    forms = words.wording.when
    if start is None and end is None:
        return forms["undated"]
    if start is None or end is None:
        known = start or end or ""
        return forms["until" if start is None else "since"].format(
            start=say_day(known, words), end=say_day(known, words)
        )
    if start == end:
        return forms["day"].format(day=say_day(start, words))
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if first.year != last.year:
        return forms["between"].format(start=say_day(start, words), end=say_day(end, words))
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return forms["year"].format(year=first.year)
    if first.month != last.month:
        return forms["between"].format(start=say_day(start, words, year=False), end=say_day(end, words))
    if first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
        return forms["month"].format(month=f"{words.wording.months[first.month - 1]} {first.year}")
    return forms["between"].format(start=first.day, end=say_day(end, words))


def say_when(when: When, words: Words) -> str:
    """The time of an event. Where the text gives none, only the day of the report is said."""
    if when.basis == "publication" and when.end and not is_wide(when):
        return words.wording.when["reported"].format(day=say_day(when.end, words))
    said = say_interval(when.start, when.end, words)
    return words.wording.when["vague"].format(interval=said) if when.basis == "vague" else said


def is_wide(when: When) -> bool:
    """Whether a time is more than the day of a report and the day before: its report is undated."""
    if when.start is None or when.end is None:
        return False
    return (date.fromisoformat(when.end) - date.fromisoformat(when.start)).days > 1


def say_published(claim: Claim, words: Words) -> str:
    """The day of a claim's report; where it states none, the days that its own words leave, as what they are."""
    forms = words.wording.when
    if claim.published:
        return say_day(claim.published, words)
    if claim.dating is None:
        return forms["undated"]
    return forms["inferred"].format(interval=say_interval(claim.dating.start, claim.dating.end, words))


def say_probability(probability: float, words: Words) -> str | None:
    """The word for a probability, from the language's `scale`; null where it is too small to name."""
    bands = words.wording.scale
    return next((band.word for band in bands if round(probability, 2) >= band.at_least), None)


def say_percent(probability: float) -> str:
    """Whole percents; never 0% or 100%, which no report can bear out."""
    return f"{min(max(round(100 * probability), 1), 99)}%"


def say_state(state: str, words: Words) -> str:
    """`Ukrainian-held`, `contested`, `not known`, `not Ukrainian-held`."""
    if state.startswith("not:"):
        return words.wording.state["not"].format(state=say_state(state.removeprefix("not:"), words))
    if state in (CONTESTED, UNKNOWN):
        return words.wording.state[state]
    side = words.side(state)
    return side.held if side else state


def say_party(code: str, words: Words) -> str:
    """`the United States`: the name of a side or third party; a code that nobody knows stands as it is."""
    side = words.side(code)
    return words.wording.parties.get(code) or (side.name if side else code)


def say_forces(code: str, words: Words) -> str:
    """`Russian forces`."""
    side, forms = words.side(code), words.wording.figure
    if side:
        return forms["forces"].format(adjective=side.adjective)
    return forms["foreign_forces"].format(party=say_party(code, words))


def say_voice(voice: Voice, words: Words) -> str:
    """A voice's name; an unnamed one is called so, footage is called footage, and a side by its name here where it is only
    called by that in another language."""
    if voice.kind == "unnamed":
        return words.wording.speaker["unnamed"]
    if voice.kind == "footage":
        return words.wording.speaker["footage"].format(name=clean(voice.name))
    side = words.side(words.abroad.get(voice.name.casefold()))
    return side.name if side is not None and side.code == voice.side else clean(voice.name)


def say_chain(
    claim: Claim, words: Words, origin: Origin | None = None, against_interest: bool = False
) -> str:
    """`Newsweek ← ISW ← Rybar (origin, Russian-aligned, against its interest)`.

    The origin is the traced one where there is one, else the last voice, else the publisher.
    """
    forms = words.wording.speaker
    names = [clean(claim.publisher)] if claim.publisher else []
    names += [say_voice(voice, words) for voice in claim.voices]
    last = claim.voices[-1] if claim.voices else None
    if origin:
        shown = last is not None and last.kind == origin.kind == "footage"
        last = Voice(name=origin.name, kind=origin.kind, side=origin.side)
        names += [] if shown else [say_voice(last, words)]
    names = names or [forms["nobody"].format(name=clean(claim.report_name))]
    notes = [forms["origin"]]
    if last and (side := words.side(last.side)):
        form = forms["own" if last.kind in OWN_VOICES else "aligned"]
        notes.append(form.format(adjective=side.adjective))
    if against_interest:
        notes.append(forms["against_interest"])
    return f"{forms['chain'].join(dict.fromkeys(names))} ({', '.join(notes)})"


def count_origins(number: int, words: Words) -> str:
    """`one origin`, `seven origins`."""
    key = "count_origin" if number == 1 else "count_origins"
    return words.wording.state[key].format(number=say_number(number, words))


def count_reports(number: int, words: Words) -> str:
    """`one report`, `nine reports`."""
    key = "count_report" if number == 1 else "count_reports"
    return words.wording.state[key].format(number=say_number(number, words))


def say_carried(status: Status, words: Words) -> str:
    """`nine reports, two origins`; the origins alone where reports were not counted."""
    origins = count_origins(status.origins, words)
    if not status.reports:
        return origins
    reports = count_reports(status.reports, words)
    return words.wording.state["carried"].format(reports=reports, origins=origins)


def state_sentence(place: str, status: Status, words: Words) -> str:
    """The state line: place, day, states with their probabilities, dispute, origins and last evidence.

    `Kupiansk, 10 December 2025: probably Ukrainian-held (61%), perhaps contested (33%); disputed.
    Nine reports, two origins, the last on 9 December.`
    """
    forms = words.wording.state
    ranked = sorted(status.probabilities.items(), key=lambda item: (-item[1], item[0]))
    said = [
        forms["estimate"].format(word=word, state=say_state(state, words), percent=say_percent(probability))
        for state, probability in ranked
        if state != UNKNOWN and (word := say_probability(probability, words))
    ]
    text = ", ".join(said) if ranked else forms["none"]
    if not ranked and status.evidence and not any(one.vouched for one in status.evidence):
        text = forms["unvouched"]
    if ranked and status.state == UNKNOWN:
        text = forms["unknown_but"].format(said=text) if said else forms["unknown"]
    if ranked and status.nearby and not status.evidence:
        text = forms["around"].format(km=f"{REACH_KM:g}", said=text)
    if status.disputed:
        text = forms["and_disputed"].format(said=text)
    line = forms["sentence"].format(place=place, day=say_day(status.on, words), said=text)
    if not ranked or not status.origins:
        return line
    return f"{line} {last_evidence(status, words)}"


def last_evidence(status: Status, words: Words) -> str:
    """`Nine reports, two origins, the last on 9 December.`; the year is said where it is not the day's own."""
    forms, carried = words.wording.state, say_carried(status, words)
    if status.last_evidence is None:
        return capitalise(forms["undated_origins"].format(origins=carried))
    day = say_day(status.last_evidence, words, year=status.last_evidence[:4] != status.on[:4])
    form = forms["one_origin" if status.origins == 1 else "origins"]
    return capitalise(form.format(origins=carried, day=day))


def claimed_sentence(code: str, claimed: SideClaim, words: Words) -> str:
    """What one side says: `Russia says: Russian-held since 20 November 2025 (two origins).`"""
    return capitalise(
        words.wording.state["claimed"].format(
            side=say_party(code, words),
            state=say_state(claimed.state, words),
            day=say_day(claimed.since, words),
            origins=count_origins(claimed.origins, words),
        )
    )
