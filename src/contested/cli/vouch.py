"""`contested vouch`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

from cyclopts import Parameter

from contested.cli.arguments import DeskOption, check_paths, make_command
from contested.cli.messages import count, say, say_rejections
from contested.cli.opening import open_shop
from contested.days import now
from contested.errors import UsageError

if TYPE_CHECKING:
    from contested.ask.vouching import Vouchings

command = make_command("vouch", "contested vouch vouched.jsonl --by 'A. Reader'")


@command.default
def vouch_for(
    file: Annotated[
        str | None, Parameter(help="JSON lines of sources; - is stdin.", allow_leading_hyphen=True)
    ] = None,
    /,
    *,
    by: Annotated[str, Parameter(help="Who stands for them.")],
    source: Annotated[str | None, Parameter(help="Instead of a file: one source, by its name.")] = None,
    kind: Annotated[str | None, Parameter(help="Its kind, as outlet, agency or channel.")] = None,
    side: Annotated[str | None, Parameter(help="The side that it belongs to or is aligned with.")] = None,
    url: Annotated[str | None, Parameter(help="Where it publishes.")] = None,
    alias: Annotated[
        tuple[str, ...], Parameter(help="Another name of it; may be given more than once.", negative=())
    ] = (),
    withdraw: Annotated[bool, Parameter(help="The desk stands for them no more.", negative=())] = False,
    desk: DeskOption = None,
) -> int:
    """Stand for sources: from then on their word can turn a place.

    Lines hold name and kind, and perhaps side, aliases, url and source_id. The act is kept with name and day; a later
    one on the same source replaces it. A line that is wrong is set aside and named, and the exit code is then 3.
    `contested build` reads the reports anew with them.
    """
    from contested.ask.vouching import SourceLine, read_file, vouch

    options = {"--kind": kind, "--side": side, "--url": url, "--alias": alias}
    given = [option for option, value in options.items() if value]
    if file is not None and file.startswith("-") and file != "-":
        raise UsageError(f"vouch: unknown option {file}; see contested vouch --help")
    if (file is None) == (source is None):
        raise UsageError("vouch: give a file of sources, or one with --source; see contested vouch --help")
    if given and (source is None or withdraw):
        raise UsageError(f"vouch: {', '.join(given)}: goes with --source, and not with --withdraw")
    shop = open_shop(desk)
    if file is None:
        line = SourceLine(name=source, kind=kind, side=side, url=url, aliases=alias)
        done = vouch(shop, [("vouch --source", line)], by, now(), withdraw)
        for one in done.rejected:
            raise UsageError(f"{one.where}: {one.reason}; {one.remedy}")
    else:
        with opened(file) as (stream, name):
            done = vouch(shop, read_file(stream, name), by, now(), withdraw)
    say_rejections(done.rejected)
    say(f"{tell_done(done, withdraw)}, {len(done.rejected)} set aside")
    if done.new or done.changed:
        say("reports are read anew with what has changed by the next question, or by: contested build")
    return 3 if done.rejected else 0


@contextmanager
def opened(file: str) -> Iterator[tuple[BinaryIO, str]]:
    """A file or stdin, and what it is called. Raises UsageError where there is no such file."""
    if file == "-":
        yield sys.stdin.buffer, "stdin"
        return
    (path,) = check_paths([file])
    if Path(file).is_dir():
        raise UsageError(f"{file}: is a folder; give a file of sources")
    with path.open("rb") as stream:
        yield stream, file


def tell_done(done: Vouchings, withdraw: bool) -> str:
    """What became of the sources, in numbers."""
    if withdraw:
        return f"{count(done.changed, 'source')} vouched for no more"
    total = done.new + done.changed + done.held
    return f"{count(total, 'source')} vouched for: {done.new:,} new, {done.changed:,} changed, {done.held:,} held already"
