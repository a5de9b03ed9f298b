"""Composed reports for the benchmark of copies, with copies and lifted passages planted in them; the same in every run.

A grammar of its own: sentences are patterns of word classes, each class has thousands of made-up words, a few of them
very frequent (Zipf), and most sentences bring in one of some hundred turns of phrase, as reports do. Publishers close
their reports with furniture of their own. English, Ukrainian and Russian.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

from contested.model import Report

DAY_ONE = date(2031, 1, 1)
PUBLISHERS = 300
SENTENCES = (10, 30)  # of a report, at least and at most: some 300 words on average
WHOLE, PASSAGE = 0.05, 0.05  # shares of the reports that are near-copies, and that lift a passage
FORMS = ("retitled", "truncated", "furniture", "edited", "retyped")
PATTERNS = (
    "d a n v p d n p t",
    "t v d n p d a n",
    "d n p d n v p t p d a n",
    "p d a n d n v d n",
    "d n v c d a n v p d n",
    "t c t v d n p d n p t",
    "m n v p d n c m a n v p t",
    "d a n p d n v t d n p d a a n",
    "p t d n v m n c v d n p d n",
    "d n p t v d a n p d n c d n v a",
)
PHRASES = 3_000
SIZES = {"n": 14_000, "v": 4_000, "a": 5_000, "t": 6_000, "m": 900}
HEADS = {"n": 30, "v": 30, "a": 30, "t": 30, "m": 30, "f": 20}  # the larger, the less frequent the first ones


class Tongue(NamedTuple):
    """What words of a language are made of: syllables, and its small words by class."""

    code: str
    onsets: str
    vowels: str
    codas: str
    small: dict[str, str]


TONGUES = (
    Tongue(
        "en",
        "b br c ch d dr f g gr h l m n p pr r s st t tr v w",
        "a e i o u ea ou",
        " n r s t l nd rt ck",
        {
            "d": "the the the a its this their",
            "p": "of in to for on at near after with from",
            "c": "and but while",
        },
    ),
    Tongue(
        "uk",
        "б в г д ж з к кр л м н п пр р с ст т тр х ч ш",
        "а е и і о у я",
        " й н р в ть ння ють",
        {
            "d": "цей його їхній ще вже",
            "p": "у в на за до біля після під з",
            "c": "і та але",
        },
    ),
    Tongue(
        "ru",
        "б в г д ж з к кр л м н п пр р с ст т тр х ч ш",
        "а е и о у ы я",
        " й н р в ть ние ют",
        {
            "d": "этот его их ещё уже",
            "p": "в на за до около после под с из",
            "c": "и а но",
        },
    ),
)


class Planted(NamedTuple):
    """A copy that was planted: the numbers of the two reports, and its form."""

    copy: int
    original: int
    form: str


class Made(NamedTuple):
    """The reports, what is planted in them, and which texts each holds parts of: reports without one in common are
    unrelated."""

    reports: list[Report]
    planted: list[Planted]
    roots: list[set[int]]


class Writer:
    """Writes sentences of one language; words are drawn some thousands at a time."""

    def __init__(self, tongue: Tongue, chance: random.Random) -> None:
        self.chance = chance
        self.classes = {key: small.split() for key, small in tongue.small.items()}
        for key, size in SIZES.items():
            self.classes[key] = [self.make_word(tongue, key == "t") for _ in range(size)]
        self.classes["m"] += [str(number) for number in range(2, 900)]
        self.drawn: dict[str, Iterator[str]] = {key: iter(()) for key in self.classes}
        self.classes["f"] = [
            " ".join(self.words(PATTERNS[n % len(PATTERNS)])[: chance.randint(3, 9)]) for n in range(PHRASES)
        ]
        self.drawn["f"] = iter(())

    def make_word(self, tongue: Tongue, name: bool) -> str:
        """One to four syllables."""
        syllables = self.chance.randint(1, 4)
        word = "".join(
            self.chance.choice(part)
            for _ in range(syllables)
            for part in (tongue.onsets.split(), tongue.vowels.split(), tongue.codas.split(" "))
        )
        return word.capitalize() if name else word

    def draw(self, key: str) -> str:
        """A word of a class: the first are the most frequent (Zipf and Mandelbrot)."""
        word = next(self.drawn[key], None)
        if word is None:
            words = self.classes[key]
            head = HEADS.get(key, 1_000)
            shares = list(accumulate(1 / (rank + head) for rank in range(len(words))))
            self.drawn[key] = iter(self.chance.choices(words, cum_weights=shares, k=8_192))
            word = next(self.drawn[key])
        return word

    def words(self, pattern: str) -> list[str]:
        return [self.draw(key) for key in pattern.split(" ")]

    def sentence(self) -> list[str]:
        """Words, the last with a full stop; six in ten begin with a turn of phrase."""
        words = self.words(self.chance.choice(PATTERNS))
        if self.chance.random() < 0.6:
            words = self.draw("f").split(" ") + words
        words[0] = words[0].capitalize()
        words[-1] += "."
        return words


def make_reports(count: int, seed: int = 5) -> Made:
    """So many reports, a day's after another's. Originals come first and stand under another publisher."""
    chance = random.Random(seed)
    writers = [Writer(tongue, chance) for tongue in TONGUES]
    tongue_of = chance.choices(range(len(writers)), (0.8, 0.1, 0.1), k=PUBLISHERS)
    closings = [
        [writers[tongue_of[n]].sentence() for _ in range(chance.randint(0, 3))] for n in range(PUBLISHERS)
    ]
    bodies: list[list[list[str]]] = []  # of each report its sentences, without furniture
    publishers: list[int] = []
    planted: list[Planted] = []
    roots: list[set[int]] = []
    reports: list[Report] = []
    for number in range(count):
        publisher = chance.randrange(PUBLISHERS)
        writer = writers[tongue_of[publisher]]
        body = [writer.sentence() for _ in range(chance.randint(*SENTENCES))]
        root = {number}
        kind = chance.random()
        original = chance.randrange(number) if number > count // 100 + 1 and kind < WHOLE + PASSAGE else -1
        if original >= 0 and publishers[original] != publisher:
            if kind < WHOLE:
                form = FORMS[number % len(FORMS)]
                body = alter(bodies[original], form, writer, chance)
                root = set(roots[original])
            else:
                form = "passage"
                lifted = lift(bodies[original], chance)
                place = chance.randint(0, len(body))
                body = body[:place] + lifted + body[place:]
                root |= roots[original]
            planted.append(Planted(number, original, form))
        bodies.append(body)
        publishers.append(publisher)
        roots.append(root)
        reports.append(
            Report(
                report_id=f"{number:032x}",
                name=f"report {number}",
                raw_sha256="",
                text=lay_out([*body, *closings[publisher]]),
                cleaner="made",
                reader="made",
                url=f"https://site{publisher}.example/{number}",
                publisher=f"Site {publisher}",
                published=str(DAY_ONE + timedelta(number * 300 // count)),
                language=TONGUES[tongue_of[publisher]].code,
            )
        )
    return Made(reports, planted, roots)


def alter(body: list[list[str]], form: str, writer: Writer, chance: random.Random) -> list[list[str]]:
    """A near-copy: under another title, cut to its first half or more, in furniture, with 2 to 5 words in a hundred
    edited, or typed anew (capitals, quotation marks, hyphens)."""
    if form == "retitled":
        return [writer.sentence(), *body[1:]]
    if form == "truncated":
        return body[: max(3, int(len(body) * chance.uniform(0.5, 0.9)))]
    if form == "furniture":
        return [
            *(writer.sentence() for _ in range(chance.randint(1, 3))),
            *body,
            *(writer.sentence() for _ in range(chance.randint(1, 5))),
        ]
    if form == "retyped":
        return [[word.upper() if n < 2 else word for n, word in enumerate(words)] for words in body] + [["—"]]
    share = chance.uniform(0.02, 0.05)
    return [[word for old in words for word in edit(old, share, writer, chance)] for words in body]


def edit(word: str, share: float, writer: Writer, chance: random.Random) -> tuple[str, ...]:
    """A word as it is, or exchanged, left out or with another before it."""
    draw = chance.random() / share
    if draw >= 1:
        return (word,)
    return (writer.draw("n"),) if draw < 0.5 else () if draw < 0.75 else (writer.draw("a"), word)


def lift(body: list[list[str]], chance: random.Random) -> list[list[str]]:
    """One to three sentences in a row, of 15 to 60 words together."""
    start = chance.randrange(len(body))
    end = min(len(body), start + chance.randint(1, 3))
    while sum(map(len, body[start:end])) < 15 and (start, end) != (0, len(body)):
        start, end = (start - 1, end) if start else (start, end + 1)
    while sum(map(len, body[start:end])) > 60 and end - start > 1:
        end -= 1
    return body[start:end]


def lay_out(sentences: list[list[str]]) -> str:
    """Paragraphs of four sentences."""
    written = [" ".join(words) for words in sentences if words]
    return "\n\n".join(" ".join(written[n : n + 4]) for n in range(0, len(written), 4))
