"""`contested export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from contested.cli.arguments import AsOfOption, Audience, DeskOption, day_option, make_command
from contested.cli.messages import count, say
from contested.cli.opening import open_read
from contested.days import now, read_moment
from contested.errors import UsageError
from contested.model import Day

if TYPE_CHECKING:
    from contested.pipeline import Workshop
    from contested.publish.exports import Export, View

KM = (5, 5000)  # across a map: nearer, outlines and rivers are too coarse
WIDTH = (300, 8000)  # pixels

command = make_command("export", "contested export geojson --out kupiansk.geojson")


@command.default
def export(
    format: Annotated[str, Parameter(help="A format that `contested list exports` shows.")],
    /,
    *,
    out: Annotated[Path, Parameter(help="The file to write; a folder with --records all.")],
    records: Annotated[
        str | None, Parameter(help="Of a format that writes several kinds of records: which; or all.")
    ] = None,
    on: Annotated[Day | None, day_option("The day whose state is told")] = None,
    since: Annotated[Day | None, day_option("Only what is told of this day or later")] = None,
    until: Annotated[Day | None, day_option("Only what is told of this day or earlier")] = None,
    audience: Annotated[Audience, Parameter(help="For whom the file is.")] = "public",
    by: Annotated[
        str | None, Parameter(help="Who lets it out, for the log of a file that is not for the public.")
    ] = None,
    place: Annotated[str | None, Parameter(help="Of a map: the place in its middle.")] = None,
    km: Annotated[float | None, Parameter(help="Of a map around a place: kilometres across.")] = None,
    width: Annotated[int | None, Parameter(help="Of a map: pixels across.")] = None,
    as_of: AsOfOption = None,
    desk: DeskOption = None,
) -> None:
    """Write claims, events or control to a file for another program.

    For the public, what is newer than the desk's delay is held back, and no place is said more finely than
    a settlement; any other file is noted in the desk's log (contested list overrides). Without --as-of, the moment is
    now; --on, --since and --until ask for days up to it.
    """
    from contested.overrides import FILE, is_override, note_override
    from contested.pipeline import Moment, add_areas, take_account
    from contested.publish.exports import ExportSettings, list_exports, write_export
    from contested.publish.exports.tables.narrow import narrow_account

    writer = list_exports().get(format)
    if writer is None:
        raise UsageError(f"export: no format is called {format!r}; there are {', '.join(list_exports())}")
    check_out(out, writer, records)
    check_view(writer, place, km, width)
    if since and until and since > until:
        raise UsageError(f"export: --since {since} is later than --until {until}")
    shop = open_read(desk)
    moment = Moment(read_moment(as_of) if as_of else now())
    for option, day in (("--on", on), ("--since", since), ("--until", until)):
        if day and day > moment.until:
            raise UsageError(f"export: {option} {day} is later than the moment of the file, {moment.until}")
    settings = ExportSettings(
        desk_name=shop.desk.settings.name,
        as_of=on or moment.until,
        status_on=shop.status_on,
        audience=audience,
        synthetic=shop.desk.settings.synthetic,
        since=since,
        until=until or moment.until,
        records=records or "",
        state_at=shop.desk.settings.thresholds.state_at,
        find_place=shop.terms(None).find_place,
        credits=shop.desk.settings.credits,
        view=choose_view(shop, place, km, width) if writer.forms else None,
    )
    account = take_account(shop, moment, audience)
    if writer.areas:
        account = add_areas(shop, account, moment.until)
    if since or until:
        account = narrow_account(account, since, until or moment.until)
    if is_override(audience, shop.desk.settings.delay_hours):
        noted = note_override(shop.desk, f"export {format}", audience, out, now(), by)
        say(f"noted for {noted.by} in {FILE}: this holds what the public is not shown by default")
    for one in write_export(writer, account, shop.theatre, settings, out):
        left = f"; {one.left_out:,} left out: {one.why}" if one.left_out else ""
        say(f"{out}: {count(one.number, one.noun)} written for the {audience}{left}")


def choose_view(shop: Workshop, place: str | None, km: float | None, width: int | None) -> View:
    """What a map shows, with defaults for what was not asked for."""
    from contested.ask.places import place_finder
    from contested.publish.exports import View

    default = View()
    return View(
        around=place_finder(shop)(place) if place else None,
        km=default.km if km is None else km,
        width=default.width if width is None else width,
    )


def check_view(writer: Export, place: str | None, km: float | None, width: int | None) -> None:
    """Raises UsageError where a format takes no such options, or a number is out of bounds."""
    if not writer.forms and (place, km, width) != (None, None, None):
        raise UsageError(f"export: --place, --km and --width are for a map; {writer.name} is none")
    if km is not None and place is None:
        raise UsageError("export: --km needs the place in the middle: --place NAME")
    for option, value, (least, most) in (("--km", km, KM), ("--width", width, WIDTH)):
        if value is not None and not least <= value <= most:
            raise UsageError(f"export: {option} {value}: give a number from {least:,} to {most:,}")


def check_out(out: Path, writer: Export, records: str | None) -> None:
    """Raises UsageError where nothing can be written at `out`, or the format has no such records."""
    from contested.publish.exports import ALL

    kinds = (*writer.records, ALL) if writer.records else ()
    if records is not None and records not in kinds:
        known = (
            f"kinds are {', '.join(kinds)}" if kinds else f"leave --records out: {writer.name} has one kind"
        )
        raise UsageError(f"export: {writer.name} has no records {records!r}; {known}")
    if out.is_dir() and records != ALL:
        raise UsageError(
            f"{out}: is a folder; give a file: --out {out / f'{writer.name}.{writer.extension}'}"
            + (f", or all of them: --records {ALL}" if kinds else "")
        )
    if records == ALL and out.exists() and not out.is_dir():
        raise UsageError(f"{out}: is a file; give a folder for --records {ALL}")
    forms = [f".{one}" for one in writer.forms]
    if forms and out.suffix.lower() not in forms:
        raise UsageError(f"{out}: a {writer.name} is written as {' or '.join(forms)}; call the file so")
    if not out.parent.is_dir():
        raise UsageError(f"{out}: there is no folder {out.parent}; make it first: mkdir -p {out.parent}")
