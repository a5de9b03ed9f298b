"""What an analyst says that a name means, in; the act for the ledger, or what is wrong with it, out."""

from __future__ import annotations

from contested.ask.claims import is_report
from contested.ask.places import place_finder, read_point
from contested.errors import UsageError
from contested.locate.fold import fold_name
from contested.locate.tables.rows import slug_of
from contested.model import Place, Settled
from contested.pipeline import Workshop
from contested.sphere import inside, kilometres

PIN_KM = 1.0  # a settlement this near to a pin is what was meant
LONGEST = 100


def settle_place(shop: Workshop, name: str, place: str) -> Place:
    """The place that somebody gives a name: an id, a name, or `lat,lon`, which is the settlement within 1 km or a new
    place of that name. Raises UsageError where it cannot be one."""
    point = read_point(place)
    if point is None:
        return place_finder(shop)(place)
    lat, lon = point
    if not inside(point, shop.theatre.settings.bbox):
        raise UsageError(f"{place}: lies outside the theatre; write latitude, then longitude, in degrees")
    pins = [pin for pin in shop.settled.pins if kilometres(pin, point) <= PIN_KM]
    near = shop.unsettled.nearest(lat, lon, PIN_KM)
    if near is not None or pins:
        return near or min(pins, key=lambda pin: (kilometres(pin, point), pin.place_id))
    return Place(
        place_id=f"theatre:{slug_of(name, lat, lon)}",
        name=name,
        kind="settlement",
        lat=round(lat, 5),
        lon=round(lon, 5),
        uncertainty_km=PIN_KM,
    )


def check_name(name: str) -> str:
    """A name as somebody typed it, on one line. Raises UsageError where it is none."""
    written = " ".join(name.split())
    if not any(map(str.isalpha, written)) or len(written) > LONGEST:
        raise UsageError(f"{name!r}: is no name; write the words as a report has them")
    return written


def check_report(shop: Workshop, wanted: str) -> str:
    """The name of the one report that is meant. Raises UsageError where there is none, or several."""
    with shop.ledger() as ledger:
        names = sorted({report.name for report in ledger.reports() if is_report(report.name, wanted)})
    if len(names) != 1:
        found = f"is the end of {len(names)} names: {', '.join(names[:5])}" if names else "is not there"
        raise UsageError(f"--report {wanted!r}: {found}; write one whole name")
    return names[0]


def settle(
    shop: Workshop,
    name: str,
    place: str | None,
    by: str,
    report: str | None,
    recorded_at: str,
    withdrawn: bool = False,
) -> Settled:
    """Enter in the ledger what a name means: a place, or none where none is given; with `withdrawn`, that what was
    settled about it no longer stands. Raises UsageError, and then nothing is entered."""
    if not by.strip():
        raise UsageError("--by: write who settles it")
    written = check_name(name)
    scope = report and check_report(shop, report)
    if withdrawn and not stands(shop, written, scope):
        raise UsageError(f"nothing is settled about {written!r}{' in that report' if scope else ''}")
    act = Settled(
        name=written,
        place=settle_place(shop, written, place) if place is not None else None,
        by=" ".join(by.split()),
        on_day=recorded_at[:10],
        report_name=scope,
        withdrawn=withdrawn,
    )
    with shop.ledger() as ledger:
        ledger.settle_name(act, recorded_at)
    return act


def stands(shop: Workshop, name: str, report_name: str | None) -> bool:
    """Whether something is settled about a name, in the desk or in that report."""
    return any(
        (fold_name(act.name), act.report_name) == (fold_name(name), report_name)
        for act in shop.settled.standing
    )
