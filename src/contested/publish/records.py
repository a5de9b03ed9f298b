"""What the writers of a publication share: a brief as sections of sentences that name their claims.

`brief.py` makes it, the site and the exports print it; nothing here computes.
"""

from __future__ import annotations

from msgspec import Struct


class Sentence(Struct, frozen=True):
    """One sentence of the brief, and the ids of the claims that it stands on."""

    text: str
    claim_ids: tuple[str, ...] = ()


class Section(Struct, frozen=True):
    """A heading of the brief and what is said under it."""

    title: str
    sentences: tuple[Sentence, ...] = ()


BriefText = tuple[Section, ...]
