"""`contested gazetteer`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from contested.cli.arguments import DeskOption, FormatOption, check_paths, make_command
from contested.cli.messages import count, counting, say, say_rejections
from contested.cli.opening import open_shop
from contested.cli.records import Columns, print_records
from contested.days import now
from contested.errors import RejectedTable, UsageError
from contested.model import Rejection

if TYPE_CHECKING:
    from contested.ask.known import Known
    from contested.pipeline import AddedPlaces, Workshop

LONGEST_CELL = 80
LOOKUP = "contested gazetteer lookup Kupyansk"
command = make_command("gazetteer", LOOKUP)
command.help = "The places that the desk knows."
lookup = make_command("lookup", LOOKUP)
add = make_command("add", "contested gazetteer add places.csv")
fetch = make_command("fetch", "contested gazetteer fetch UA")
settle = make_command("settle", "contested gazetteer settle Kruglyakovka Kruhliakivka --by 'A. Reader'")
listing = make_command("list", "contested gazetteer list")
for part in (lookup, add, fetch, settle, listing):
    command.command(part)


@lookup.default
def print_places(
    name: Annotated[str, Parameter(help="A name in any spelling, or a place_id.")],
    /,
    *,
    format: FormatOption = None,
    desk: DeskOption = None,
) -> None:
    """The places that a name can mean, with their other names and the tables that know them.

    A name that no table has is refused, with names that look like it, likest first.
    """
    from contested.ask.known import Known, look_up_known

    columns: Columns[Known] = {
        "place_id": lambda one: one.place_id,
        "name": lambda one: one.name,
        "where": tell_where,
        "other names": lambda one: shorten("; ".join((*tell_former(one), *one.names))),
        "known to": lambda one: "; ".join(one.tables),
    }
    print_records(Known, look_up_known(name, open_shop(desk)), columns, format)


def tell_where(one: Known) -> str:
    """What a place is and where it lies: "settlement in Donetsk Oblast, UA, at 48.332, 37.837"."""
    lies = ", ".join(filter(None, (one.admin1, one.country)))
    return f"{one.kind}{' in ' if lies else ''}{lies} at {one.lat:.3f}, {one.lon:.3f}"


def tell_former(one: Known) -> tuple[str, ...]:
    """The names that a place bore, and until when."""
    return tuple(f"{old.name} until {old.until}" for old in one.former)


def shorten(text: str) -> str:
    """The beginning of many names, for a cell of a table; JSON has all."""
    return text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL].rpartition("; ")[0] + "; …"


@add.default
def add_files(
    files: Annotated[list[str], Parameter(help="Tables of places.")],
    /,
    *,
    columns: Annotated[
        str | None,
        Parameter(help="Of tables whose columns are not known: name=…,lat=…,lon=… and perhaps other fields."),
    ] = None,
    desk: DeskOption = None,
) -> int:
    """Add tables of places: CSV, GeoNames dumps, OSM extracts, JSON lists.

    What a table is, is told by its columns. Places outside the theatre are left out. A row that is wrong is set aside
    and named, and the exit code is then 3. `contested build` reads the reports anew with the places.
    """
    fields = read_columns(columns)
    tables = check_paths(files)
    for table in tables:
        if table.is_dir():
            raise UsageError(f"{table}: is a folder; give the tables in it")
    shop = open_shop(desk)
    return conclude([add_file(shop, table, fields) for table in tables])


def add_file(shop: Workshop, file: Path, columns: tuple[tuple[str, str], ...]) -> AddedPlaces | None:
    """Add one table and say what became of it; null where it was set aside."""
    from contested.pipeline import add_table

    try:
        with counting(f"rows of {file.name}") as progress:
            added = add_table(shop, file, columns, now(), progress)
    except RejectedTable as error:
        say_rejections([Rejection(error.where, error.reason, error.remedy)])
        return None
    say_rejections(added.rejected)
    say(about_table(added))
    return added


def conclude(added: list[AddedPlaces | None]) -> int:
    """What to do next, where a table is new; the exit code."""
    if any(one is not None and one.new for one in added):
        say("reports are read anew with these places by the next question, or by: contested build")
    return 3 if any(one is None or one.rejected for one in added) else 0


def about_table(added: AddedPlaces) -> str:
    """What became of a table, in a line."""
    table = added.table
    held = "" if added.new else ", held already"
    left_out = f"{added.outside:,} outside the theatre, {added.other:,} of other kinds left out"
    return (
        f"{table.name} ({table.format}): {count(table.places, 'place')}{held}; "
        f"{left_out}, {len(added.rejected):,} set aside"
    )


def read_columns(text: str | None) -> tuple[tuple[str, str], ...]:
    """`name=…,lat=…` as pairs of a field and a column; a field may be given several columns with `+` between.

    Raises UsageError for what is no such list, and for a field that is not known.
    """
    from contested.locate.tables.columns import FIELDS

    pairs = []
    for part in (text or "").split(",") if text else ():
        field, sign, written = part.partition("=")
        if not sign or not written.strip():
            raise UsageError(f"--columns {part!r}: write field=column, as in name=title,lat=y,lon=x")
        if field.strip() not in FIELDS:
            raise UsageError(f"--columns {field.strip()!r}: is no field; fields are {', '.join(FIELDS)}")
        pairs += [(field.strip(), column.strip()) for column in written.split("+")]
    return tuple(pairs)


@fetch.default
def fetch_countries(
    countries: Annotated[list[str], Parameter(help="Country codes of two letters, as UA.")],
    /,
    *,
    address: Annotated[str | None, Parameter(show=False)] = None,
    desk: DeskOption = None,
) -> int:
    """Download GeoNames' files of countries, and add them as tables of places.

    A download that broke off is gone on with by the next call. Needs the network; nothing is sent.
    """
    from contested.cache import cache_folder
    from contested.locate.tables.fetch import GEONAMES, country_address

    addresses = [country_address(code, address or GEONAMES) for code in countries]
    shop = open_shop(desk)
    folder = cache_folder() / "fetched"
    return conclude([fetch_country(shop, one, folder) for one in addresses])


def fetch_country(shop: Workshop, url: str, folder: Path) -> AddedPlaces | None:
    """Download and add one table, and say what became of it; null where it was set aside."""
    from contested.pipeline import fetch_table

    try:
        with counting(f"bytes of {url}") as progress:
            fetched, added = fetch_table(shop, url, folder, now(), progress)
    except RejectedTable as error:
        say_rejections([Rejection(error.where, error.reason, error.remedy)])
        return None
    if fetched.changed:
        say(f"{url}: had changed since it was begun, and was fetched anew")
    elif fetched.resumed:
        say(f"{url}: gone on with at byte {fetched.resumed:,}")
    say(f"{url}: SHA-256 {fetched.sha256}")
    say_rejections(added.rejected)
    say(about_table(added))
    return added


@settle.default
def settle_name(
    name: Annotated[str, Parameter(help="A name as reports write it.")],
    place: Annotated[
        str | None,
        Parameter(
            help='What it means: a place_id, a name, or "lat,lon", which may be a place that no table has.'
        ),
    ] = None,
    /,
    *,
    by: Annotated[str, Parameter(help="Who settles it.")],
    report: Annotated[str | None, Parameter(help="Only in this report, by its name.")] = None,
    not_a_place: Annotated[
        bool, Parameter(name="--not-a-place", help="The words name no place here.", negative=())
    ] = False,
    withdraw: Annotated[
        bool, Parameter(help="What was settled about it no longer stands.", negative=())
    ] = False,
    desk: DeskOption = None,
) -> None:
    """Settle what a name means, once for the desk.

    The act is kept with name and day; a later one on the same name replaces it. `contested build` reads the
    reports anew with it.
    """
    from contested.ask.settling import settle as enter

    if (place is not None) + not_a_place + withdraw != 1:
        raise UsageError("settle: give a place, or --not-a-place, or --withdraw")
    act = enter(open_shop(desk), name, place, by, report, now(), withdraw)
    where = f" in {act.report_name}" if act.report_name else ""
    if act.withdrawn:
        meaning = "is settled no more"
    elif act.place is None:
        meaning = "names no place"
    else:
        meaning = f"is {act.place.name} ({act.place.place_id}, {act.place.lat:.4f},{act.place.lon:.4f})"
    say(f"{act.name!r} {meaning}{where}, by {act.by} on {act.on_day}; next: contested build")


@listing.default
def print_tables(*, format: FormatOption = None, desk: DeskOption = None) -> None:
    """The tables of places that the desk has added."""
    from contested.model import AddedTable

    columns: Columns[AddedTable] = {
        "name": lambda one: one.name,
        "format": lambda one: one.format,
        "places": lambda one: one.places,
        "added": lambda one: one.recorded_at,
        "sha256": lambda one: one.sha256[:10],
    }
    found = open_shop(desk).added_tables()
    print_records(
        AddedTable, found, columns, format, "no table was added; see: contested gazetteer add --help"
    )
