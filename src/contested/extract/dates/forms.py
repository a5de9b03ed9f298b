"""The forms of a language's dates and the words of a sentence, in; the longest date at a word, out.

Forms are kept as one trie: a step is a word, a stem or a slot. Reading a date takes no more steps than its forms are
long, times the dates that a date may hold (`DEEPEST`), so that time grows with the words and no faster.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from contested.extract.dates.words import DateWords, Named
from contested.extract.tokens import fold, tokenize

DEEPEST = 3  # "since [the night into [the end of May]]"
TELLING = ("month", "weekday", "season", "unit")  # slots, of which each date without a numeral has one
PLAIN = frozenset({"day", "years", "digits"})  # slots that only a numeral fills
# Phrases that stand for a year in a date ("in May last year"), by how far it is from the year of speech.
YEAR_NAMES: dict[Named, int] = {"last_year": -1, "this_year": 0, "next_year": 1}
MOST_ABOUT = 3  # "just over about"
YEARS = range(1900, 2101)
Words = list[str]
Number = Callable[[Words, int], tuple[float, int] | None]


@dataclass(frozen=True, slots=True)
class Expression:
    """A date as words `first` to `last` (exclusive): the meaning of its form, and what stands in the form's slots."""

    first: int
    last: int
    meaning: str
    values: tuple[tuple[str, Any], ...] = ()

    def value(self, slot: str, number: int = 0) -> Any:
        """What stands in a slot (in its second, third … one), null where the form has none."""
        found = [value for name, value in self.values if name == slot]
        return found[number] if number < len(found) else None

    def dates(self) -> Iterator[Expression]:
        """This date and those within it."""
        yield self
        for name, value in self.values:
            if name == "date":
                yield from value.dates()


class Node:
    """A state of the trie: the words, stems and slots that may follow, and the meaning of the form that ends here."""

    __slots__ = ("ends", "slots", "stems", "words")

    def __init__(self) -> None:
        self.words: dict[str, Node] = {}
        self.stems: dict[str, Node] = {}
        self.slots: dict[str, Node] = {}
        self.ends: str | None = None

    def step(self, word: str) -> Node:
        """The state behind a word of a form."""
        if word.startswith("<") and word.endswith(">"):
            return self.slots.setdefault(word[1:-1], Node())
        if word.endswith("*") and len(word) > 1:
            return self.stems.setdefault(fold(word[:-1]), Node())
        return self.words.setdefault(fold(word), Node())


class Opening(NamedTuple):
    """Words and stems of which one must come next, if no numeral does."""

    words: frozenset[str]
    stems: tuple[str, ...]

    def takes(self, word: str) -> bool:
        return word in self.words or word[0].isdecimal() or word.startswith(self.stems)


NOTHING = Opening(frozenset(), ())


class Phrases:
    """Phrases with a value each, found at a word, the longest first."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.by_word: dict[str, list[tuple[list[str], Any]]] = {}
        for phrase, value in values.items():
            words = [token.norm for token in tokenize(phrase)]
            self.by_word.setdefault(words[0], []).append((words, value))
        self.words = frozenset(
            word for known in self.by_word.values() for phrase, _ in known for word in phrase
        )
        for known in self.by_word.values():
            known.sort(key=lambda one: -len(one[0]))

    def at(self, words: Words, at: int) -> tuple[Any, int] | None:
        """The value of the longest phrase that starts at a word, and the word behind it."""
        for phrase, value in self.by_word.get(words[at], ()) if at < len(words) else ():
            if words[at : at + len(phrase)] == phrase:
                return value, at + len(phrase)
        return None


class Forms:
    """A language's forms, ready to be found. A sentence without a numeral or one of the words `telling` has no date."""

    def __init__(self, table: DateWords, numbers: Iterable[str]) -> None:
        self.table = table
        self.root, self.behind = Node(), Node()
        for meaning, forms in table.forms.items():
            for form in forms:
                self.enter(form.split(), meaning)
        for name, phrases in table.named.items():
            for phrase in phrases:
                self.enter([token.norm for token in tokenize(phrase)], f"named:{name}")
        self.slots: dict[str, Phrases] = {
            "month": Phrases(table.months),
            "weekday": Phrases(table.weekdays),
            "season": Phrases(table.seasons),
            "nth": Phrases(table.nth),
            "unit": Phrases({word: unit for unit, words in table.units.items() for word in words}),
            "section": Phrases({word: one for one, words in table.sections.items() for word in words}),
            "part": Phrases({phrase: part for part, words in table.parts.items() for phrase in words}),
        }
        self.few = Phrases(table.few)
        self.about = Phrases(dict.fromkeys(table.about))
        self.after_day = Phrases(dict.fromkeys(table.after_day))
        self.year_names = Phrases(
            {phrase: offset for name, offset in YEAR_NAMES.items() for phrase in table.named.get(name, ())}
        )
        self.after_year = Phrases(dict.fromkeys(table.after_year))
        self.numbers = frozenset(numbers).union(table.one, self.few.by_word)
        self.first = self.first_words(self.root)
        self.second = self.second_words()
        telling = {word for slot in TELLING for word in self.slots[slot].by_word}
        for form in (form for forms in table.forms.values() for form in forms if "<" not in form):
            telling.update(fold(word) for word in max(form.split(), key=len).strip("[]").split("|"))
        for phrases in table.named.values():
            for words in ([token.norm for token in tokenize(phrase)] for phrase in phrases):
                if telling.isdisjoint(words):
                    telling.add(max(words, key=len))
        self.telling = frozenset(telling)

    def first_words(self, node: Node) -> Opening:
        """What can go on from a state of the trie: a numeral is always tried."""
        words, stems = set(node.words), set(node.stems)
        for slot, behind in node.slots.items():
            if slot in self.slots:
                words.update(self.slots[slot].by_word)
            elif slot == "number":
                words |= self.numbers
            elif slot == "year" and node is not self.root:
                words.update((",", "."), self.year_names.by_word)
            elif slot == "about":
                words.update(self.about.by_word)
                following = self.first_words(behind)
                words |= following.words
                stems.update(following.stems)
            elif slot == "date":
                words |= self.first.words
                stems.update(self.first.stems)
        return Opening(frozenset(words), tuple(sorted(stems)))

    def second_words(self) -> dict[str, Opening | None]:
        """By the word that a date starts with, what can be its second one; null where it can stand alone. The empty word
        stands for every numeral."""
        seconds: dict[str, Opening | None] = {}

        def add(word: str, more: Opening | None) -> None:
            known = seconds.get(word, NOTHING)
            if known is None or more is None:
                seconds[word] = None
            else:
                seconds[word] = Opening(known.words | more.words, known.stems + more.stems)

        for word, node in self.root.words.items():
            add(word, None if node.ends is not None else self.first_words(node))
        for slot in self.root.slots.keys() & self.slots.keys():
            for word, phrases in self.slots[slot].by_word.items():
                for phrase, _ in phrases:
                    add(word, Opening(frozenset(phrase[1:2]), ()) if len(phrase) > 1 else None)
        blurred = self.root.step("<about>")
        behind = [self.first_words(node.step("<number>")) for node in (self.root, blurred)]
        behind += [
            self.first_words(self.root.step("<day>")),
            self.after_words(self.after_day),
            self.after_words(self.after_year),
        ]
        counting = self.numbers.union(self.about.by_word, self.few.words)
        for word in ("", *counting):
            add(word, Opening(counting | {"-", "–", "/"}, ()))
            for one in behind:
                add(word, one)
        return seconds

    def after_words(self, phrases: Phrases) -> Opening:
        return Opening(frozenset(phrases.by_word), ())

    def may_start(self, words: Words, at: int) -> bool:
        """Whether a date can start at a word, by that word and the next one."""
        word = words[at]
        if word[0].isdecimal():
            if len(word) == 4 or "." in word:
                return True  # a year, "03.05.2025"
            second = self.second[""]
        elif word.startswith(self.first.stems):
            return True
        elif word in self.first.words:
            second = self.second.get(word)
        else:
            return False
        return second is None or (at + 1 < len(words) and second.takes(words[at + 1]))

    def enter(self, form: list[str], meaning: str) -> None:
        """Add a form to the trie; one that opens with a date to the trie of what may stand behind a date."""
        root = self.root
        if form[0] == "<date>":
            root, form = self.behind, form[1:]
        nodes = [root]
        for word in form:
            optional = word.startswith("[") and word.endswith("]")
            inner = word[1:-1] if optional else word
            following = [node.step(one) for node in nodes for one in inner.split("|")]
            nodes = [*nodes, *following] if optional else following
        for node in nodes:
            node.ends = node.ends or meaning


class FormReader:
    """The dates of one sentence, each place read once."""

    def __init__(self, words: Words, forms: Forms, number: Number) -> None:
        self.words, self.forms, self.number = words, forms, number
        self.read: dict[tuple[int, int], list[Expression]] = {}

    def longest(self, at: int) -> Expression | None:
        """The longest date that starts at a word."""
        return max(self.dates(at, DEEPEST), key=lambda one: one.last, default=None)

    def dates(self, at: int, depth: int) -> list[Expression]:
        """Dates that start at a word: the longest one, and the longest that goes on behind it."""
        if depth == 0 or at >= len(self.words):
            return []
        if (at, depth) not in self.read:
            best = self.best(self.forms.root, at, at, (), depth)
            found = [best] if best else []
            if best:
                longer = self.best(self.forms.behind, at, best.last, (("date", best),), depth)
                found += [longer] if longer else []
            self.read[at, depth] = found
        return self.read[at, depth]

    def best(
        self, root: Node, first: int, at: int, values: tuple[tuple[str, Any], ...], depth: int
    ) -> Expression | None:
        """The longest form from a state of the trie on; of equals the one that the table has first."""
        found: Expression | None = None
        for last, meaning, filled in self.walk(root, at, values, depth):
            if last > (found.last if found else first):
                found = Expression(first, last, meaning, filled)
        return found

    def walk(
        self, node: Node, at: int, values: tuple[tuple[str, Any], ...], depth: int
    ) -> Iterator[tuple[int, str, tuple[tuple[str, Any], ...]]]:
        """Every way through the trie from a word on."""
        if node.ends is not None:
            yield at, node.ends, values
        if at >= len(self.words):
            return
        word, known = self.words[at], self.forms.slots
        if word in node.words:
            yield from self.walk(node.words[word], at + 1, values, depth)
        for stem, behind in node.stems.items():
            if word.startswith(stem):
                yield from self.walk(behind, at + 1, values, depth)
        for slot, behind in node.slots.items():
            if slot in PLAIN and not word[0].isdecimal():
                continue
            if slot in known and word not in known[slot].by_word:
                continue
            for value, end in self.fill(slot, at, depth):
                filled = values if slot == "about" else (*values, (slot, value))
                yield from self.walk(behind, end, filled, depth)

    def fill(self, slot: str, at: int, depth: int) -> list[tuple[Any, int]]:
        """What can stand in a slot from a word on, and the word behind it."""
        if slot == "date":
            return [(one, one.last) for one in self.dates(at, depth - 1)]
        if slot == "about":
            end = at
            for _ in range(MOST_ABOUT):
                more = self.forms.about.at(self.words, end)
                end = more[1] if more else end
            return [(None, at), (None, end)] if end > at else [(None, at)]
        read = {
            "day": self.day,
            "year": self.year,
            "years": self.years,
            "number": self.count,
            "digits": self.digits,
        }
        one = read[slot](at) if slot in read else self.forms.slots[slot].at(self.words, at)
        return [one] if one else []

    def day(self, at: int) -> tuple[int, int] | None:
        """A day of a month; "14th" and "14-го" are two words or more."""
        word = self.words[at]
        if not (word.isascii() and word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 31):
            return None
        clinging = self.forms.after_day.at(self.words, at + 1)
        return int(word), clinging[1] if clinging else at + 1

    def year(self, at: int) -> tuple[int, int] | None:
        """A year in four digits, a comma or dot before it and the word for year behind it included; or how far it is
        from the year of speech ("last year")."""
        named = self.forms.year_names.at(self.words, at)
        if named is not None:
            return named
        if self.words[at] in (",", ".") and at + 1 < len(self.words):
            at += 1
        year = year_of(self.words[at])
        if year is None:
            return None
        called = self.forms.after_year.at(self.words, at + 1)
        return year, called[1] if called else at + 1

    def years(self, at: int) -> tuple[tuple[int, int], int] | None:
        """Two years one behind the other: "2024–2025", "2024/25"."""
        if at + 2 >= len(self.words) or self.words[at + 1] not in ("-", "–", "—", "/"):
            return None
        first, word = year_of(self.words[at]), self.words[at + 2]
        if first is None or not (word.isascii() and word.isdecimal() and len(word) in (2, 4)):
            return None
        last = int(word) if len(word) == 4 else first // 100 * 100 + int(word)
        if last <= first or last not in YEARS or (len(word) == 2 and last != first + 1):
            return None
        called = self.forms.after_year.at(self.words, at + 3)
        return (first, last), called[1] if called else at + 3

    def count(self, at: int) -> tuple[tuple[float, float], int] | None:
        """A number as its bounds: "two" are both, "a few" differ, "a" is one."""
        few = self.forms.few.at(self.words, at)
        if few is not None:
            return tuple(few[0]), few[1]
        word = self.words[at]
        if year_of(word) is not None:
            return None
        number = self.number(self.words, at) if word in self.forms.numbers or word[0].isdecimal() else None
        if number is not None:
            return (number[0], number[0]), number[1]
        return ((1.0, 1.0), at + 1) if self.words[at] in self.forms.table.one else None

    def digits(self, at: int) -> tuple[tuple[int, int, int], int] | None:
        """A date in numbers as year, month and day: "2025-05-03", "03.05.2025", and "25/3/2025" where it is one day only."""
        word = self.words[at]
        parts = word.split(".")
        if len(parts) == 3 and all(one.isascii() and one.isdecimal() for one in parts):
            day, month, year = parts
            return self.numbers(year, month, day, at + 1)
        if at + 4 >= len(self.words):
            return None
        first, mark, second, again, third = self.words[at : at + 5]
        if mark != again or not all(one.isascii() and one.isdecimal() for one in (first, second, third)):
            return None
        if mark == "-" and len(first) == 4 and len(second) == len(third) == 2:
            return self.numbers(first, second, third, at + 5)
        if mark == "/" and (int(first) > 12 or int(second) > 12 or int(first) == int(second)):
            month, day = (second, first) if int(first) > 12 else (first, second)
            return self.numbers(third, month, day, at + 5)
        return None

    def numbers(self, year: str, month: str, day: str, end: int) -> tuple[tuple[int, int, int], int] | None:
        """Three numbers as a date, where they can be one; a year in two digits is none."""
        if year_of(year) is None or not (len(month) <= 2 and len(day) <= 2):
            return None
        if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
            return None
        called = self.forms.after_year.at(self.words, end)
        return (int(year), int(month), int(day)), called[1] if called else end


def year_of(word: str) -> int | None:
    """The year that a word of four digits writes."""
    if len(word) == 4 and word.isascii() and word.isdecimal() and int(word) in YEARS:
        return int(word)
    return None
