"""`contested backup`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from contested.cli.arguments import DeskOption, make_command
from contested.cli.messages import count, counting, say
from contested.cli.opening import open_shop
from contested.days import now
from contested.errors import UsageError

command = make_command("backup", "contested backup desk.tar.gz")


@command.default
def backup(
    file: Annotated[Path, Parameter(help="The file to write; a backup that stands there is replaced.")],
    /,
    *,
    desk: DeskOption = None,
) -> None:
    """Write ledger, archive and settings of the desk into one file, as of one moment, also while others add to it.

    The file is written whole or not at all, and holds the hash of everything in it. Damage to the archive ends it, so that a
    good backup is not replaced by a bad one. Prints the ledger's head: keep it apart from the file.
    """
    from contested.backup import back_up

    if file.is_dir():
        raise UsageError(f"{file}: is a folder; give a file")
    shop = open_shop(desk)
    with counting("files copied") as progress:
        done = back_up(shop.desk, file, now(), progress)
    for path in done.outside:
        say(f"not in the backup, for it lies outside the desk: {path}")
    size = file.stat().st_size
    say(
        f"{count(len(done.manifest.files), 'file')} in {file}, {size:,} bytes; what is taken down later is still in it"
    )
    print(done.manifest.head)
