"""A sentence and what its parts may say, in; why it says something else, out; nothing where it does not.

The words are a closed list: what is no fact of the sentence and no word of `en.toml` is refused, so that nothing can be
added. What must be said is looked for, and how it stands to the rest. docs/method/brief.md says what this cannot see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from contested.model import AHEAD
from contested.publish.check.attribution import Attributed, take_attribution
from contested.publish.check.clause import (
    has_word,
    judge_order,
    judge_places,
    judge_stance,
    mask_places,
    mask_sides,
    split_words,
)
from contested.publish.check.dates import Found, mask_dates, match_dates
from contested.publish.check.facts import Facts, Part
from contested.publish.check.lexicon import STEM, Lexicon, event_words, list_alternatives, read_lexicon
from contested.publish.check.numbers import any_of, find_numbers, mask_counts, mask_figures
from contested.publish.words import Words, clean

QUOTED = re.compile(r"“([^”]*)”")
MASK = re.compile(r"⟨\w+⟩")
SPEAKING = ("told", "version", "side", "denial")


def check_sentence(text: str, parts: Sequence[Part], words: Words, language: str = "en") -> list[str]:
    """Why a sentence may not stand for its parts; nothing where it may. Parts stay apart by semicolons, in their order."""
    shown = clean(text)
    if shown != text.strip():
        return ["word: characters that are not shown"]
    pieces = cut_pieces(shown, parts)
    if pieces is None:
        return ["parts: not one for each that the sentence has"]
    return [
        problem
        for piece, part in zip(pieces, parts, strict=True)
        for problem in check_part(piece, part.facts, words, language)
    ]


def cut_pieces(text: str, parts: Sequence[Part]) -> list[str] | None:
    """The pieces of a text that answer to each part, by their semicolons; null where their numbers differ."""
    if len(parts) < 2:
        return [text] if parts else None
    cut = re.split(r";(?![^“]*”)\s*", text)
    sizes = [len(re.split(r";(?![^“]*”)\s*", part.text)) for part in parts]
    if len(cut) != sum(sizes):
        return None
    pieces, at = [], 0
    for size in sizes:
        pieces.append("; ".join(cut[at : at + size]))
        at += size
    return pieces


def check_part(text: str, facts: Facts, words: Words, language: str = "en") -> list[str]:
    """Why a part of a sentence may not stand for its facts."""
    lexicon = read_lexicon(language)
    problems: list[str] = []
    text, wrong = take_quotes(text, facts, words)
    problems += wrong
    if facts.kind == "denial":
        return problems + list(check_denial(text, facts, words, language))
    text, missing = mask_figures(text, facts.figures, words, lexicon)
    problems += [f"number: {one} is not told" for one in missing]
    text, dates = mask_dates(text, words, language)
    attributed = Attributed(text, "")
    if facts.kind in SPEAKING and facts.speaker:
        found = take_attribution(text, facts, lexicon)
        if found is None:
            return [*problems, "voice: not told, or not as who says it"]
        attributed = found
    said, text = attributed.said, attributed.rest
    if facts.speaker:
        said = re.sub(re.escape(facts.speaker), " ", said, flags=re.I)
    problems += check_dates(f"{said} ¦ {text}", dates, facts, lexicon)
    for phrase, word in lexicon.phrases.items():
        text = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", word, text, flags=re.I)
    if any(span.vague for span in facts.times):
        text = re.sub(rf"(?<!\w)(?:{any_of(lexicon.dates.vague)})(?!\w)", " ", text, count=1, flags=re.I)
    text, wrong = take_flags(text, said, facts, lexicon)
    problems += wrong
    text, wrong = take_states(text, facts)
    problems += wrong
    if facts.kind != "disputes":
        text, missing = mask_counts(text, facts.counts, words, lexicon)
        problems += [f"number: {one} are not told" for one in missing]
    else:
        text, wrong = take_ordered(text, facts, words, lexicon)
        problems += wrong
    text, missing = mask_places(text, facts.places, lexicon)
    problems += [f"place: {one} is not named" for one in missing]
    text, missing = mask_sides(text, facts, words, lexicon)
    problems += [f"side: {one} is not named" for one in missing]
    tokens = split_words(text)
    problems += check_words(tokens, facts, words, language)
    if facts.event is not None:
        problems += judge_places(tokens, facts, words, lexicon)
        problems += judge_order(tokens, facts, lexicon, language)
        problems += judge_stance(text, said, facts, lexicon)
        problems += check_event(tokens, facts, language)
    return problems


def take_quotes(text: str, facts: Facts, words: Words) -> tuple[str, list[str]]:
    """The text without what leads to a quotation; quotations must be the report's own words, or a figure's."""
    own = [one for one in (facts.quote, *(clean(figure.text) for figure in facts.figures)) if one]
    foreign = [quote for quote in QUOTED.findall(text) if not any(is_quoted(quote, one) for one in own)]
    if facts.quote:
        form = words.wording.brief["quoted"].partition("}")[2].partition("“")[0].strip()
        text = re.sub(rf"{re.escape(form.removesuffix(':'))}:?\s*“[^“”]*(?:“[^“”]*”[^“”]*)*”", " ", text)
    return text, [f"quote: {quote[:40]!r} is not in the report" for quote in foreign]


def is_quoted(quote: str, text: str) -> bool:
    """Whether a quotation is words of a text, whatever marks stand around them."""
    return quote.strip(" .…") in text


def check_dates(text: str, dates: list[Found], facts: Facts, lexicon: Lexicon) -> Iterator[str]:
    """Whether the times are those of the facts, and the day of the report no day of the event."""
    told = set()
    said, _, rest = text.partition("¦")
    for number, (found, span) in enumerate(match_dates(dates, facts.times)):
        mask = f"⟨D{number}⟩"
        if span is None:
            yield f"date: {found.start} to {found.end} is not told"
            continue
        told.add(span)
        if facts.kind == "state" and (told & set(facts.times)) != set(facts.times[: len(told)]):
            yield "date: of the state and of the last evidence in each other's place"
        before = rest.partition(mask)[0].casefold().rstrip(" (,")
        before = re.sub(r"\s+on$", "", before)
        reported = mask in said or any(
            before.endswith(one.removesuffix(" on")) for one in lexicon.attribution.reported
        )
        if facts.kind == "told" and reported != span.reported:
            yield "date: of the report told as that of the event, or the reverse"
    for span in facts.times:
        if span.start is None and span.end is None:
            if not any(has_word(text.casefold(), one) for one in lexicon.dates.undated):
                yield "date: nothing says that it is undated"
        elif span not in told:
            yield f"date: {span.start} to {span.end} is left out"
        if span.vague and not any(has_word(text.casefold(), one) for one in lexicon.dates.vague):
            yield "date: nothing says that the time is not stated"
        for missing, marks in (
            (span.start is None, lexicon.dates.before),
            (span.end is None, lexicon.dates.after),
        ):
            if (
                missing
                and (span.start or span.end)
                and not any(has_word(text.casefold(), one) for one in marks)
            ):
                yield "date: an open end is lost"


def take_flags(text: str, said: str, facts: Facts, lexicon: Lexicon) -> tuple[str, list[str]]:
    """The text without the words for its flags; flags that are missing, or too many."""
    problems = []
    for flag, marks in lexicon.flags.items():
        found = next((one for one in marks if has_word(f"{said} {text}".casefold(), one)), None)
        if flag in facts.flags and found is None:
            problems.append(f"flag: {flag} is lost")
        if found is not None and (flag in facts.flags or facts.kind == "disputes"):
            text = re.sub(re.escape(found), " ", text, count=1, flags=re.I)
        elif found is not None and facts.kind != "change":
            problems.append(f"flag: {flag} is no fact")
    return text, problems


def take_states(text: str, facts: Facts) -> tuple[str, list[str]]:
    """The text without the states of the ground and their chances, which must stand together and in order."""
    problems, at = [], 0
    for state, percent in facts.states:
        chance = rf",?(?: with)?(?: a chance of)?(?: at)? \(?{re.escape(percent)}\)?" if percent else ""
        found = re.compile(rf"(?<![\w-])(?:not )?{re.escape(state)}{chance}(?!\w)", re.I).search(text, at)
        if found is None or found[0].casefold().startswith("not ") > state.startswith("not "):
            problems.append(f"state: {state} {percent} is not told")
        else:
            text = f"{text[: found.start()]} ⟨S⟩ {text[found.end() :]}"
            at = found.start() if facts.kind == "change" else 0
    return text, problems


def take_ordered(text: str, facts: Facts, words: Words, lexicon: Lexicon) -> tuple[str, list[str]]:
    """The text without its numbers, which must be those of the facts in their order."""
    numbers = [one.casefold() for one in re.findall(r"\d[\d,]*|[^\W\d_]+", MASK.sub(" ", text))]
    spelled = {word: at for at, word in enumerate(words.wording.numbers)}
    said = [
        float(one.replace(",", "")) if one[0].isdigit() else float(spelled[one])
        for one in numbers
        if one[0].isdigit() or one in spelled
    ]
    wanted = [value for _, value in facts.counts]
    problems = [] if said == wanted else [f"number: {said} for {wanted}"]
    left = re.sub(r"(?<![⟨\w])\d[\d,]*", " ", text)
    return re.sub(rf"(?<!\w)(?:{any_of(words.wording.numbers)})(?!\w)", " ", left, flags=re.I), problems


def check_event(tokens: Sequence[str], facts: Facts, language: str) -> Iterator[str]:
    """Whether one of the event's words is there."""
    _, told = event_words(facts.event or "", language)
    lower = {one.casefold() for one in tokens}
    if lower.isdisjoint((*told.verbs, *told.nouns, *told.flips)):
        yield "event: not told"
    stems = {word[:STEM] for word in lower}
    lists = find_alternatives(facts, language)
    for items in lists:
        if any(stems & item for item in items) and not all(stems & item for item in items):
            yield "event: one is picked of what the claim leaves open"
    either = read_lexicon(language).either
    if any(
        tokens[at].casefold() == either and MASK.fullmatch(tokens[at - 1]) and MASK.fullmatch(tokens[at + 1])
        for at in range(1, len(tokens) - 1)
    ):
        yield "event: things of which each is meant are told as if one was"


def find_alternatives(facts: Facts, language: str) -> tuple[tuple[frozenset[str], ...], ...]:
    """What the claim leaves open."""
    ahead = facts.stance in AHEAD
    return list_alternatives(facts.event or "", facts.actor is None, ahead, language)


def check_words(tokens: Sequence[str], facts: Facts, words: Words, language: str) -> Iterator[str]:
    """Words that nothing bears out."""
    lexicon = read_lexicon(language)
    known = {*lexicon.function, *lexicon.kinds[facts.kind], *lexicon.forces}
    for cue in lexicon.cues.values():
        known.update(cue)
    for place in facts.places:
        known.update(word for one in place.lesser for word in split_words(one))
    if facts.event:
        known.update(words.wording.figure["place"].split())
        known |= event_words(facts.event, language)[0] - {lexicon.either}
        known |= {lexicon.either} if find_alternatives(facts, language) else set()
        known.update(word for one in lexicon.stances.get(facts.stance, ()) for word in one.split())
    if facts.stance == "denied":
        known.update((*lexicon.negations, *lexicon.deny))
    if any(span.reported for span in facts.times):
        known.update(word for one in lexicon.attribution.reported for word in one.split())
    known.update(word for one in time_words(facts, lexicon) for word in one.split())
    for token in tokens:
        word = token.casefold()
        if MASK.fullmatch(token) or word in known or not any(char.isalnum() for char in token):
            continue
        yield f"{'number' if find_numbers(token, words, lexicon) else 'word'}: {token!r} is no fact of this sentence"


def time_words(facts: Facts, lexicon: Lexicon) -> Iterator[str]:
    """The words that its times may need."""
    for span in facts.times:
        if span.vague:
            yield from (*lexicon.dates.vague, "time")
        if span.start is None and span.end is None:
            yield from lexicon.dates.undated
        elif span.start is None or span.end is None:
            yield from (*lexicon.dates.before, *lexicon.dates.after)


def check_denial(text: str, facts: Facts, words: Words, language: str) -> Iterator[str]:
    """`A, B and C denied it`: all of them, and that they do."""
    lexicon = read_lexicon(language)
    names = (facts.speaker, *facts.carriers)
    for name in sorted(names, key=len, reverse=True):
        text, told = re.subn(rf"(?<!\w){re.escape(name)}(?!\w)", "⟨V⟩", text, count=1, flags=re.I)
        if not told:
            yield f"voice: {name} is not named"
    if sum(has_word(text.casefold(), one) for one in lexicon.negations) != 1:
        yield "stance: denial turned or lost"
    tokens = split_words(text)
    known = {*lexicon.function, *lexicon.kinds["denial"], *lexicon.deny}
    yield from (
        f"word: {one!r} is no fact of this sentence"
        for one in tokens
        if not MASK.fullmatch(one) and one.casefold() not in known and any(char.isalnum() for char in one)
    )
