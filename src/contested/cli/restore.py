"""`contested restore`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from contested.cli.arguments import check_paths, make_command
from contested.cli.messages import count, counting, say

command = make_command("restore", "contested restore desk.tar.gz --to restored")


@command.default
def restore_desk(
    file: Annotated[str, Parameter(help="A file that backup wrote.")],
    /,
    *,
    to: Annotated[Path, Parameter(help="The folder of the desk: a new one, or an empty one.")],
) -> None:
    """Take a desk back from a backup.

    Every file is held against the hash that the backup has for it before anything stands in its place; what is wrong is
    named, and nothing is restored then. `contested verify --head`, with a head that was kept elsewhere, tells whether it is
    the desk that it was. The site is not in a backup: contested build makes it.
    """
    from contested.restore import restore

    (found,) = check_paths([file])
    with counting("files restored") as progress:
        manifest = restore(found, to, progress)
    say(
        f"{count(len(manifest.files), 'file')} of {manifest.made_at} restored to {to}; then: contested build -d {to}"
    )
    print(manifest.head)
