"""An account, in; its events, figures, origins and reports as tables, out; with claims and control all of its records."""

from __future__ import annotations

from collections.abc import Iterator

from contested.model import Account
from contested.publish.brief_events import event_sentence
from contested.publish.events import choose_event_lead, count_witnesses, name_deniers
from contested.publish.exports import ExportSettings
from contested.publish.exports.tables import OURS, Columns, Kind, Row, Table, describe_desk
from contested.publish.exports.tables.claims import CLAIMS
from contested.publish.exports.tables.days import CONTROL
from contested.publish.licences import Licences
from contested.publish.words import load_words
from contested.theatres import Theatre


def columns(**kinds: Kind) -> Columns:
    return (*kinds.items(), *OURS)


EVENT_COLUMNS = columns(
    event_id="text", event="text", actor="text", target="text", place_ids="texts", places="texts", start="day",
    end="day", sentence="text", origins="whole", witnesses="texts", denied_by="texts", claim_ids="texts",
    versions="whole",
)  # fmt: skip
FIGURE_COLUMNS = columns(
    quantity_id="text", claim_id="text", report_id="text", report_name="text", start="whole", end="whole", text="text",
    unit="text", thing="text", deed="text", low="number", high="number", approximate="yes", actor="text", target="text",
    place_ids="texts", places="texts", when_start="day", when_end="day", period="text", course="text", since="text",
    stance="text", part_of="text", origin_id="text", origin="text", origin_kind="text", origin_side="text",
    vouched="yes", publisher="text", published="day",
)  # fmt: skip
ORIGIN_COLUMNS = columns(
    origin_id="text", source="text", name="text", kind="text", side="text", vouched="yes", witness="text",
    carrier="text", first="text", claim_ids="texts", chain="texts", reasons="texts", taken_back="day", licence="text",
)  # fmt: skip
REPORT_COLUMNS = columns(
    report_id="text", report_name="text", title="text", publisher="text", published="day", published_at="text",
    published_basis="text", language="text", url="text", credits="texts", author="text", site="text", canonical="text",
    written="day", found_in="texts", characters="whole", claims="whole", licence="text",
)  # fmt: skip


def list_events(account: Account, theatre: Theatre, settings: ExportSettings) -> Iterator[Row]:
    desk, words = describe_desk(settings), load_words(theatre)
    claims = account.claims_by_id
    names = {ref.place_id: ref.name for one in account.claims for ref in one.places if ref.place_id}
    for event in account.events:
        lead = choose_event_lead(event, claims)
        yield desk | {
            "event_id": event.event_id,
            "event": event.event,
            "actor": event.actor,
            "target": event.target,
            "place_ids": event.place_ids,
            "places": tuple(names.get(one) or one for one in event.place_ids),
            "start": event.start,
            "end": event.end,
            "sentence": event_sentence(event, lead, claims, words),
            "origins": count_witnesses(event),
            "witnesses": tuple(sorted({one for one in event.witnesses if one})),
            "denied_by": name_deniers(event, claims, words),
            "claim_ids": event.claims,
            "versions": max(1, len(event.versions)),
        }


def list_figures(account: Account, theatre: Theatre, settings: ExportSettings) -> Iterator[Row]:
    desk = describe_desk(settings)
    own = {name for name, _ in FIGURE_COLUMNS}
    for one in account.figures.quantities:
        fields = {name: getattr(one, name) for name in one.__struct_fields__ if name in own}
        yield desk | fields | {
            "place_ids": one.places,
            "places": one.place_names,
            "when_start": one.when.start,
            "when_end": one.when.end,
            "origin_kind": one.kind,
            "origin_side": one.side,
        }  # fmt: skip


def list_origins(account: Account, theatre: Theatre, settings: ExportSettings) -> Iterator[Row]:
    desk, licences = describe_desk(settings), Licences(theatre)
    own = {name for name, _ in ORIGIN_COLUMNS}
    for one in account.origins:
        fields = {name: getattr(one, name) for name in one.__struct_fields__ if name in own}
        yield desk | fields | {
            "claim_ids": one.claims,
            "taken_back": one.taken_back.on if one.taken_back else None,
            "licence": licences.of_source(one.source),
        }  # fmt: skip


def list_reports(account: Account, theatre: Theatre, settings: ExportSettings) -> Iterator[Row]:
    """Reports without their texts: what they claim is quoted in `claims`, and a whole text is its publisher's."""
    desk, licences = describe_desk(settings), Licences(theatre)
    own = {name for name, _ in REPORT_COLUMNS}
    told: dict[str, int] = {}
    for claim in account.claims:
        told[claim.report_id] = told.get(claim.report_id, 0) + 1
    for one in account.reports:
        fields = {name: getattr(one, name) for name in one.__struct_fields__ if name in own}
        yield desk | fields | {
            "report_name": one.name,
            "found_in": tuple(f"{key}: {where}" for key, where in sorted(one.found_in.items())),
            "characters": len(one.text),
            "claims": told.get(one.report_id, 0),
            "licence": licences.of_publisher(one.publisher),
        }  # fmt: skip


TABLES = {
    one.name: one
    for one in (
        CLAIMS,
        CONTROL,
        Table("events", lambda _: EVENT_COLUMNS, list_events),
        Table("figures", lambda _: FIGURE_COLUMNS, list_figures),
        Table("origins", lambda _: ORIGIN_COLUMNS, list_origins),
        Table("reports", lambda _: REPORT_COLUMNS, list_reports),
    )
}
