"""What another voice says of a clause behind it: a sentence with its voices and claims, in; claims on that voice's word, out.

Caught: "…, a development that X has acknowledged", "…, which X confirmed", "…, a claim that X denies", «…, що визнали в X», «…, что подтвердил X».
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from contested.extract.claims import BACK_REFERENCE, deny_claim
from contested.extract.clauses import Sentence
from contested.extract.voices import VoiceRef, covers
from contested.model import SECONDED, Claim, Report, Slot, content_id

DESCRIBED_WITHIN = 5  # words from the comma to "that": "a rare and costly setback that"
TOLD = ("asserted", "hedged")


def aside_start(sentence: Sentence, first: int) -> int | None:
    """Where the aside begins whose subject or verb stands at word `first`: at the comma before "which", or before "a
    development that". Null where none does."""
    relative = first - 1
    if relative > 1 and sentence.ending("told_word", first) and sentence.starts("article_any", relative - 1):
        return relative - 2 if sentence.words[relative - 2] == "," else None  # "…, a claim X denied"
    if relative < 1 or sentence.starts("relative", relative) is None:
        return None
    for comma in range(relative - 1, max(0, relative - DESCRIBED_WITHIN - 1), -1):
        if sentence.words[comma] == ",":
            near = comma == relative - 1
            return comma if near or sentence.starts("determiner", comma + 1) is not None else None
    return None


def end_reports(sentence: Sentence, voices: Iterable[VoiceRef]) -> None:
    """ "According to reports" at a sentence's head governs no aside on somebody's own word."""
    voices = list(voices)
    asides = [aside_start(sentence, one.first) for one in voices if one.voice.kind != "unnamed"]
    for one in voices:
        if one.cited and one.first == 0 and one.voice.kind == "unnamed":
            one.stop = min([at for at in asides if at is not None], default=one.stop)


def second(
    sentence: Sentence,
    voices: Iterable[VoiceRef],
    heads: Sequence[int],
    found: Sequence[Claim],
    report: Report,
) -> Iterable[Claim]:
    """What the event before an aside tells, told once more by who acknowledges or confirms it there. `heads` are where the
    sentence's events stand."""
    for one in voices:
        aside = aside_start(sentence, one.first)
        if aside is None and one.denies and one.start == len(sentence.words):
            aside = one.first  # "were denied by X"
        if aside is None or sentence.holds("negation", aside, one.verb) or one.voice.kind == "unnamed":
            continue
        if not one.denies and sentence.starts("seconds", one.verb) is None:
            continue
        before = [at for at in heads if at < aside]
        if not before or any(at > aside and covers(one, at) for at in heads):
            continue
        start = sentence.tokens[before[-1]].start
        for claim in found:
            its = any(slot.slot == "trigger" and slot.start == start for slot in claim.slots)
            if its and claim.stance in TOLD and claim.voices[-1:] != (one.voice,):
                make = deny_claim if one.denies else second_claim
                yield make(claim, one, sentence, report)


def second_claim(claim: Claim, voice: VoiceRef, sentence: Sentence, report: Report) -> Claim:
    """A claim, on another voice's word; its places and figures are not said again."""
    tokens = sentence.tokens
    marked = Slot("voice", tokens[voice.first].start, tokens[voice.last - 1].end)
    return msgspec.structs.replace(
        claim,
        claim_id=content_id(claim.claim_id, "seconded", report.report_id, voice.first),
        places=tuple(msgspec.structs.replace(place, text=None) for place in claim.places),
        voices=(voice.voice,),
        stance="asserted",
        figures=(),
        rule=claim.rule + SECONDED,
        score=round(claim.score * BACK_REFERENCE, 3),
        slots=(marked,),
    )
