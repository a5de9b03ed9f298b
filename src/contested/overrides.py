"""What somebody lets out that is kept from the public, in; a line of the desk's log, out: who, when and what.

The log is `overrides.jsonl` in the desk's folder, one JSON object a line, oldest first. It only grows.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from contested.desk import Desk, Settings
from contested.errors import SettingsError

FILE = "overrides.jsonl"
# What the public stays behind where nobody says otherwise.
STANDARD_HOURS = next(
    int(field.default) for field in msgspec.structs.fields(Settings) if field.name == "delay_hours"
)


class Override(Struct, frozen=True, kw_only=True):
    """One file or site that holds more than the public is shown by default."""

    at: str
    by: str
    what: str
    audience: str
    delay_hours: int
    out: str


def is_override(audience: str, delay_hours: int) -> bool:
    """Whether something is made for more eyes than a desk's, or shows the public what is newer than is usual."""
    return audience == "desk" or delay_hours < STANDARD_HOURS


def note_override(
    desk: Desk, what: str, audience: str, out: Path, at: str, by: str | None = None
) -> Override:
    """Write it down, on disk before anything is let out. Without `by` it is the user of the machine."""
    entry = Override(
        at=at,
        by=by or who_is_here(),
        what=what,
        audience=audience,
        delay_hours=desk.settings.delay_hours,
        out=str(out),
    )
    with (desk.folder / FILE).open("ab") as file:
        file.write(msgspec.json.encode(entry) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return entry


def list_overrides(desk: Desk) -> list[Override]:
    """All that was let out, newest first. Raises SettingsError where a line is none."""
    return list(read_overrides(desk.folder / FILE))[::-1]


def read_overrides(file: Path) -> Iterator[Override]:
    for number, line in enumerate(file.read_bytes().splitlines() if file.exists() else (), 1):
        try:
            yield msgspec.json.decode(line, type=Override)
        except msgspec.DecodeError as error:
            raise SettingsError(
                f"{file}:{number}: is no override: {error}; was it edited by hand?"
            ) from error


def who_is_here() -> str:
    """The user's name, as the machine has it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"
