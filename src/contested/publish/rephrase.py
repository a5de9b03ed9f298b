"""A brief, in; the same with sentences that a language model put otherwise, as far as the checker lets them, out.

The model only ever sees a sentence that the templates made, and what it answers stands only where `check/sentence.py`
finds nothing in it that the sentence's records do not hold. All else stays in the words of the templates.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from contested.errors import ReaderUnavailable, RejectedReport
from contested.publish.check.lexicon import read_lexicon
from contested.publish.check.sentence import check_sentence
from contested.publish.records import BriefText, Sentence
from contested.publish.words import Words, capitalise

Ask = Callable[[str], str]
# So often in a row a model may fail before it is asked no more.
GIVE_UP_AFTER = 3


class Rephrased(Struct, frozen=True, kw_only=True):
    """The brief, of how many of its sentences the model was asked, how many are its words, how many of its answers were
    refused, of how many no answer came, and why: refusals with the words that were refused, and the last failure."""

    sections: BriefText
    asked: int
    rephrased: int
    refused: int
    failed: int
    refusals: tuple[tuple[str, str], ...] = ()
    trouble: str = ""


def rephrase_brief(sections: BriefText, ask: Ask, words: Words, language: str = "en") -> Rephrased:
    """Every sentence that stands on claims is asked for once. Raises SettingsError where the language has no checker."""
    read_lexicon(language)
    counts = {"rephrased": 0, "refused": 0, "failed": 0}
    refusals: list[tuple[str, str]] = []
    trouble, in_a_row = "", 0
    answers: dict[str, Sentence] = {}
    told = [one for section in sections for one in section.sentences if one.parts]
    for sentence in told:
        if in_a_row == GIVE_UP_AFTER:
            counts["failed"] += 1
            continue
        try:
            answer = tidy(ask(sentence.text))
        except ReaderUnavailable as error:
            counts["failed"] += 1
            trouble, in_a_row = str(error), GIVE_UP_AFTER
            continue
        except RejectedReport as error:
            counts["failed"] += 1
            trouble, in_a_row = str(error), in_a_row + 1
            continue
        in_a_row = 0
        problems = check_sentence(answer, sentence.parts, words, language)
        if problems:
            counts["refused"] += 1
            refusals.append((answer, problems[0]))
        elif answer != sentence.text:
            counts["rephrased"] += 1
            answers[sentence.text] = replace(sentence, text=answer)
    return Rephrased(
        sections=tuple(
            replace(section, sentences=tuple(answers.get(one.text, one) for one in section.sentences))
            for section in sections
        ),
        asked=len(told),
        refusals=tuple(refusals),
        trouble=trouble,
        **counts,
    )


def tidy(answer: str) -> str:
    """One line that begins with a capital and ends with a stop."""
    line = capitalise(" ".join(answer.split()))
    return line if line.endswith((".", "”")) else f"{line}."
