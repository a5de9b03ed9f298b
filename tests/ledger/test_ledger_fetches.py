"""Fetches: what the rows of an address come to, and every kind of damage to them."""

from __future__ import annotations

import pytest
from ledger_samples import NOON, compose_exchange, compose_fetch
from test_ledger_verify import tamper

from contested.desk import Desk
from contested.ledger import History, Ledger, read_exchanges

URL, OTHER = "https://wire.example/feed", "https://wire.example/1"


def enter(ledger: Ledger, *outcomes: str, url: str = URL, **keys: str) -> None:
    for hour, outcome in enumerate(outcomes):
        ledger.add_fetch(compose_fetch(url, outcome, f"2025-12-10T{hour:02}:00:00Z", **keys), NOON)


def test_history_is_of_one_address_and_counts_failures_since_it_was_had(ledger: Ledger) -> None:
    assert ledger.fetch_history(URL) == History(url=URL)
    enter(ledger, "asked", "failed", "asked", "fetched", "asked", "failed", "asked", "refused", "asked")
    enter(ledger, "asked", "fetched", url=OTHER)
    history = ledger.fetch_history(URL)
    assert (history.asked, history.failures) == ("2025-12-10T08:00:00Z", 2)
    assert history.had is not None
    assert history.failed is not None
    assert (history.had.at, history.failed.at) == ("2025-12-10T03:00:00Z", "2025-12-10T07:00:00Z")


def test_failures_of_the_network_do_not_count(ledger: Ledger) -> None:
    enter(ledger, "failed", "failed", kind="away")
    enter(ledger, "failed", kind="network")
    assert ledger.fetch_history(URL).failures == 1


def test_links_and_those_that_are_settled(ledger: Ledger) -> None:
    for links in (("b", "a"), ("c", "a")):
        ledger.add_fetch(compose_fetch(URL, "fetched", links=links), NOON)
    enter(ledger, "asked", "fetched", url="b", found_by=URL)
    enter(ledger, "asked", "failed", url="c", found_by=URL)
    assert ledger.linked_by(URL) == ["b", "a", "c"]
    assert ledger.settled_links(URL) == {"b"}


def test_exchanges_come_back_as_they_went(ledger: Ledger) -> None:
    exchanges = (compose_exchange("https://wire.example/old"), compose_exchange(URL))
    sha256 = ledger.keep_exchanges(exchanges)
    assert read_exchanges(ledger.archive.read(sha256)) == exchanges


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE fetches SET record = replace(record, '200', '404') WHERE number = 2", "was changed"),
        ("UPDATE fetches SET recorded_at = '2025-01-01T00:00:00Z' WHERE number = 2", "was changed"),
        ("UPDATE fetches SET record = '{}' WHERE number = 2", "cannot be read"),
        ("UPDATE fetches SET url = 'https://other.example/' WHERE number = 2", "says another address"),
        ("UPDATE fetches SET outcome = 'refused' WHERE number = 2", "says another address"),
        ("UPDATE fetches SET warc_sha256 = NULL WHERE number = 2", "says another address"),
        ("UPDATE fetches SET found_by = 'x' WHERE number = 2", "says another address"),
        ("DELETE FROM fetches WHERE number = 1", "fetch 1: its row is missing"),
    ],
)
def test_a_changed_or_missing_row_is_found(ledger: Ledger, statement: str, says: str) -> None:
    warc_sha256 = ledger.keep_exchanges([compose_exchange(URL)])
    enter(ledger, "asked", "fetched", warc_sha256=warc_sha256)
    assert ledger.verify() == []
    tamper(ledger, statement)
    assert any(says in problem for problem in ledger.verify()), ledger.verify()


def test_an_exchange_that_is_damaged_or_gone_is_found(ledger: Ledger, desk: Desk) -> None:
    enter(ledger, "fetched", warc_sha256=ledger.keep_exchanges([compose_exchange(URL)]))
    (file,) = (one for one in desk.archive.rglob("*") if one.is_file())
    file.write_bytes(file.read_bytes()[:-1])
    assert ["is damaged" in problem for problem in ledger.verify()] == [True]
    file.unlink()
    assert ["is missing" in problem for problem in ledger.verify()] == [True]
