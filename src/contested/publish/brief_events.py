"""An event and its claims, in; the sentence of the brief that tells it with its rivals, part by part, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contested.model import AHEAD, Claim, Event, Version
from contested.publish.check.facts import Facts, Part, Span, claim_facts, clause_facts
from contested.publish.events import (
    choose_leads,
    count_agreeing,
    name_deniers,
    name_tellers,
    say_line,
)
from contested.publish.records import Sentence
from contested.publish.sentences import claim_clause, claim_sentence, say_figures
from contested.publish.words import Words, count_origins, join_names, say_interval, say_number
from contested.vocabulary import event_types


def tell_event(event: Event, lead: Claim, claims: Mapping[str, Claim], words: Words) -> Sentence:
    """The lead's sentence, how many origins say so where there are more, what came of it, who tells it otherwise, and who
    denied it. It cites all that tell it, the lead first."""
    parts = list(tell_parts(event, lead, claims, words))
    rivals = (claim_id for version in event.versions for claim_id in version.wordings)
    told = (one for one in sorted(event.claims) if claims[one].stance not in AHEAD)
    ids = dict.fromkeys((lead.claim_id, *told, *event.denied_by, *rivals))
    return Sentence("; ".join(part.text for part in parts) + ".", tuple(ids), tuple(parts))


def event_sentence(event: Event, lead: Claim, claims: Mapping[str, Claim], words: Words) -> str:
    """The words of that sentence alone."""
    return tell_event(event, lead, claims, words).text


def list_told(event: Event, lead: Claim, claims: Mapping[str, Claim]) -> set[str]:
    """The claims whose words its sentence gives: what it need not be told again."""
    leads = (one.claim_id for version in event.versions for one in choose_leads(version, claims).values())
    return {lead.claim_id, *event.denied_by, *leads}


def tell_parts(event: Event, lead: Claim, claims: Mapping[str, Claim], words: Words) -> Iterator[Part]:
    """The parts in their order."""
    forms = words.wording.brief
    yield Part(claim_sentence(lead, words).removesuffix("."), claim_facts(lead, words))
    agreeing = count_agreeing(event)
    if agreeing > 1:
        form = forms["origins" if is_told_alike(event, lead, claims) else "origins_tell"]
        counts = (("origins", float(agreeing)),)
        yield Part(form.format(number=say_number(agreeing, words)), Facts(kind="count", counts=counts))
    for effect in list_effects(event, claims):
        yield tell_effect(effect, lead, words)
    for version in event.versions[1:]:
        if set(version.wordings).isdisjoint(event.denied_by):
            yield from tell_version(version, claims, words)
    if event.denied_by:
        names = name_deniers(event, claims, words)
        facts = Facts(kind="denial", speaker=names[0], carriers=names[1:], stance="denied")
        yield Part(forms["denies"].format(names=join_names(names, words)), facts)


def tell_effect(effect: Claim, lead: Claim, words: Words) -> Part:
    """What came of it; where the lead's speaker says so too, of the same time, neither is named again."""
    if (effect.voices, effect.publisher, effect.when) != (lead.voices, lead.publisher, lead.when):
        return Part(claim_sentence(effect, words).removesuffix("."), claim_facts(effect, words))
    text = words.wording.brief["also"].format(
        clause=claim_clause(effect, words), figures=say_figures(effect.figures, words)
    )
    return Part(text, Facts(kind="also", **clause_facts(effect, words)))  # type: ignore[arg-type]


def is_told_alike(event: Event, lead: Claim, claims: Mapping[str, Claim]) -> bool:
    """Whether all who tell it say what its lead does: of every place of it, by the same side, with no more doubt."""
    first = event.versions[0].wordings if event.versions else event.wordings
    told = [claims[one] for one in first or event.claims if one in claims]
    named = {(ref.place_id or ref.name or ref.text) for ref in lead.places}
    return all(
        one.event == lead.event
        and one.actor in (lead.actor, None)
        and named <= {(ref.place_id or ref.name or ref.text) for ref in one.places}
        and (one.stance == "asserted" or one.stance == lead.stance)
        for one in told
    )


def list_effects(event: Event, claims: Mapping[str, Claim]) -> list[Claim]:
    """What came of it, as those tell it who tell its first version: the dead, the damage."""
    leads = choose_leads(event.versions[0], claims) if event.versions else {}
    kinds = event_types()
    return [lead for kind, lead in leads.items() if kind != event.event and kinds[kind].family == "effect"]


def tell_version(version: Version, claims: Mapping[str, Claim], words: Words) -> Iterator[Part]:
    """Who tells it otherwise and how, a part for each thing that these tell; the last says how many origins they are."""
    leads = list(choose_leads(version, claims).values())
    denied = version.stance == "denied"
    tellers = name_tellers(version, words)
    for number, lead in enumerate(leads):
        text = claim_clause(lead, words) + say_figures(lead.figures, words)
        given = clause_facts(lead, words)
        if denied:
            text = words.wording.version["denied"].format(clause=text)
            given["stance"] = "denied"
        if not number:
            text = say_line(tellers, text, version.against_interest, words)
            flags = {"against_interest": version.against_interest, "unvouched": not any(version.witnesses)}
            given["speaker"] = tellers if any(version.witnesses) else words.wording.version["nameless"]
            given["flags"] = tuple(name for name, holds in flags.items() if holds)
        if "days" in version.differs and not number:
            text += f" {say_interval(version.start, version.end, words)}"
            given["times"] = (Span(version.start, version.end),)
        if number == len(leads) - 1:
            count = len(set(version.witnesses))
            text = words.wording.brief["of_origins"].format(text=text, origins=count_origins(count, words))
            given["counts"] = (("origins", float(count)),)
        yield Part(text, Facts(kind="version", **given))  # type: ignore[arg-type]
