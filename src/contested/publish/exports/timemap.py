"""Events for Forensic Architecture's TimeMap: its domain of events, sources and associations in one JSON object.

TimeMap checks every record by a schema in which all but lists is text, and drops events that fail it. What a page of
TimeMap asks for at separate addresses (`events`, `sources`, `associations`) are the members of this object.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from contested.model import Account, Report
from contested.publish.exports import Export, ExportSettings, Written, write_pieces
from contested.publish.exports.tables.happenings import Happening, list_happenings
from contested.publish.exports.tables.text import encode_sound, web_address
from contested.publish.licences import Licences
from contested.publish.words import load_words, say_interval
from contested.theatres import Theatre
from contested.vocabulary import event_types

# Associations of this mode are what a page lets its readers choose by.
MODE = "CATEGORY"


def write_timemap(account: Account, theatre: Theatre, settings: ExportSettings, path: Path) -> Written:
    """An event for each that has a point and a day."""
    words, licences = load_words(theatre), Licences(theatre)
    happenings = list(list_happenings(account, theatre, settings))
    families = {event_types()[one.event.event].family: None for one in happenings}
    reports = {report.report_id: report for one in happenings for report in one.reports}
    domain = {
        "contested": settings.about | {"licences": licences.credit(account)},
        "events": [
            describe_event(one, say_interval(one.start, one.end, words), settings) for one in happenings
        ],
        "associations": [describe_association(name) for name in sorted(families)],
        "sources": {key: describe_source(one, licences) for key, one in sorted(reports.items())},
        "sites": [],
        "shapes": [],
        "notifications": [],
    }
    write_pieces([encode_sound(domain), "\n"], path)
    return Written(
        len(happenings), "event", len(account.events) - len(happenings), "without a point or a day"
    )


def describe_event(one: Happening, when: str, settings: ExportSettings) -> dict[str, Any]:
    """One event. TimeMap shows it on its first possible day; `time_display` says all of them."""
    family = event_types()[one.event.event].family
    return {
        "id": one.event.event_id,
        "description": one.sentence,
        "date": one.start,
        "time": "",
        "time_precision": "day" if one.days == 1 else "interval",
        "time_display": when,
        "location": one.where.name or one.where.text or "",
        "latitude": repr(one.lat),
        "longitude": repr(one.lon),
        "type": one.event.event,
        "category": family,
        "associations": [family],
        "sources": [report.report_id for report in one.reports],
        "comments": settings.notice,
    }


def describe_association(family: str) -> dict[str, Any]:
    return {"id": family, "title": family.capitalize(), "desc": "", "mode": MODE, "filter_paths": [family]}


def describe_source(report: Report, licences: Licences) -> dict[str, Any]:
    address = web_address(report.url) or ""
    return {
        "id": report.report_id,
        "title": report.title or report.name,
        "paths": [address] if address else [],
        "type": "Report",
        "url": address,
        "author": report.publisher or "",
        "date": report.published or "",
        "notes": licences.of_publisher(report.publisher) or "",
    }


EXPORT = Export("timemap", "json", write_timemap)
