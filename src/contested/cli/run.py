"""`contested run`."""

from __future__ import annotations

import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from contested.cli.arguments import (
    AsOfOption,
    Paths,
    SyntheticOption,
    TheatreOption,
    check_paths,
    make_command,
)
from contested.cli.messages import counting, print_found, say_added, say_repeats
from contested.cli.opening import make_desk, write_theatre
from contested.days import now, read_moment
from contested.errors import UsageError

if TYPE_CHECKING:
    from contested.desk import Desk

command = make_command("run", "contested run reports --out site --synthetic")


@command.default
def run(
    paths: Paths,
    /,
    *,
    out: Annotated[Path, Parameter(help="Folder of the site: a new one, an empty one, or a site.")],
    keep: Annotated[
        Path | None,
        Parameter(help="Keep the desk in this folder; a second run adds to it what is new."),
    ] = None,
    as_of: AsOfOption = None,
    theatre: TheatreOption = None,
    synthetic: SyntheticOption = False,
) -> int:
    """Everything at once: read reports, say who holds what, and write the site, on a throw-away desk.

    Prints what was found and the address of the page. Without --as-of, the last day is that of the newest
    report. The exit code is 3 where some reports were set aside.
    """
    from contested.arrivals import sum_up
    from contested.ask.summary import count_found
    from contested.ingest import count_passed
    from contested.pipeline import Moment, Workshop, add_paths, bring_up_to_date, build_site, last_published

    found = check_paths(paths)
    with nullcontext(keep) if keep else tempfile.TemporaryDirectory(prefix="contested-") as folder:
        shop = Workshop(choose_desk(Path(folder), out, theatre, synthetic))
        with counting("reports read") as progress:
            added = add_paths(shop, found, now(), progress)
        with counting("reports read for claims") as progress:
            bring_up_to_date(shop, now(), progress)
        moment = Moment(read_moment(as_of) if as_of else last_published(shop))
        account = build_site(shop, moment, "desk", out, now(), relearn=True)
        counts = count_found(shop, account, moment.until)
    say_added(added, count_passed(found))
    names = {report.report_id: report.name for report in account.reports}
    say_repeats(added.new, sum_up(account.copies, added.ids, names.__getitem__))
    print_found(counts, moment.until, out)
    return 3 if added.rejected else 0


def choose_desk(folder: Path, out: Path, theatre: str | None, synthetic: bool) -> Desk:
    """The desk in a folder; a new one, named after the site, where there is none.

    Raises UsageError where the desk that is there is not the one asked for.
    """
    from contested.desk import FILE, open_desk

    if not (folder / FILE).exists():
        return make_desk(folder, theatre, out.resolve().name, synthetic)
    desk = open_desk(folder)
    if theatre is not None and write_theatre(theatre, folder) != desk.settings.theatre:
        raise UsageError(f"{folder}: is a desk of the theatre {desk.settings.theatre!r}; leave --theatre out")
    if synthetic and not desk.settings.synthetic:
        raise UsageError(f"{folder}: is a desk of real reports; leave --synthetic out, or edit its {FILE}")
    return desk
