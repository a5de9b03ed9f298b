"""`contested new`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from contested.cli.arguments import SyntheticOption, TheatreOption, make_command
from contested.cli.messages import say
from contested.cli.opening import make_desk

command = make_command("new", "contested new harvest --name 'Harvest desk' --synthetic")


@command.default
def new(
    folder: Annotated[Path, Parameter(name="DIR", help="Where the desk goes; the folder may exist.")],
    /,
    *,
    theatre: TheatreOption = None,
    name: Annotated[str | None, Parameter(help="What it is called; else its folder's name.")] = None,
    synthetic: SyntheticOption = False,
) -> None:
    """Make a desk: a folder with a desk.toml, in which a ledger and an archive will stand."""
    desk = make_desk(folder, theatre, name, synthetic)
    say(f"{desk.folder}: desk made; next: contested --desk {folder} add PATH")
