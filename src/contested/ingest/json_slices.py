"""A JSON file of any size, in; the objects of some of its lists, one in memory at a time, out.

Only strings, brackets and the keys before brackets are looked at: a file of many gigabytes takes the memory of its largest
object, and of a file that is cut off what is whole is given. What an object holds is for its reader to decode.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, NamedTuple

from contested.ingest.lines import MAX_BYTES, unreadable
from contested.model import Rejection

Keys = tuple[str, ...]
BLOCK = 1 << 20
MARGIN = (
    512  # bytes at the end of what is read that wait for more: a key and the bracket after it stay together
)
DEEPEST = 1_000  # of nested brackets: an export has eight
DEEPEST_INSIDE = 100_000  # within one object; far fewer are too many for whoever decodes it
LONGEST_HEAD = 1 << 20  # bytes of an object before its list that are kept
# A bracket with the key before it, or a string; a quotation mark alone opens one that ends further on.
TOKEN = re.compile(
    rb'(?:"(?P<key>[^"\\]{0,200}+)"\s*+:\s*+)?+(?P<open>[\[{])|(?P<close>[\]}])'
    rb'|"[^"\\]*+(?:\\.[^"\\]*+)*+"|(?P<cut>")',
    re.DOTALL,
)
# From bracket to bracket within an object, over strings and all else.
RUN = re.compile(
    rb'[^"\[\]{}]*+(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"[^"\[\]{}]*+)*+(?:(?P<open>[\[{])|(?P<close>[\]}])|(?P<cut>")|\Z)',
    re.DOTALL,
)


class Slice(NamedTuple):
    """An object of a list: the keys that lead to the list (`*` for an item of one), which object of the list it is, its
    bytes, and what the object around the list holds before the list, as an object."""

    keys: Keys
    number: int
    raw: bytes
    head: bytes


class Frame:
    """A bracket that is open: where it stands in what is read, the keys that lead to it, how many objects it has had."""

    def __init__(self, bracket: bytes, start: int, keys: Keys, wanted: bool, head: bytes) -> None:
        self.bracket, self.start, self.keys, self.wanted, self.head = bracket, start, keys, wanted, head
        self.objects = 0


def slice_lists(file: Path, wanted: Callable[[Keys], bool]) -> Iterator[Slice | Rejection]:
    """The objects in every list whose keys are `wanted`; last a rejection where the file is broken or cut off."""
    try:
        with file.open("rb") as stream:
            yield from Scan(str(file), stream, wanted).run()
    except OSError as error:
        yield unreadable(file, error)


class Scan:
    """One pass over a file. `pending` is what of it is in memory, of which `done` bytes are looked at; before it lie `gone`
    bytes. `inside` is how many brackets are open from the object on that is being read; `start` is where that begins."""

    def __init__(self, where: str, stream: IO[bytes], wanted: Callable[[Keys], bool]) -> None:
        self.where, self.stream, self.wanted = where, stream, wanted
        self.frames: list[Frame] = []
        self.pending, self.done, self.gone = b"", 0, 0
        self.inside, self.start, self.long = 0, 0, False
        self.ended = False

    def run(self) -> Iterator[Slice | Rejection]:
        """All slices."""
        try:
            while not self.ended:
                self.read_on()
                while True:
                    if self.inside and not self.read_object():
                        break
                    if self.start >= 0 and not self.inside and self.frames and self.frames[-1].wanted:
                        if not self.long:
                            yield self.slice()
                        self.start = -1
                    if not self.find_object():
                        break
                if len(self.pending) - self.done > MAX_BYTES + BLOCK:
                    raise ValueError(f"a string of over {MAX_BYTES // 10**6} MB")
                if self.inside and not self.long and len(self.pending) - self.start > MAX_BYTES:
                    self.long = True
                    found = f"is an object of over {MAX_BYTES // 10**6} MB, which is no report"
                    yield Rejection(self.name(), found, "take it out, or split it")
        except ValueError as error:
            reason = f"is broken JSON: {error} at byte {self.gone + self.done:,}"
            yield Rejection(self.where, reason, "export it again; what stands before is read")
            return
        if self.frames:
            yield Rejection(self.where, "is cut off in the middle", "export it again; what is whole is read")

    def read_on(self) -> None:
        """Read another block, and forget what is looked at, but for the object that is being read, or what stands before
        the next list in the objects around it."""
        keep = self.done
        if self.inside and not self.long:
            keep = self.start
        else:
            near = range(max(0, self.done - LONGEST_HEAD), self.done)
            starts = [one.start for one in self.frames if one.bracket == b"{" and one.start in near]
            keep = min(starts, default=self.done)
        block = self.stream.read(max(BLOCK, len(self.pending) - self.done))
        self.ended = not block
        self.pending = self.pending[keep:] + block
        self.done, self.start, self.gone = self.done - keep, self.start - keep, self.gone + keep
        for one in self.frames:
            one.start -= keep

    def read_object(self) -> bool:
        """Go on to the end of the object that is being read; whether it is there."""
        while token := RUN.match(self.pending, self.done):
            if token["open"]:
                self.inside += 1
                if self.inside > DEEPEST_INSIDE:
                    raise ValueError(f"more than {DEEPEST_INSIDE:,} brackets in one another")
            elif token["close"]:
                self.inside -= 1
            else:
                self.done = token.start("cut") if token["cut"] else len(self.pending)
                return False
            self.done = token.end()
            if not self.inside:
                return True
        raise AssertionError("a run matches anywhere")

    def slice(self) -> Slice:
        """The object that has just been read."""
        around = self.frames[-1]
        return Slice(around.keys, around.objects, self.pending[self.start : self.done], around.head)

    def find_object(self) -> bool:
        """Go on to the next object of a wanted list; whether one begins."""
        stop = len(self.pending) if self.ended else len(self.pending) - MARGIN
        while token := TOKEN.search(self.pending, self.done):
            if token.start() >= stop or token["cut"]:
                self.done = token.start()
                return False
            self.done = token.end()
            if token["close"]:
                self.close(token["close"])
            elif token["open"] and self.open(token):
                return True
        self.done = max(self.done, stop)
        return False

    def open(self, token: re.Match[bytes]) -> bool:
        """Take an opening bracket; whether with it an object of a wanted list begins."""
        above = self.frames[-1] if self.frames else None
        is_object = token["open"] == b"{"
        if above is not None and is_object:
            above.objects += 1
            if above.wanted:
                self.inside, self.start, self.long = 1, token.start("open"), False
                return True
        if len(self.frames) >= DEEPEST:
            raise ValueError(f"more than {DEEPEST:,} brackets in one another")
        keys: Keys = () if above is None else (*above.keys, "*")
        if token["key"] is not None and above is not None:
            keys = (*above.keys, token["key"].decode("utf-8", "replace"))
        wanted = not is_object and self.wanted(keys)
        head = b""
        if wanted and above is not None and above.bracket == b"{" and above.start >= 0:
            head = self.pending[above.start : token.start()].rstrip().rstrip(b",") + b"}"
        self.frames.append(Frame(token["open"], token.start("open"), keys, wanted, head))
        return False

    def close(self, bracket: bytes) -> None:
        """Take a closing bracket. Raises ValueError where it is not that of the open one."""
        frame = self.frames.pop() if self.frames else None
        if frame is None or frame.bracket + bracket not in (b"{}", b"[]"):
            raise ValueError(f"a {bracket.decode()} that closes nothing")

    def name(self) -> str:
        """What the object is called that is being read."""
        return f"{self.where}: object {self.frames[-1].objects:,}"
