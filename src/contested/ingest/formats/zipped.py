"""A zip archive of a folder, in; its files, each by its own reader, out.

Its manifests speak for the files in it, as those of a folder do. An archive within an archive is read too, one within that
is not.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO

from contested.errors import RejectedReport
from contested.ingest.lines import lines_of, unreadable
from contested.ingest.manifest import MANIFEST, read_statements
from contested.ingest.members import BAD, Member, list_members, open_archive
from contested.ingest.registry import Document, Piece, Reader
from contested.ingest.sources import NO_REPORTS
from contested.ingest.stated import Stated
from contested.ingest.unpack import Allowance, Packed, reader_of_packed, split_packed, unpacked
from contested.model import Rejection

NAME = "zipped"
DEEPEST = 2  # archives, one within the other


def read(raw: bytes, where: str) -> Document:
    """Raises RejectedReport: an archive has no words of its own."""
    raise RejectedReport(where, "an archive is no report", "add it as a file, or add what is in it")


def split(file: Path) -> Iterator[Piece | Rejection]:
    """The reports in the archive."""
    try:
        with file.open("rb") as stream:
            yield from split_archive(stream, file.name, str(file), Allowance(), 1)
    except OSError as error:
        yield unreadable(file, error)


def split_archive(
    stream: IO[bytes], name: str, where: str, allowance: Allowance, depth: int
) -> Iterator[Piece | Rejection]:
    """The reports in an archive that is the so-manieth of those that lie in one another."""
    with open_archive(stream, where) as archive:
        found = list(list_members(archive, where))
        members = {one.name: one for one in found if isinstance(one, Member)}
        stated, problems = read_manifests(archive, members, where)
        yield from (one for one in found if isinstance(one, Rejection))
        yield from problems
        empty = not problems and len(members) == len(found)
        for member in members.values():
            if member.name not in stated and not could_be_report(member.name):
                continue
            known = stated.get(member.name, Stated())
            if isinstance(known, Rejection):
                yield known
                continue
            packed = Packed(
                open=partial(archive.open, member.info),
                file=posixpath.basename(member.name),
                name=f"{name}/{member.name}",
                where=f"{where}/{member.name}",
                stated=known,
            )
            try:
                for piece in split_member(packed, allowance, depth):
                    empty = False
                    yield piece
            except RejectedReport as error:
                empty = False
                yield Rejection(error.where, error.reason, error.remedy)
            except BAD as error:
                empty = False
                yield Rejection(packed.where, f"cannot be unpacked: {error}", "fetch the archive again")
        if empty:
            yield Rejection(where, "no report in this archive", "look at what is in it")


def could_be_report(name: str) -> bool:
    """Whether a name is neither hidden nor one of those that a folder's walk passes over."""
    *folders, file = name.split("/")
    hidden = any(folder.startswith((".", "__MACOSX")) for folder in folders)
    return not hidden and not file.lower().startswith(NO_REPORTS)


def split_member(packed: Packed, allowance: Allowance, depth: int) -> Iterator[Piece | Rejection]:
    """The reports in a file of an archive; none where no reader takes it."""
    reader = reader_of_packed(packed)
    if reader is None:
        return
    if reader.name != NAME:
        yield from split_packed(packed, reader, allowance)
    elif depth == DEEPEST:
        found = f"more than {DEEPEST} archives within one another"
        raise RejectedReport(packed.where, found, "unpack the outer one, and add what is in it")
    else:
        with unpacked(packed, allowance) as file, file.open("rb") as stream:
            yield from split_archive(stream, packed.name, packed.where, allowance, depth + 1)


def read_manifests(
    archive: zipfile.ZipFile, members: dict[str, Member], where: str
) -> tuple[dict[str, Stated | Rejection], list[Rejection]]:
    """What the manifests of an archive state, by the names of its files; an outer one goes before an inner one. And what is
    wrong with them."""
    stated: dict[str, Stated | Rejection] = {}
    problems: list[Rejection] = []
    manifests = [one for one in members if posixpath.basename(one) == MANIFEST]
    for manifest in sorted(manifests, key=lambda one: (one.count("/"), one)):
        find = partial(find_member, members, posixpath.dirname(manifest))
        name = f"{where}/{manifest}"
        try:
            with archive.open(members[manifest].info) as stream:
                files, wrong = read_statements(lines_of(stream, name), find)
        except BAD as error:
            problems.append(Rejection(name, f"cannot be unpacked: {error}", "fetch the archive again"))
            continue
        stated = files | stated
        problems += wrong
    return stated, problems


def find_member(members: dict[str, Member], folder: str, name: str, where: str) -> str:
    """The file of an archive that a manifest in one of its folders names. Raises RejectedReport where there is none."""
    found = posixpath.normpath(posixpath.join(folder, name))
    if found not in members or posixpath.isabs(name):
        raise RejectedReport(
            where, f"names {name!r}, which is no file here", "add the file or take the line out"
        )
    return found


READER = Reader(name=NAME, extensions=(".zip",), media_types=("application/zip",), read=read, split=split)
