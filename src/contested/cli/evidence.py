"""`contested evidence`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from contested.cli.arguments import AsOfOption, Audience, DeskOption, make_command
from contested.cli.messages import count, say
from contested.cli.opening import open_read
from contested.days import now, read_moment
from contested.errors import UsageError

EXTENSION = ".wacz"

command = make_command("evidence", "contested evidence Kupiansk --out kupiansk.wacz")


@command.default
def evidence(
    what: Annotated[
        str,
        Parameter(
            name="CLAIM|REPORT|PLACE",
            help="A claim's id or its beginning, a report's name or id, or a place as for `status`.",
        ),
    ],
    /,
    *,
    out: Annotated[Path, Parameter(help="The file to write; its name ends in .wacz.")],
    audience: Annotated[Audience, Parameter(help="For whom the package is.")] = "desk",
    by: Annotated[
        str | None, Parameter(help="Who hands it over, for the log of a package that is not for the public.")
    ] = None,
    as_of: AsOfOption = None,
    desk: DeskOption = None,
) -> None:
    """Pack the reports that a claim rests on into one file that other programs replay and check (WACZ).

    With each claim go the claims that it was taken from, to its origin; with each report its bytes as they came, what went
    over the wire where it was fetched, its clean text and what made it, and its entry in the ledger. `contested run` reads
    the package back.

    The package holds whole reports: what may be done with them, their publishers' licences say, and that is for you to
    mind. For the public, a report of which anything is held back is left out whole; a package for the desk is noted in
    the log (contested list overrides).
    """
    from contested.ask.evidence import find_evidence, pack_evidence, tell
    from contested.overrides import FILE, is_override, note_override
    from contested.pipeline import Moment

    check_out(out)
    shop = open_read(desk)
    found = find_evidence(shop, what, Moment(read_moment(as_of) if as_of else now()), audience)
    if is_override(audience, shop.desk.settings.delay_hours):
        noted = note_override(shop.desk, f"evidence {what}", audience, out, now(), by)
        say(f"noted for {noted.by} in {FILE}: this holds what the public is not shown by default")
    pack_evidence(shop, found, audience, now(), out)
    if found.held_back:
        say(f"left out for the {audience}: {tell(found.held_back)}")
    others = len(found.grounded) - found.asked
    say(
        f"{out}: {count(len(found.reports), 'report')} written, on which {count(found.asked, 'claim')} "
        f"and {others:,} that {'it was' if found.asked == 1 else 'they were'} taken from rest"
    )


def check_out(out: Path) -> None:
    """Raises UsageError where no package can be written at `out`."""
    if out.suffix.lower() != EXTENSION:
        raise UsageError(f"{out}: a package is called {EXTENSION}; write --out {out.with_suffix(EXTENSION)}")
    if out.is_dir():
        raise UsageError(f"{out}: is a folder; give a file in it")
    if not out.parent.is_dir():
        raise UsageError(f"{out}: there is no folder {out.parent}; make it first: mkdir -p {out.parent}")
