"""`contested add`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from contested.cli.arguments import DeskOption, Sources, check_paths, day_option, is_address, make_command
from contested.cli.messages import (
    counting,
    say_added,
    say_claims_added,
    say_contact,
    say_map_added,
    say_repeats,
)
from contested.cli.opening import open_shop
from contested.days import now
from contested.errors import UsageError
from contested.model import Day

if TYPE_CHECKING:
    from contested.pipeline import Added, Workshop

command = make_command("add", "contested add reports")


@command.default
def add(
    paths: Sources | None = None,
    /,
    *,
    claims: Annotated[
        Path | None,
        Parameter(help="Claims made elsewhere: JSON lines, each with its publisher and day beside it."),
    ] = None,
    as_control: Annotated[
        Path | None,
        Parameter(help="A GeoJSON file of who holds what, as one source has it; with --source and --on."),
    ] = None,
    source: Annotated[str | None, Parameter(help="Whose map it is.")] = None,
    on: Annotated[str | None, day_option("The day that the map shows")] = None,
    again: Annotated[
        bool, Parameter(help="Also reports that were taken down: they come in under new ids.", negative=())
    ] = False,
    desk: DeskOption = None,
) -> int:
    """Read reports into the ledger: text, HTML and JSON lines, saved pages, mail, PDF, feeds, exports of Telegram Desktop,
    preview pages of Telegram channels, tables, archives of pages, folders and zipped folders of all that, and addresses
    (http, https).

    A report that is held already is not added again. One that cannot be read is set aside and named, and
    the exit code is then 3. New reports that repeat others, whole or in a passage, are counted, and some
    of those they repeat named. `contested build` finds the claims in what was added.

    What an address serves is fetched once, by the rules of its site's robots.txt, and kept with all that went over the
    wire; a feed gives its entries. Nothing is logged in to.

    With --claims, claims that were made elsewhere are taken as they come. What is wrong with a line is said
    with its number and its key; the others are added. With --as-control, each settlement that lies in an area
    of a map is a claim of the map's source.
    """
    if again and not paths:
        raise UsageError("add --again: goes with files or folders of reports")
    if as_control is not None:
        if paths or claims is not None or not source or not on:
            raise UsageError("add --as-control: give the map alone, with --source NAME and --on DAY")
        return add_map(as_control, source, on, desk)
    if source or on:
        raise UsageError("add: --source and --on are for a map; see contested add --help")
    if claims is not None:
        if paths:
            raise UsageError("add --claims: give the file of claims alone; add reports by themselves")
        return add_told(claims, desk)
    if not paths:
        raise UsageError("add: give files, folders or addresses of reports; see contested add --help")
    return add_reports(paths, desk, again)


def add_reports(paths: list[str], desk: Path | None, again: bool) -> int:
    """Reports, read later by `build`."""
    from contested.ingest import count_passed, start_worker

    urls = [path for path in paths if is_address(path)]
    found = check_paths([path for path in paths if not is_address(path)])
    start_worker()
    from contested.pipeline import NOTHING, add_paths, add_up, find_repeats

    shop = open_shop(desk)
    added = NOTHING
    if found:
        with counting("reports read") as progress:
            added = add_paths(shop, found, now(), progress, again)
    if urls:
        added = add_up(added, fetch(shop, urls, again))
    say_added(added, count_passed(found))
    with counting("reports compared") as progress:
        repeats = find_repeats(shop, added.ids, progress)
    say_repeats(added.new, repeats)
    return 3 if added.rejected else 0


def fetch(shop: Workshop, urls: list[str], again: bool) -> Added:
    """Addresses, one after the other."""
    from contested.fetching import add_urls

    say_contact(shop.desk)
    with counting("addresses fetched") as progress:
        return add_urls(shop, urls, progress, again)


def add_told(file: Path, desk: Path | None) -> int:
    """Claims that were made elsewhere."""
    from contested.adding import add_claims

    (found,) = check_paths([str(file)])
    shop = open_shop(desk)
    with counting("claims read") as progress:
        added = add_claims(shop, found, now(), progress)
    say_claims_added(added)
    return 3 if added.rejected else 0


def add_map(file: Path, source: str, day: Day, desk: Path | None) -> int:
    """A map of who holds what."""
    from contested.adding_maps import add_control_map

    (found,) = check_paths([str(file)])
    added = add_control_map(open_shop(desk), found, source, day, now())
    say_map_added(added)
    return 3 if added.rejected else 0
