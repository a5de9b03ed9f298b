"""Control and claims as GeoJSON (RFC 7946): a feature for each place with control, one for each claim and place.

`record` tells them apart: `status` or `claim`. The collection's own member `contested` says whose it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from contested.model import Account, Claim, Control, PlaceRef
from contested.publish.exports import Export, ExportSettings, Written, write_pieces
from contested.publish.exports.tables import Counted
from contested.publish.exports.tables.claims import Beside, describe_said
from contested.publish.exports.tables.text import encode_sound
from contested.publish.licences import Licences
from contested.publish.where import say_where
from contested.publish.wording import read_wording
from contested.theatres import Theatre


def write_geojson(account: Account, theatre: Theatre, settings: ExportSettings, path: Path) -> Written:
    """One feature a line. Claims without a point are left out: they are in `jsonl`."""
    features = Counted(list_features(account, theatre, settings))
    about = settings.about | {"licences": Licences(theatre).credit(account)}
    write_pieces(write_collection(features, about), path)
    return Written(features.number, "feature")


def write_collection(features: Iterable[dict[str, Any]], about: dict[str, Any]) -> Iterator[str]:
    yield f'{{"type":"FeatureCollection","contested":{encode_sound(about)},"features":['
    comma = "\n"
    for feature in features:
        feature["properties"]["synthetic"] = about["synthetic"]
        yield comma + encode_sound(feature)
        comma = ",\n"
    yield "\n]}\n"


def list_features(account: Account, theatre: Theatre, settings: ExportSettings) -> Iterator[dict[str, Any]]:
    beside = Beside(account, theatre)
    for control in account.controls:
        yield describe_control(control, settings)
    for claim in account.claims:
        for number, place in enumerate(claim.places):
            if place.lat is not None and place.lon is not None:
                feature = describe_claim(claim, number, place)
                feature["properties"].update(beside.describe(claim))
                yield feature


def make_feature(
    key: str, lat: float | None, lon: float | None, properties: dict[str, Any]
) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": key, "geometry": point, "properties": properties}


def describe_control(control: Control, settings: ExportSettings) -> dict[str, Any]:
    place, status = control.place, settings.status_of(control)
    properties = {
        "record": "status",
        "place_id": place.place_id,
        "name": place.name,
        "on": status.on,
        "state": status.state,
        "probabilities": {state: round(chance, 4) for state, chance in status.probabilities.items()},
        "disputed": status.disputed,
        "origins": status.origins,
        "last_evidence": status.last_evidence,
        "claim_ids": list(dict.fromkeys(one.claim_id for one in status.evidence)),
    }
    return make_feature(place.place_id, place.lat, place.lon, properties)


def describe_claim(claim: Claim, number: int, place: PlaceRef) -> dict[str, Any]:
    properties = {
        "record": "claim",
        "claim_id": claim.claim_id,
        "place_id": place.place_id,
        "name": place.name or place.text,
        "role": place.role,
        "uncertainty_km": place.uncertainty_km,
        "where": say_where(place, read_wording()),
        **describe_said(claim),
        "publisher": claim.publisher,
        "published": claim.published,
        "dating": claim.dating,
        "text": claim.text,
    }
    return make_feature(f"{claim.claim_id}/{number}", place.lat, place.lon, properties)


EXPORT = Export("geojson", "geojson", write_geojson)
