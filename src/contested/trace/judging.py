"""Two texts' words and what they share in; whether the later is a copy of the earlier, and of what kind, out."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from contested.trace.candidates import LEAST_RUN
from contested.trace.pages import Facts, days_between, same_address, same_page, same_source
from contested.trace.passages import Agreement, Passage

Kind = Literal["whole", "passage", "revision"]
# Share of the shorter text's words, furniture apart, that lie in runs which the other has too.
COPY_SHARE = 0.7
# Reports of one source are alike without being copies: the same closing lines, the same series.
OWN_SHARE = 0.95
# A later version of a page keeps about half of it at least; a page that rolls on keeps its address only.
REVISION_SHARE = 0.5
# Of the words of a copy so many are the original's; where it has more to tell it only lifts a passage.
WHOLE_PART = 1 / 3
# In shorter texts two runs of a few words are soon alike: they need one of `LEAST_RUN`.
LONG_WORDS = 24
# "Forces of X took Y" is anybody's sentence; seven equal words, a few days apart, are not.
LEAST_WORDS = 7
SHORT_COPY_DAYS = 10
# Two texts are one, give or take a few words, where each has so much of the other.
NEARLY = 0.8
FIGURE = np.uint32(1)  # the bit of a word's number that says it is one


class Judgement(NamedTuple):
    """How a text repeats another; `nearly`: give or take a few words they are one."""

    kind: Kind
    share: float
    passages: tuple[Passage, ...]
    nearly: bool


def judge_equal(copy: Facts, original: Facts, size: int) -> Judgement | None:
    """What a text of `size` words is that another equals word for word."""
    whole = (Passage(0, size, 0, size, size),)
    if same_page(copy, original):
        return Judgement("revision", 1.0, whole, True)
    enough = size >= LEAST_RUN or (size >= LEAST_WORDS and days_between(copy, original) <= SHORT_COPY_DAYS)
    return Judgement("whole", 1.0, whole, True) if enough else None


def judge_pair(
    copy: Facts,
    original: Facts,
    words: tuple[NDArray[np.uint32], NDArray[np.uint32]],
    agreement: Agreement,
    furniture: NDArray[np.bool_],
) -> Judgement | None:
    """What a text is to an earlier one with which it shares something; null where it is no copy.

    What one source repeats in passing is its own again: a passage is another's.
    """
    passages = tuple(one for one in agreement.passages if is_passage(one, furniture))
    mine, theirs = len(words[0]), len(words[1])
    own_words = agreement.shared & ~furniture
    aside = int((agreement.shared & furniture).sum())
    shared, others = int(own_words.sum()), max(0, int(agreement.others.sum()) - aside)
    parts = shared / max(1, mine - int(furniture.sum())), others / max(1, theirs - aside)
    share = parts[0] if mine - aside <= theirs - aside else parts[1]
    own = same_source(copy, original)
    holds = bool(passages) or min(mine, theirs) - aside >= LONG_WORDS
    nearly = holds and min(parts) >= NEARLY
    version = same_page(copy, original) and not is_serial(copy, original, words)
    if holds and version and share >= REVISION_SHARE:
        return Judgement("revision", share, agreement.passages, nearly)
    least = OWN_SHARE if own else COPY_SHARE
    if holds and share >= least and parts[0] >= WHOLE_PART and not (own and is_serial(copy, original, words)):
        return Judgement("whole", share, agreement.passages, nearly)
    if passages and not own:
        return Judgement("passage", share, passages, False)
    return None


def is_passage(passage: Passage, furniture: NDArray[np.bool_]) -> bool:
    """Whether a passage is more than a formula and its source's furniture."""
    if passage.longest < LEAST_RUN:
        return False
    return int(np.count_nonzero(~furniture[passage.start : passage.end])) >= LEAST_RUN


def is_serial(copy: Facts, original: Facts, words: tuple[NDArray[np.uint32], NDArray[np.uint32]]) -> bool:
    """Whether two texts of one source are two of a series, "losses over the day": the shorter has figures that the longer
    has not. At one address, or under one title on one day, it is the same page whose figures were mended."""
    if same_address(copy, original) or (same_page(copy, original) and copy["day"] == original["day"]):
        return False
    shorter, longer = sorted((one[one & FIGURE > 0] for one in words), key=len)
    ours, ours_often = np.unique(shorter, return_counts=True)
    theirs, theirs_often = np.unique(longer, return_counts=True)
    at = np.minimum(np.searchsorted(theirs, ours), max(0, len(theirs) - 1))
    if not len(ours):
        return False
    return not len(theirs) or bool(((theirs[at] != ours) | (theirs_often[at] < ours_often)).any())
