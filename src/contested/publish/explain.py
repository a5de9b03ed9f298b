"""A claim or a place with its status, in; lines of plain text that say why, out. For a terminal, without markup.

Each is folded between words to `width` columns; without a width lines are as long as what they say.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

from contested.model import UNKNOWN, Account, Claim, Control, Evidence, Mention, Origin, Report, Slot, Status
from contested.publish.events import find_members, has_rivals, list_versions
from contested.publish.own_word import describe_own_word
from contested.publish.reasons import tell_reason
from contested.publish.risks import tell_risks
from contested.publish.sentences import claim_sentence
from contested.publish.tree import find_way, grow_tree
from contested.publish.tree_text import Line, draw_tree, draw_way, fold_lines
from contested.publish.tree_words import say_standing
from contested.publish.words import (
    Words,
    claimed_sentence,
    clean,
    count_origins,
    load_words,
    say_chain,
    say_day,
    say_interval,
    say_published,
    say_quoted,
    say_state,
    say_when,
    state_sentence,
)
from contested.theatres import Theatre


def explain_claim(
    claim: Claim, account: Account, theatre: Theatre, language: str = "en", width: int | None = None
) -> str:
    """What a claim says, the sentence with its slots marked, where each part of it comes from, and its way to its
    origin. The account holds its report, the mentions that say why a place was chosen, and the claims on that way."""
    report = next(one for one in account.reports if one.report_id == claim.report_id)
    origin = account.origin_of(claim.claim_id)
    words = load_words(theatre, language)
    forms = words.wording.explain
    lines = [
        claim_sentence(claim, words),
        forms["sentence"].format(name=clean(report.name), start=claim.start, end=claim.end),
        "  " + mark_slots(report.text, claim),
        forms["voices"].format(chain=say_chain(claim, words, origin)),
        forms["stance"].format(stance=claim.stance),
        forms["when"].format(when=say_when(claim.when, words), basis=forms[claim.when.basis]),
        *explain_places(claim, account.mentions, forms),
        forms["rule"].format(rule=claim.rule, score=f"{claim.score:.2f}"),
        *explain_report(report, forms),
    ]
    if claim.dating is not None:
        interval = say_interval(claim.dating.start, claim.dating.end, words)
        lines.append(forms["dating"].format(interval=interval))
        lines += ["  " + forms["because"].format(reason=clean(reason)) for reason in claim.dating.reasons]
    told = [indented(line) for line in lines]
    if origin is None:
        told.append(Line(forms["no_origin"]))
    else:
        claims = account.claims_by_id
        told += draw_way(find_way(claim.claim_id, origin, claims), origin, words)
        told += [Line(line) for line in say_standing(origin, claim, claims, words)]
    told += explain_versions(claim, account, words)
    return fold_lines(told, width)


def explain_report(report: Report, forms: Mapping[str, str]) -> Iterator[str]:
    """A line for each thing that the report says of itself, with where it says so."""
    told = describe_own_word(report)
    if told:
        yield forms["own_title"]
    for key, value, where in told:
        yield "  " + forms["own"].format(what=forms[f"own_{key}"], value=clean(value), where=clean(where))


def explain_versions(claim: Claim, account: Account, words: Words) -> list[Line]:
    """The ways in which what the claim tells, or denies, is told; nothing where all tell it alike."""
    claims = account.claims_by_id
    lines: list[Line] = []
    for event in account.events:
        if has_rivals(event) and claim.claim_id in find_members(event):
            lines += [Line(""), Line(words.wording.explain["versions"])]
            for version in list_versions(event, claims, words):
                origins = count_origins(version.origins, words)
                lines.append(
                    indented(
                        "  " + words.wording.explain["version"].format(line=version.line, origins=origins)
                    )
                )
    return lines


def indented(text: str) -> Line:
    """A line that keeps its indentation where it is folded, and two columns more."""
    before = " " * (len(text) - len(text.lstrip(" ")))
    return Line(text.lstrip(" "), before, before + "  ")


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
    control: Control,
    status: Status,
    account: Account,
    theatre: Theatre,
    language: str = "en",
    width: int | None = None,
) -> str:
    """The state of a place, what each side says of it, and the evidence for and against, what moved it most first, each with the
    tree of its origin."""
    words = load_words(theatre, language)
    forms = words.wording.explain
    claims = account.claims_by_id
    origins = account.origins_by_id
    lines = [Line(state_sentence(control.place.name, status, words))]
    if status.claimed:
        lines += [Line(""), Line(forms["claimed"])]
        lines += [
            indented("  " + claimed_sentence(code, one, words))
            for code, one in sorted(status.claimed.items())
        ]
    risks = [indented(f"  {one}") for one in tell_risks(account, control.place.place_id, status.on, words)]
    if risks:
        lines += [Line(""), Line(forms["risks"]), *risks]
    for title, evidence in [*split_evidence(status, words), *list_nearby(status, words)]:
        lines += [Line(""), Line(title)]
        for one in evidence:
            lines += explain_evidence(one, claims, origins.get(one.origin_id), words)
    if status.prior is not None and status.evidence:
        lines += [Line(""), Line(add_up(status, words))]
    return fold_lines(lines, width)


def list_nearby(status: Status, words: Words) -> list[tuple[str, list[Evidence]]]:
    """What is told of places nearby, which is no evidence of the place's own."""
    return [(words.wording.explain["nearby"], list(status.nearby))] if status.nearby else []


def add_up(status: Status, words: Words) -> str:
    """How the log-odds of the most probable state come about, from what is assumed before anybody spoke."""
    state, chance = next(iter(status.probabilities.items()))
    prior = status.prior or 0.0
    moved = sum(one.moved or 0.0 for one in status.evidence)
    return words.wording.explain["sum_around" if status.nearby else "sum"].format(
        state=say_state(state, words),
        prior=f"{prior:+.2f}",
        moved=f"{moved:+.2f}",
        odds=f"{prior + moved:+.2f}",
        chance=f"{100 * chance:.1f}",
    )


def split_evidence(status: Status, words: Words) -> list[tuple[str, list[Evidence]]]:
    """Evidence for and against the state of the day, or all under one heading where it is not known; what moved the answer
    most first, where that is worked out."""
    forms = words.wording.explain
    state = say_state(status.state, words)
    ranked = sorted(status.evidence, key=lambda one: -abs(one.moved or 0.0))
    if status.state == UNKNOWN:
        parts = [(forms["all"], ranked)]
    else:
        parts = [
            (
                forms[key].format(state=state),
                [one for one in ranked if supports(one.says, status.state) is wanted],
            )
            for key, wanted in (("for", True), ("against", False))
        ]
    return [(title, evidence) for title, evidence in parts if evidence]


def supports(says: str, state: str) -> bool:
    """Whether evidence that says so speaks for the state; `not:SIDE` speaks for every other state."""
    return says == state or (says.startswith("not:") and says.removeprefix("not:") != state)


def explain_evidence(
    one: Evidence, claims: Mapping[str, Claim], origin: Origin | None, words: Words
) -> list[Line]:
    """What it says and weighs, the sentence, and the tree of its origin where more than that sentence hangs on it."""
    claim = claims[one.claim_id]
    chain = say_chain(claim, words, origin, one.against_interest)
    quote = words.wording.explain["quote"].format(
        chain=chain, day=say_published(claim, words), text=say_quoted(claim.text, words)
    )
    lines = [indented("  " + say_weight(one, words)), indented("    " + quote)]
    if origin is not None and len(origin.claims) > 1:
        tree = grow_tree(origin, claims)
        lines += draw_tree(tree, words, one.claim_id, indent="    ")
    return lines


def say_weight(one: Evidence, words: Words) -> str:
    """What evidence says of which day, what it moved, what it weighs and why; or that it does not count, and why not."""
    counts = one.weight > 0 or bool(one.moved)
    form = "not_counted" if not counts else "evidence" if one.moved is None else "moved"
    return words.wording.explain[form].format(
        says=say_state(one.says, words),
        day=say_day(one.on, words),
        weight=f"{one.weight:.2f}",
        odds=f"{math.exp(one.weight):.1f}",
        moved="" if one.moved is None else f"{one.moved:+.2f}",
        reason=tell_reason(clean(one.reason).removeprefix(f"{clean(one.origin)}, "), words),
    )
