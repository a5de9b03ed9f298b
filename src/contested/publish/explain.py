"""A claim or a place with its status, in; lines of plain text that say why, out. For a terminal, without markup."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

from contested.model import UNKNOWN, Account, Claim, Control, Evidence, Mention, Origin, Report, Slot, Status
from contested.publish.sentences import claim_sentence
from contested.publish.words import (
    Words,
    claimed_sentence,
    clean,
    load_words,
    say_chain,
    say_day,
    say_interval,
    say_number,
    say_published,
    say_state,
    say_when,
    state_sentence,
)
from contested.theatres import Theatre


def explain_claim(
    claim: Claim,
    report: Report,
    origin: Origin | None,
    theatre: Theatre,
    mentions: Iterable[Mention] = (),
    language: str = "en",
) -> str:
    """What a claim says, the sentence with its slots marked, and where each part of it comes from. `mentions` are those
    of its report: they say why a place was chosen."""
    words = load_words(theatre, language)
    forms = words.wording.explain
    lines = [
        claim_sentence(claim, words),
        forms["sentence"].format(name=clean(report.name), start=claim.start, end=claim.end),
        "  " + mark_slots(report.text, claim),
        forms["voices"].format(chain=say_chain(claim, words, origin)),
        forms["stance"].format(stance=claim.stance),
        forms["when"].format(when=say_when(claim.when, words), basis=forms[claim.when.basis]),
        *explain_places(claim, mentions, forms),
        forms["rule"].format(rule=claim.rule, score=f"{claim.score:.2f}"),
    ]
    if claim.dating is not None:
        interval = say_interval(claim.dating.start, claim.dating.end, words)
        lines.append(forms["dating"].format(interval=interval))
        lines += ["  " + forms["because"].format(reason=clean(reason)) for reason in claim.dating.reasons]
    if origin is None:
        lines.append(forms["no_origin"])
    else:
        lines.append(forms["origin"].format(name=clean(origin.name), claim=origin.first))
        lines += ["  " + forms["because"].format(reason=clean(reason)) for reason in origin.reasons]
    return "\n".join(lines)


def explain_places(claim: Claim, mentions: Iterable[Mention], forms: Mapping[str, str]) -> Iterator[str]:
    """A line for each place of a claim that a name in the report gave it: the words, what they mean, and why."""
    chosen = {(one.start, one.end): one for one in mentions if one.report_id == claim.report_id}
    for anchor in dict.fromkeys(place.anchor for place in claim.places if place.anchor):
        mention = chosen.get(anchor)
        if mention is not None:
            form = forms["place" if mention.place_id else "no_place"]
            parts = {"text": mention.text, "name": mention.name or "", "reason": mention.reason}
            yield form.format(**{key: clean(value) for key, value in parts.items()})


def mark_slots(text: str, claim: Claim) -> str:
    """The evidence sentence with each slot in brackets: `[Russian forces|actor] [left|trigger] [Kupiansk|place]`.

    A slot that overlaps one before it is left out; two slots of the same words share their brackets.
    """
    spans: dict[tuple[int, int], list[Slot]] = {}
    for slot in claim.slots:
        if claim.start <= slot.start < slot.end <= claim.end:
            spans.setdefault((slot.start, slot.end), []).append(slot)
    pieces, done = [], claim.start
    for (start, end), slots in sorted(spans.items()):
        if start >= done:
            names = ",".join(slot.slot for slot in slots)
            pieces += [text[done:start], f"[{text[start:end]}|{names}]"]
            done = end
    return clean("".join([*pieces, text[done : claim.end]]))


def explain_place(
    control: Control, status: Status, account: Account, theatre: Theatre, language: str = "en"
) -> str:
    """The state of a place, what each side says of it, and the evidence for and against, strongest first."""
    words = load_words(theatre, language)
    forms = words.wording.explain
    claims = {one.claim_id: one for one in account.claims}
    origins = {one.origin_id: one for one in account.origins}
    lines = [state_sentence(control.place.name, status, words)]
    if status.claimed:
        lines += ["", forms["claimed"]]
        lines += ["  " + claimed_sentence(code, one, words) for code, one in sorted(status.claimed.items())]
    for title, evidence in split_evidence(status, words):
        lines += ["", title]
        for one in evidence:
            lines += explain_evidence(one, claims, origins.get(one.origin_id), words)
    return "\n".join(lines)


def split_evidence(status: Status, words: Words) -> list[tuple[str, list[Evidence]]]:
    """Evidence for and against the state of the day, or all under one heading where it is not known."""
    forms = words.wording.explain
    state = say_state(status.state, words)
    if status.state == UNKNOWN:
        parts = [(forms["all"], list(status.evidence))]
    else:
        parts = [
            (
                forms[key].format(state=state),
                [one for one in status.evidence if supports(one.says, status.state) is wanted],
            )
            for key, wanted in (("for", True), ("against", False))
        ]
    return [(title, evidence) for title, evidence in parts if evidence]


def supports(says: str, state: str) -> bool:
    """Whether evidence that says so speaks for the state; `not:SIDE` speaks for every other state."""
    return says == state or (says.startswith("not:") and says.removeprefix("not:") != state)


def explain_evidence(
    one: Evidence, claims: Mapping[str, Claim], origin: Origin | None, words: Words
) -> list[str]:
    """Four lines at most: what it says and weighs, the sentence, why it was joined with others, and those."""
    forms = words.wording.explain
    claim = claims[one.claim_id]
    lines = [
        "  "
        + forms["evidence"].format(
            says=say_state(one.says, words),
            day=say_day(one.on, words),
            weight=f"{one.weight:.2f}",
            odds=f"{math.exp(one.weight):.1f}",
            reason=clean(one.reason),
        ),
        "    "
        + forms["quote"].format(
            chain=say_chain(claim, words, origin, one.against_interest),
            day=say_published(claim, words),
            text=clean(claim.text),
        ),
    ]
    if one.repeats:
        names = sorted(
            {clean(claims[repeat].publisher or claims[repeat].report_name) for repeat in one.repeats}
        )
        form = forms["one_repeat"] if len(one.repeats) == 1 else forms["repeats"]
        lines.append("    " + form.format(number=say_number(len(one.repeats), words), names=", ".join(names)))
        if origin:
            lines += ["    " + forms["because"].format(reason=clean(reason)) for reason in origin.reasons]
    return lines
