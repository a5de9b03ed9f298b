"""Arguments that several commands share, and what they are checked against."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from contested.days import read_day, read_moment
from contested.errors import UsageError

Format = Literal["table", "json", "jsonl", "csv"]
Audience = Literal["desk", "public"]


def make_command(name: str, example: str) -> App:
    """A command whose help ends in an example."""
    return App(name=name, help_epilogue=f"Example: `{example}`")


def check_paths(paths: Sequence[str]) -> list[Path]:
    """Files and folders that exist. Raises UsageError for the first that does not, and for an address."""
    for path in paths:
        if is_address(path):
            raise UsageError(f"{path}: is an address, where a file is wanted; contested add fetches reports")
        if not Path(path).exists():
            raise UsageError(f"{path}: no such file or folder")
    return [Path(path) for path in paths]


def is_address(path: str) -> bool:
    """Whether somebody means an address and not a file."""
    return "://" in path


def day_option(text: str) -> Parameter:
    """An option that takes a day."""
    return Parameter(help=f"{text}, as 2025-12-10.", validator=lambda _, day: day and read_day(day))


DeskOption = Annotated[
    Path | None,
    Parameter(
        name=("--desk", "-d"), help="Folder of the desk. Without it: the nearest upwards with a desk.toml."
    ),
]
FormatOption = Annotated[
    Format | None,
    Parameter(help="How records are printed. Without it: a table on a terminal, JSON when piped."),
]
AsOfOption = Annotated[
    str | None,
    Parameter(
        help="The day or moment from which the delay counts, and the last day spoken of: "
        "2025-12-10 or 2025-12-10T09:00:00Z.",
        validator=lambda _, moment: moment and read_moment(moment),
    ),
]
TheatreOption = Annotated[
    str | None,
    Parameter(help="A theatre that `contested list theatres` shows, or the folder of one."),
]
SyntheticOption = Annotated[
    bool,
    Parameter(help="The reports are composed; page, brief and exports say so.", negative=()),
]
PlaceArgument = Annotated[
    str,
    Parameter(help='A name in any spelling, "name, oblast", a place_id, or "lat,lon".'),
]
Paths = Annotated[list[str], Parameter(help="Files and folders of reports.")]
Sources = Annotated[
    list[str],
    Parameter(name="PATH", help="Files and folders of reports, and addresses of pages, feeds and channels."),
]
