"""Parts of an origin's tree, in; the words for them, out: who tells it, how they have it, what they changed.

`Miami Herald, 30 December 2024 (first here): cites Rybar`. Plain text, not escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from contested.model import INFERRED, Claim, Drift, Origin
from contested.publish.drift_words import say_drift
from contested.publish.tree import Fold, Taken, Telling, is_held
from contested.publish.words import (
    OWN_VOICES,
    Words,
    capitalise,
    clean,
    count_reports,
    join_names,
    say_day,
    say_number,
    say_published,
    say_voice,
)

# Who publishes nothing of their own: that their report is not held would say nothing.
SPEAK_ONLY = ("witness", "resident", "footage", "unnamed")

LONGEST_REASON = 100  # characters


def say_root(origin: Origin, words: Words) -> str:
    """`Rybar (origin, Russian-aligned channel); the original report is not held here; taken back on 3 March 2025`."""
    said = words.wording.tree["origin"].format(name=say_origin(origin, words), notes=say_notes(origin, words))
    return add_remarks(said, say_fate(origin, words), words)


def say_fate(origin: Origin, words: Words) -> list[str]:
    """That its own report is not held, and since when it no longer says so."""
    forms, said = words.wording.tree, []
    if not is_held(origin) and origin.kind not in SPEAK_ONLY:
        said.append(forms["not_held"])
    if origin.taken_back is not None:
        said.append(forms["taken_back"].format(day=say_day(origin.taken_back.on, words)))
    return said


def add_remarks(said: str, remarks: Iterable[str], words: Words) -> str:
    """`A; B; C`."""
    for remark in remarks:
        said = words.wording.tree["also"].format(said=said, more=remark)
    return said


def say_notes(origin: Origin, words: Words) -> str:
    """`origin, Russian-aligned channel`: what is known of it, in few words."""
    notes = [words.wording.speaker["origin"]]
    if origin.kind not in ("footage", "unnamed"):
        notes.append(say_kind(origin, words))
    if not origin.vouched:
        notes.append(words.wording.tree["unvouched"])
    return ", ".join(notes)


def say_origin(origin: Origin, words: Words) -> str:
    """Its name; footage and the unnamed are called so."""
    speaker = words.wording.speaker
    if origin.kind == "unnamed":
        return speaker["unnamed"]
    name = clean(origin.name)
    return speaker["footage"].format(name=name) if origin.kind == "footage" else name


def say_kind(origin: Origin, words: Words) -> str:
    """`Russian-aligned channel`, `Ukrainian military`, `think-tank`."""
    kind, side = words.wording.kinds[origin.kind], words.side(origin.side)
    if side is None:
        return kind
    form = "belongs" if origin.kind in OWN_VOICES else "aligned_kind"
    return words.wording.speaker[form].format(adjective=side.adjective, kind=kind)


def say_publisher(claim: Claim, words: Words) -> str:
    """Who published a claim; a report that names nobody stands for itself."""
    if claim.publisher:
        return clean(claim.publisher)
    return words.wording.speaker["nobody"].format(name=clean(claim.report_name))


def say_who(claim: Claim, taken: Taken | None, words: Words, beside: bool = False) -> str:
    """Its publisher and the day; of what is only inferred, the voice in whose mouth it puts the words: `ISW, as reported
    by …`. `beside`: it was told just now in which report it stands."""
    forms, publisher = words.wording.tree, say_publisher(claim, words)
    name, voice = publisher, None
    if taken is not None and taken.link.kind in INFERRED and claim.voices:
        voice = say_voice(claim.voices[-1], words)
    if voice is not None and voice != publisher:
        name = forms["reported_here" if beside else "reported"].format(name=voice, publisher=publisher)
    elif beside:
        name = forms["here"]
    return name if beside else forms["who"].format(name=name, day=say_published(claim, words))


def say_how(taken: Taken | None, words: Words) -> str:
    """`cites ISW, who cites Rybar`, `copies Lowland Wire`, `repeats Rybar without saying so (inferred: …)`."""
    forms = words.wording.tree
    if taken is None:
        return forms["own"]
    if taken.nameless:
        return forms["nobody"]
    link = taken.link
    names = [*map(clean, link.via), say_source(taken, words)]
    said = words.wording.links[link.kind].how.format(name=forms["who_cites"].join(dict.fromkeys(names)))
    if link.kind == "summarises":
        return forms["inferred"].format(how=said)
    if link.kind == "repeats":
        return forms["inferred_from"].format(how=said, reason=say_reason(link.reason))
    return said


def say_reason(reason: str) -> str:
    """Why it is inferred; of many details that agree the first few tell as much as all."""
    said = clean(reason).removeprefix("inferred: ")
    return said if len(said) <= LONGEST_REASON else said[:LONGEST_REASON].rpartition(", ")[0] + " …"


def say_source(taken: Taken, words: Words) -> str:
    """The name of the one from whom a claim has its word; that of a report is no name."""
    parent, name = taken.parent, taken.link.name
    return say_publisher(parent, words) if parent and name == parent.report_name else clean(name)


def say_telling(telling: Telling, words: Words) -> str:
    """`Miami Herald, 30 December 2024 (first here): cites Rybar`."""
    who = say_who(telling.claim, telling.taken, words, telling.beside)
    form = words.wording.tree["told_first" if telling.first else "told"]
    return form.format(who=who, how=say_how(telling.taken, words))


def say_drifts(changes: Iterable[Drift], words: Words) -> list[str]:
    """Each change in a phrase; what reads alike once, and nothing where the words are the same."""
    changed = (one for one in changes if clean(one.was).casefold() != clean(one.became).casefold())
    return list(dict.fromkeys(say_drift(one, words) for one in changed))


def say_known(telling: Telling, quoted: str, words: Words) -> str | None:
    """Of words that need not be said again, where they stand: those of the claim `quoted`, or of the one that this was
    taken from. Null of others."""
    if telling.claim.claim_id == quoted:
        return words.wording.tree["above"]
    parent = telling.taken.parent if telling.taken else None
    return words.wording.tree["same_words"] if parent and parent.text == telling.claim.text else None


def say_further(telling: Telling, words: Words) -> str | None:
    """`and two more sentences of it, where date lost: “on Friday”`; null where there are none."""
    forms = words.wording.tree
    if not telling.sentences:
        return None
    form = forms["one_sentence" if telling.sentences == 1 else "sentences"]
    said = form.format(number=say_number(telling.sentences, words))
    changes = "; ".join(say_drifts(telling.changes, words))
    return forms["changes"].format(sentences=said, changes=changes) if changes else said


def say_fold(fold: Fold, words: Words) -> str:
    """`9,998 more reports copy Lowland Wire: Steppe Mirror, Border Digest and 9,996 others; two more reports have it
    from these`."""
    forms = words.wording.tree
    names = [say_publisher(one, words) for one in fold.tellers]
    if fold.others:
        names.append(say_others(fold, words))
    said = forms["folded"].format(said=say_folded(fold, words), names=join_names(names, words))
    return add_remarks(said, say_remarks(fold, words), words)


def say_folded(fold: Fold, words: Words) -> str:
    """`9,998 more reports copy Lowland Wire`."""
    link = words.wording.links[fold.taken.link.kind]
    form = link.one if fold.reports == 1 else link.several
    name = words.wording.speaker["unnamed"] if fold.taken.nameless else say_source(fold.taken, words)
    return capitalise(form.format(number=say_number(fold.reports, words), name=name))


def say_others(fold: Fold, words: Words) -> str:
    """`9,996 others`: the tellers that are not named."""
    form = words.wording.tree["one_other" if fold.others == 1 else "others"]
    return form.format(number=say_number(fold.others, words))


def say_remarks(fold: Fold, words: Words) -> list[str]:
    """What was taken from the folded reports, and whether the desk's first is one of them."""
    forms, remarks = words.wording.tree, []
    if fold.beyond:
        form = forms["one_beyond" if fold.beyond == 1 else "beyond"]
        remarks.append(form.format(number=say_number(fold.beyond, words)))
    return [*remarks, forms["first_among"]] if fold.first else remarks


def say_standing(origin: Origin, claim: Claim, claims: Mapping[str, Claim], words: Words) -> list[str]:
    """How much else stands on the origin, who was first, and whether this claim's wording is the one that weighs."""
    forms = words.wording.tree
    held = [claims[one] for one in origin.claims if one in claims]
    first = claims.get(origin.first, claim)
    number = len(held)
    said = forms["standing"].format(
        reports=capitalise(count_reports(len({one.report_id for one in held}), words)),
        claims=forms["count_claim" if number == 1 else "count_claims"].format(
            number=say_number(number, words)
        ),
        name=say_publisher(first, words),
        day=say_published(first, words),
    )
    return [said, forms["weighs"]] if held and held[0] is claim else [said]
