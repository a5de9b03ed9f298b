"""`cases/day_of_war.txt`, in; its reports, and for each sentence the happening and the version that it tells of, out."""

from __future__ import annotations

import json
from pathlib import Path

from msgspec import Struct

FILE = Path(__file__).parent / "cases" / "day_of_war.txt"


class Sentence(Struct, frozen=True):
    """A sentence of a report, what it tells of and in which version; both empty where it tells of nothing."""

    text: str
    happening: str
    version: str


class Written(Struct, frozen=True):
    """A report as it was published, by its name on the desk."""

    name: str
    publisher: str
    published: str
    language: str
    sentences: tuple[Sentence, ...]

    def text(self) -> str:
        return "\n\n".join(one.text for one in self.sentences)

    def line(self) -> str:
        """The report as a line that `add` reads."""
        fields = {"publisher": self.publisher, "published": self.published, "language": self.language}
        return json.dumps({"id": self.name, "text": self.text()} | fields, ensure_ascii=False)


def read_day() -> tuple[Written, ...]:
    """All reports, in order."""
    blocks = [block for block in FILE.read_text("utf-8").split("\n\n") if block.startswith(">")]
    return tuple(read_report(number, block) for number, block in enumerate(blocks))


def read_report(number: int, block: str) -> Written:
    head, *lines = block.strip().splitlines()
    publisher, published, language = (part.strip() for part in head.removeprefix(">").split("|"))
    sentences = []
    for line in lines:
        told, text = (part.strip() for part in line.split(":", 1))
        happening, _, version = told.partition(".")
        sentences.append(Sentence(text, happening.strip("- "), version))
    return Written(f"{number:02} {publisher}", publisher, published, language, tuple(sentences))
