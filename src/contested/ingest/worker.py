"""The program of a worker process: orders (`wire.py`), in; the reports in files, or why they are set aside, out.

It reads within limits (`limits.py`), begins with next to nothing loaded, and ends when its owner does. A report that
breaks a limit or a reader ends it too; the owner starts another behind that report.
"""

from __future__ import annotations

import fcntl
import os
import sys
import traceback
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import TracebackType

from contested.errors import RejectedReport
from contested.ingest import limits
from contested.ingest.limits import Guard
from contested.ingest.registry import Piece, Reader, readers
from contested.ingest.reports import find_pieces, make_again, read_piece
from contested.ingest.wire import (
    ENCODER,
    ORDER,
    Answer,
    Begun,
    Broken,
    Done,
    Made,
    MakeAgain,
    ReadFile,
    Refused,
    Taken,
    Tired,
    read_frame,
    unpack_found,
    write_frame,
)
from contested.model import Rejection


def serve(lifeline: int) -> None:
    """Carry out orders until there are no more. `lifeline` is a pipe whose other end only the owner has."""
    end_with_owner(lifeline)
    orders, answers = os.dup(0), os.dup(1)
    with open(os.devnull, "r+b") as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(nothing.fileno(), 1)  # what a library prints must not fall between two frames
    guard = Guard()
    sys.excepthook = lambda kind, error, trace: tell_end(answers, kind, error, trace)
    while (frame := read_frame(orders)) is not None:
        order = ORDER.decode(frame)
        found = read_file(order, guard) if isinstance(order, ReadFile) else read_again(order, guard)
        for answer in found:
            write_frame(answers, ENCODER.encode(answer))
        write_frame(answers, ENCODER.encode(Done()))


def end_with_owner(lifeline: int) -> None:
    """Let the kernel end this process, whatever it does, when the other end of the lifeline is closed."""
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)


def read_file(order: ReadFile, guard: Guard) -> Iterator[Answer]:
    """The reports in a file."""
    found = unpack_found(order.found)
    if order.seen_from is not None:
        os.chdir(order.seen_from)
    load_for(found.reader)
    pieces = find_pieces(found)
    number = 0
    while (piece := next_piece(pieces, guard)) is not None:
        number += 1
        if number <= order.skip:
            continue
        if isinstance(piece, Rejection):
            yield Refused(piece)
            continue
        if number > order.skip + 1 and guard.has_grown():
            yield Tired()
            return
        yield Begun(piece.where, len(piece.raw))
        load_for(readers()[piece.reader] if piece.reader else found.reader)
        with guard.hold(len(piece.raw)):
            read = read_piece(found, piece)
        yield Refused(read) if isinstance(read, Rejection) else Taken(*read, piece.exchange)
    if not number:
        yield Refused(Rejection(str(found.file), "the file is empty", "take it out, or fetch it again"))


def next_piece(pieces: Iterator[Piece | Rejection], guard: Guard) -> Piece | Rejection | None:
    """The next report of a file as its bytes; null behind the last. What splits a file and gives up ends it."""
    with guard.hold(0):
        try:
            return next(pieces, None)
        except RejectedReport as error:
            return Rejection(error.where, error.reason, error.remedy)


def read_again(order: MakeAgain, guard: Guard) -> Iterator[Answer]:
    """The clean text of a report once more."""
    name = order.report.name
    yield Begun(name, len(order.raw))
    reader = readers().get(order.report.reader)
    if reader:
        load_for(reader)
    with guard.hold(len(order.raw)):
        try:
            answer: Answer = Made(make_again(order.raw, order.report))
        except RejectedReport as error:
            answer = Refused(Rejection(error.where, error.reason, error.remedy))
    yield answer


@cache
def load_for(reader: Reader) -> None:
    """Load what a reader needs, so that the first report that it reads does not pay for it."""
    for module in reader.needs:
        import_module(module)


def tell_end(
    answers: int, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Say by which error this process ends; not in its own words, which a report may have chosen."""
    frames = [one for one in traceback.extract_tb(trace) if one.filename != limits.__file__]
    at = f"{os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""
    write_frame(answers, ENCODER.encode(Broken(kind.__name__, at)))
