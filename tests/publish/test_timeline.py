from __future__ import annotations

import msgspec

from contested.publish.timeline import timeline
from tests.publish.account import PLACES, compose_account
from tests.publish.small import THEATRE


def test_events_of_a_place_are_in_order_of_time() -> None:
    account = compose_account()
    rows = timeline(account, THEATRE, PLACES["Kupiansk"].place_id)
    assert [(row.start, row.event) for row in rows if row.start != "2025-10-28"] == [
        ("2025-10-01", "holds"),
        ("2025-10-14", "entered"),
        ("2025-11-20", "captured"),
        ("2025-12-08", "withdrew"),
    ]
    captured = next(row for row in rows if row.event == "captured")
    assert (captured.actor, captured.target, captured.origins, len(captured.claims)) == ("RU", "UA", 1, 3)
    assert captured.denied_by == ("General Staff of Ukraine",)
    assert captured.sentence.startswith("Russian Ministry of Defence")
    assert msgspec.json.decode(msgspec.json.encode(rows))[0]["end"] == "2025-10-01"


def test_events_without_a_day_come_last() -> None:
    rows = timeline(compose_account(), THEATRE, PLACES["Kindrashivka"].place_id)
    assert [row.start for row in rows] == ["2025-10-01", None]


def test_a_place_without_events_has_no_rows() -> None:
    assert timeline(compose_account(), THEATRE, "composed:99") == ()
