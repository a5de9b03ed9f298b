"""A desk, places and days, in; the control of each place on its day, as other programs read it, out."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Collection, Sequence
from pathlib import Path

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import asdict

from contested.ask.past import Past
from contested.ask.spots import Asked, ground_finder
from contested.days import read_day
from contested.errors import UsageError
from contested.model import CONTESTED, UNKNOWN, Account, Control, Day, Evidence, Place, SideClaim, Status
from contested.pipeline import Moment, Progress, Workshop, claimed_places, last_published, take_account
from contested.reconcile import weigh_moves


class Where(Struct, frozen=True, kw_only=True):
    """The place of an answer."""

    place_id: str
    name: str
    lat: float
    lon: float
    country: str | None
    admin1: str | None


class Beside(Struct, frozen=True):
    """A point beside the place of an answer, which is that of the ground there, and how far off it lies."""

    lat: float
    lon: float
    km: float


class Answer(Struct, frozen=True, kw_only=True):
    """The status of a place on a day, or of the ground at a point beside it. `problem` stands where a question has no answer,
    and says why."""

    place: Where | None
    point: Beside | None = None
    on: Day
    known_on: Day | None
    state: str
    probabilities: dict[str, float]
    disputed: bool
    claimed: dict[str, SideClaim]
    origins: int
    reports: int
    last_evidence: Day | None
    evidence: tuple[Evidence, ...]
    nearby: tuple[Evidence, ...] = ()
    prior: float | None = None
    problem: str | UnsetType = UNSET


class Question(Struct, frozen=True):
    """One row of a batch: a place as somebody typed it, and the days. `problem` says which is none."""

    place: str
    on: Day
    known_on: Day | None
    problem: str | None = None


def account_on(
    shop: Workshop,
    day: Day,
    known_on: Day | None = None,
    recorded_on: Day | None = None,
    asked: Collection[Place] = (),
) -> Account:
    """All that the desk knows, up to `day` or its newest report, whichever is later; of the places `asked` about also by
    what is told around them.

    Later evidence speaks for a past day too, and an answer must not depend on what else is asked.
    """
    return take_account(shop, Moment(max(day, last_published(shop)), known_on, recorded_on), asked=asked)


def find_status(shop: Workshop, account: Account, place: Place, day: Day) -> tuple[Control, Status]:
    """The control of a place, or of a spot, and its status on a day; both without evidence where nobody has spoken of it."""
    known = (control for control in account.controls if control.place.place_id == place.place_id)
    control = next(known, without_evidence(shop, place, day))
    return control, shop.status_on(control, day)


def find_moves(
    shop: Workshop, account: Account, control: Control, status: Status, recorded_on: Day | None = None
) -> Status:
    """The status with what each evidence moved: for one place, whose statements are put in one after the other."""
    if account.habits is None:
        return status
    sure = shop.desk.settings.thresholds.claim_score
    return weigh_moves(
        status,
        control,
        [claim for claim in account.claims if claim.score >= sure],
        account.origins,
        claimed_places(shop.terms(recorded_on).find_place, account.claims),
        shop.theatre,
        account.habits,
    )


def without_evidence(shop: Workshop, place: Place, day: Day) -> Control:
    """The control of a place of which nobody has spoken."""
    return Control(
        place=place, states=(*shop.theatre.holders, CONTESTED), first=day, chances=b"", evidence=()
    )


def write_answer(asked: Asked, status: Status, known_on: Day | None) -> Answer:
    """A status with its place, as it is printed."""
    where = Where(**{name: getattr(asked.place, name) for name in Where.__struct_fields__})
    point = None if asked.km is None else Beside(asked.ground.lat, asked.ground.lon, asked.km)
    return Answer(**asdict(status) | {"place": where, "point": point, "known_on": known_on})


def answer_nothing(question: Question, problem: str) -> Answer:
    """Of a place that is not found, or a day that is none, nothing is known."""
    return Answer(
        place=None,
        on=question.on,
        known_on=question.known_on,
        state=UNKNOWN,
        probabilities={},
        disputed=False,
        claimed={},
        origins=0,
        reports=0,
        last_evidence=None,
        evidence=(),
        problem=problem,
    )


def read_questions(file: Path) -> list[Question]:
    """The rows of a CSV file whose columns are `place`, `on` and perhaps `known_on`; others are passed over.

    A row with a day that is none has a problem. Raises UsageError where a column is missing.
    """
    questions = []
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        if not {"place", "on"} <= set(rows.fieldnames or ()):
            raise UsageError(f"{file}: its first line must name the columns: place,on,known_on")
        for row in rows:
            place, on, known_on = row["place"] or "", row["on"] or "", row.get("known_on") or None
            problem = None
            try:
                read_day(on)
                if known_on:
                    read_day(known_on)
            except UsageError as error:
                problem = str(error)
            questions.append(Question(place, on, known_on, problem))
    return questions


def answer_batch(
    shop: Workshop, questions: Sequence[Question], recorded_on: Day | None, progress: Progress
) -> list[Answer]:
    """The answers, in the order of the questions; what is known is worked out once for each `known_on`."""
    sound = [question for question in questions if not question.problem]
    found = find_grounds(shop, {question.place for question in sound})
    groups: dict[Day | None, list[int]] = defaultdict(list)
    answers: dict[int, Answer] = {}
    for number, question in enumerate(questions):
        if question.problem:
            answers[number] = answer_nothing(question, question.problem)
        else:
            groups[question.known_on].append(number)
    asked = {one.ground.place_id: one.ground for one in found.values() if isinstance(one, Asked)}
    last = max((question.on for question in sound), default="")
    past = Past(shop, last, recorded_on, [asked[place_id] for place_id in sorted(asked)])
    for known_on, numbers in groups.items():
        controls = {control.place.place_id: control for control in past.controls(known_on)}
        for number in numbers:
            question = questions[number]
            one = found[question.place]
            if isinstance(one, Asked):
                unheard = without_evidence(shop, one.ground, question.on)
                status = shop.status_on(controls.get(one.ground.place_id, unheard), question.on)
                answers[number] = write_answer(one, status, known_on)
            else:
                answers[number] = answer_nothing(question, one)
            progress(1)
    return [answers[number] for number in range(len(questions))]


def find_grounds(shop: Workshop, texts: set[str]) -> dict[str, Asked | str]:
    """The ground that each text means, or why there is none."""
    find = ground_finder(shop)
    found: dict[str, Asked | str] = {}
    for text in sorted(texts):
        try:
            found[text] = find(text)
        except UsageError as error:
            found[text] = str(error)
    return found
