"""On whose word a sentence stands that another one tells: a report's sentences, in; each with those voices, out.

And those behind which a sentence only says that it was not so ("That is not so.", «Это не так.»).

Caught: "This was reported by X.", "That is according to X.", "So says X.", "Source: X.", «Про це йдеться у зведенні X.», «Об этом сообщил X.» The
sentence right before has the voice, and those before it in the paragraph that have none of their own; where it opens a
paragraph, the one before that.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from contested.extract.clauses import QUOTES, Sentence
from contested.extract.voices import VoiceRef
from contested.model import Voice

REACH = 4  # sentences that one voice may cover
FILLERS = frozenset({"speech_filler", "date"})
TELLING = frozenset({"according", "say", "show"})
SAYING_THIS = frozenset({"of_this", "of_what", "source_of"})
SAID_WITHIN = 10  # words from "that is what" to the verb, behind who speaks
TELLING_WITHIN = 6  # words from "about this" to the verb, behind who speaks and when
LONGEST_SAYING = 14  # words of a sentence that only says who told it
CLOSING = frozenset({".", ",", "!"})
BEHIND = frozenset({"role", "date", "speech_filler"})
BACK = frozenset({"back"})
OPENING = frozenset({"(", "—", "–"})
SIGNING = frozenset({"source", "article"})
WITNESSES = frozenset({"footage", "unnamed"})


class Followed(NamedTuple):
    """A sentence, the voices that one behind it names for it, and whether that one comes right behind; or whether the one
    right behind calls it untrue. `inside`: it goes on with a quotation that a sentence before it opened; `left_open`: the
    quotation in which it ends goes on behind it."""

    sentence: Sentence
    voices: tuple[VoiceRef, ...] = ()
    next_to: bool = False
    untrue: bool = False
    inside: bool = False
    left_open: bool = False


def with_following(
    sentences: Iterable[Sentence], find: Callable[[Sentence], list[VoiceRef]]
) -> Iterator[Followed]:
    """Each sentence with the voices that follow; `find` finds those of a sentence."""
    source = iter(sentences)
    window = deque(islice(source, 1))
    named: dict[int, tuple[VoiceRef, ...]] = {}
    paragraph, depth = -1, 0
    while window:
        window.extend(islice(source, REACH + 1 - len(window)))
        sentence = window.popleft()
        named.pop(sentence.span.start, None)
        inside = depth > 0 and sentence.span.paragraph == paragraph
        depth = quoted_behind(sentence, depth if inside else 0)
        paragraph = sentence.span.paragraph
        followed = follow(sentence, window, named, find)
        if depth and not followed.voices:
            followed = followed._replace(voices=quoted_by(sentence, window, depth, find))
        yield followed._replace(inside=inside, left_open=depth > 0)


def quoted_behind(sentence: Sentence, depth: int) -> int:
    """How many quotations are open behind a sentence, of so many before it."""
    for word in sentence.words:
        if word in "«„" or (word == "“" and not depth):
            depth += 1
        elif word in "»”“":
            depth = max(0, depth - 1)
        elif word == '"':
            depth = 0 if depth else 1
    return depth


def quoted_by(
    sentence: Sentence, ahead: Iterable[Sentence], depth: int, find: Callable[[Sentence], list[VoiceRef]]
) -> tuple[VoiceRef, ...]:
    """Who speaks the quotation that is open behind a sentence, told in the one that closes it: "A. B," said X."""
    for one in ahead:
        if one.span.paragraph != sentence.span.paragraph:
            break
        depth = quoted_behind(one, depth)
        if not depth:
            return tuple(voice for voice in told_by(find(one)) if voice.start == 0 < voice.first)
    return ()


def follow(
    sentence: Sentence,
    ahead: Iterable[Sentence],
    named: dict[int, tuple[VoiceRef, ...]],
    find: Callable[[Sentence], list[VoiceRef]],
) -> Followed:
    """A sentence with the voices of the next one that only names some, if no paragraph ends between them."""
    if says_whose(sentence):
        return Followed(sentence)
    paragraph = sentence.span.paragraph
    for steps, one in enumerate(ahead):
        opens = one.span.paragraph != paragraph
        if steps == 0 and not opens and says_untrue(one):
            return Followed(sentence, untrue=True)
        if says_whose(one) or (steps == 0 and not opens and is_quotation(sentence) and tells_words(one)):
            if one.span.start not in named:
                named[one.span.start] = told_by(find(one))
            return Followed(sentence, named[one.span.start], steps == 0)
        if opens:
            break
    return Followed(sentence)


def says_untrue(sentence: Sentence) -> bool:
    """Whether a sentence only says that what stands before it is not so."""
    begins = sentence.starts("contrast", 0) or 0
    ends = sentence.starts("not_so", begins)
    if ends is None:
        return False
    told = sentence.words[ends : ends + 1]
    signed = bool(told) and told[0] in QUOTES and not sentence.holds("trigger", ends, len(sentence.words))
    return signed or sentence.ends_by(ends)


def says_whose(sentence: Sentence) -> bool:
    """Whether a sentence begins with "This was reported by", «Про це повідомив», "That is according to"."""
    if signs_alone(sentence):
        return True
    at = sentence.starts("of_it", 0)
    if (
        (at is None and sentence.kinds.isdisjoint(SAYING_THIS))
        or sentence.holds("negation")
        or sentence.holds("deny")
    ):
        return False
    if sentence.starts("source_of", 0) is not None or says_what(sentence):
        return True
    if at is None:
        return says_this(sentence)
    if sentence.starts("told_of", 0) is not None:
        return any(sentence.starts_any(TELLING, here) for here in range(1, at + TELLING_WITHIN))
    while at < len(sentence.words) and sentence.starts_any(FILLERS, at):
        at += 1
    return sentence.starts("according", at) is not None


def is_quotation(sentence: Sentence) -> bool:
    """Whether a sentence is one quotation and nothing else."""
    words = sentence.words
    end = len(words)
    while end and words[end - 1] in CLOSING:
        end -= 1
    return (
        end > 2 and words[0] in QUOTES and words[end - 1] in QUOTES and not QUOTES & set(words[1 : end - 1])
    )


def tells_words(sentence: Sentence) -> bool:
    """Whether a sentence behind a quotation says whose words it was: "With these words X answered reporters"."""
    return sentence.starts("with_words", 0) is not None and sentence.holds("source")


def who_is_quoted(sentence: Sentence, voices: Iterable[VoiceRef]) -> tuple[int, Voice] | None:
    """The paragraph and the voice of a sentence that quotes somebody: a quotation right behind it is his too."""
    if QUOTES.isdisjoint(sentence.words):
        return None
    spoken = [one.voice for one in voices if not one.denies and one.voice.kind not in WITNESSES]
    return (sentence.span.paragraph, spoken[-1]) if spoken else None


def go_on(voice: Voice, size: int) -> list[VoiceRef]:
    """A voice for a whole sentence of so many words that goes on quoting: "X," he said. "Y." """
    return [VoiceRef(voice, 0, 0, 0, size, -1)]


def names_whom(voices: Iterable[VoiceRef], own: Iterable[VoiceRef]) -> bool:
    """Whether a following sentence only names who speaks for the state that the sentence itself gives for its voice:
    "Ukraine said …. Ivan Petrenko announced it on Telegram"."""
    sides = {one.voice.side for one in voices if one.voice.source_id is not None and one.voice.side}
    return all(
        one.voice.kind == "official"
        and one.voice.source_id is None
        and one.voice.side in sides
        and len(one.voice.name.split()) == 1
        for one in own
    )


def signs_alone(sentence: Sentence) -> bool:
    """Whether a sentence is only a known source's name in brackets, or behind a dash: "(Rybar)"."""
    if "source" not in sentence.kinds or sentence.words[0] not in OPENING:
        return False
    return all(
        not word[0].isalnum() or sentence.covered(SIGNING, at) for at, word in enumerate(sentence.words)
    )


def says_what(sentence: Sentence) -> bool:
    """Whether a sentence begins with "That is what X says", "So says X", «Так стверджує X»."""
    at = sentence.starts("of_what", 0)
    if at is None or sentence.words[-1] == "?":
        return False
    said = sentence.found("say", at, at + SAID_WITHIN)
    if not said or "," in sentence.words[at : said[0].first]:
        return False
    return not sentence.holds("trigger", at, said[0].first)


def says_this(sentence: Sentence) -> bool:
    """Whether a short sentence only says who told this: "DeepState reported this on Monday"."""
    words = sentence.words
    if len(words) > LONGEST_SAYING or sentence.starts_any(BACK, 0):
        return False
    for hit in sentence.found("say"):
        end = sentence.starts("of_this", hit.last)
        if end is not None and (
            end >= len(words) or words[end] in CLOSING or sentence.starts_any(BEHIND, end)
        ):
            return True
    return False


def told_by(voices: Iterable[VoiceRef]) -> tuple[VoiceRef, ...]:
    """The voices that are named and none's denial."""
    return tuple(one for one in voices if not one.denies and not one.back and one.voice.kind not in WITNESSES)


def carried(voices: tuple[VoiceRef, ...], own: Iterable[VoiceRef], size: int) -> list[VoiceRef]:
    """The voices of a following sentence for a whole sentence of so many words, without those that it names itself."""
    known = [one.voice for one in own]
    return [VoiceRef(one.voice, 0, 0, 0, size, -1) for one in voices if one.voice not in known]
