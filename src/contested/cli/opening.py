"""The desk that a command is about: found, opened, and what should be said of it before its records."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from contested.cli.messages import count, counting, say

if TYPE_CHECKING:
    from contested.desk import Desk
    from contested.pipeline import Workshop

DEFAULT_THEATRE = "russia_ukraine"


def open_shop(desk: Path | None) -> Workshop:
    """The desk in a folder, or the nearest upwards from here."""
    from contested.desk import find_desk, open_desk
    from contested.pipeline import Workshop

    found = open_desk(desk) if desk else find_desk(Path())
    if found.settings.synthetic:
        say("Composed reports: nothing here is a record of real events.")
    return Workshop(found)


def open_read(desk: Path | None) -> Workshop:
    """A desk for a question. Reports that these rules have not read are read first, which is said."""
    shop = open_shop(desk)
    read_unread(shop)
    return shop


def read_unread(shop: Workshop) -> None:
    """Read reports that these rules have not read, and say so."""
    from contested.days import now
    from contested.pipeline import bring_up_to_date

    with counting("reports read for claims") as progress:
        read = bring_up_to_date(shop, now(), progress)
    if read:
        say(f"{count(read, 'report')} read for claims")


def make_desk(folder: Path, theatre: str | None, name: str | None, synthetic: bool) -> Desk:
    """A new desk. Raises SettingsError where there is no such theatre, or the folder is a desk already."""
    from contested.desk import create_desk
    from contested.theatres import load_theatre

    load_theatre(theatre or DEFAULT_THEATRE)
    written = write_theatre(theatre or DEFAULT_THEATRE, folder)
    return create_desk(folder, name or folder.resolve().name, written, synthetic)


def write_theatre(theatre: str, folder: Path) -> str:
    """A theatre as the desk in `folder` names it: one that ships by its name, another by its way from there."""
    from contested.theatres import list_theatres

    return (
        theatre if theatre in list_theatres() else os.path.relpath(Path(theatre).resolve(), folder.resolve())
    )
