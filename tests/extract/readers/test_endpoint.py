"""An endpoint is asked for what a report claims, believed only in what it can show, and told apart when it fails."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

import pytest

from contested.errors import ReaderUnavailable, RejectedReport
from contested.extract.readers import backends, open_reader
from contested.extract.readers.endpoint import PIECE, EndpointSettings, split_text, write_question
from contested.extract.told import Checked, check_claims
from contested.model import Role, Stance, VoiceKind
from contested.theatres import load_theatre
from contested.vocabulary import event_types
from tests.desks import TINY
from tests.extract.reading import report_of
from tests.served import Served, serve

THEATRE = load_theatre(str(TINY / "theatre"))
KESSA = "Velian troops captured Kessa."


@dataclass
class Asked:
    """A running server, and what it makes of a text."""

    served: Served

    def read(self, text: str, **settings: object) -> Checked:
        known = {"url": f"{self.served.url}/v1/chat/completions?a=b", "model": "toy", "timeout": 5.0}
        reader = open_reader(EndpointSettings(**{**known, **settings}), THEATRE)  # type: ignore[arg-type]
        report = report_of(text, published="2019-05-12", publisher="Marova Observer")
        return check_claims(reader.read(report), report, THEATRE, reader.name)


@pytest.fixture(scope="module")
def running() -> Iterator[Served]:
    with serve() as served:
        yield served


@pytest.fixture
def asked(running: Served) -> Asked:
    running.asked.clear()
    return Asked(running)


def test_what_it_finds_are_claims_of_the_contract(asked: Asked) -> None:
    text = f"Rain fell. {KESSA} League fighters withdrew from Ostrel."
    found = asked.read(text)
    assert [(one.event, one.actor, one.places[0].name, one.text) for one in found.claims] == [
        ("captured", "VEL", "Kessa", KESSA),
        ("withdrew", "FRL", "Ostrel", "League fighters withdrew from Ostrel."),
    ]
    assert {one.rule for one in found.claims} == {"llm:toy"}
    assert all(text[one.start : one.end] == one.text for one in found.claims)
    assert not found.dropped


def test_only_the_report_and_the_question_are_sent(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOY_KEY", " s3cret\n")
    asked.read(KESSA, key_env="TOY_KEY")
    (request,) = asked.served.asked
    assert request["path"] == "/v1/chat/completions?a=b"
    assert request["headers"]["Authorization"] == "Bearer s3cret"
    assert (request["model"], request["temperature"]) == ("toy", 0)
    system, user = request["messages"]
    assert json.loads(user["content"]) == {
        "published": "2019-05-12",
        "publisher": "Marova Observer",
        "language": "en",
        "title": None,
        "text": KESSA,
    }
    assert system["content"] == write_question(THEATRE)


def test_the_question_holds_the_vocabulary() -> None:
    question = write_question(THEATRE)
    for one in event_types().values():
        assert f"\n{one.event} ({one.family}): {one.gloss}" in question
    for side in THEATRE.sides:
        assert f"\n{side.code}: {side.name}" in question
    for word in (*get_args(Role), *get_args(Stance)):
        assert f"\n{word}: " in question
    for word in get_args(VoiceKind):
        assert word in question


def test_another_question_is_another_version() -> None:
    settings = EndpointSettings(url="http://localhost/", model="toy")
    ours, theirs = (
        open_reader(settings, load_theatre(name)) for name in (str(TINY / "theatre"), "russia_ukraine")
    )
    assert ours.version == open_reader(settings, THEATRE).version != theirs.version


def test_what_is_invented_is_not_believed(asked: Asked) -> None:
    for mark, why in [
        ("invented", "its sentence does not stand in the report"),
        ("unknown", "no such event"),
    ]:
        found = asked.read(f"{KESSA} [{mark}]")
        assert [one.text for one in found.claims] == [KESSA]
        assert found.dropped == {why: 1}


def test_json_may_stand_in_a_fence(asked: Asked) -> None:
    assert len(asked.read(f"{KESSA} [fenced]").claims) == 1


FAILURES = [
    ("prose", RejectedReport, "answered no JSON object with claims: 'I would rather not.'"),
    ("bare", RejectedReport, "answered no JSON object with claims"),
    ("nested", RejectedReport, "answered no JSON object with claims"),
    ("html", RejectedReport, "answered no chat completion"),
    ("cut", RejectedReport, "the answer was cut off"),
    ("huge", RejectedReport, "answered with more than 1,000,000 bytes"),
    ("500", RejectedReport, 'answered 500: \'{"error": "the composed model\\\\nis unwell"}\''),
    ("400", RejectedReport, "answered 400"),
    ("401", ReaderUnavailable, "set second_reader.key_env to a key"),
    ("404", ReaderUnavailable, "/v1/chat/completions"),
    ("429", ReaderUnavailable, "build again later"),
    ("302", ReaderUnavailable, "sends on to 'http://127.0.0.1:"),
    ("307", ReaderUnavailable, "nothing is sent there"),
]


@pytest.mark.parametrize(("mark", "kind", "said"), FAILURES, ids=[row[0] for row in FAILURES])
def test_a_failure_names_the_address_and_what_to_do(
    mark: str, kind: type[RejectedReport], said: str, asked: Asked
) -> None:
    with pytest.raises(RejectedReport) as caught:
        asked.read(f"{KESSA} [{mark}]")
    assert type(caught.value) is kind
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"case (llm:toy): {asked.served.url}/v1/chat/completions: ")
    assert caught.value.remedy
    assert len(asked.served.asked) == 1, "nothing is asked twice, and no redirect followed"


@pytest.mark.parametrize("mark", ["slow", "drip"])
def test_an_answer_has_so_much_time_in_all(mark: str, asked: Asked) -> None:
    start = time.monotonic()
    with pytest.raises(RejectedReport, match=r"no whole answer within 0\.3 seconds"):
        asked.read(f"{KESSA} [{mark}]", timeout=0.3)
    assert time.monotonic() - start < 2


def test_nobody_there(asked: Asked) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
        with pytest.raises(ReaderUnavailable, match=r"cannot be reached.*start the server"):
            asked.read(KESSA, url=url)


@pytest.mark.parametrize("key", ["", "two\nlines", "ключ"])
def test_no_key_in_the_environment(key: str, asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOY_KEY", key)
    with pytest.raises(ReaderUnavailable, match="no key in TOY_KEY"):
        asked.read(KESSA, key_env="TOY_KEY")
    assert asked.served.asked == []


def test_a_long_report_is_asked_about_in_pieces(asked: Asked) -> None:
    filler = "Rain fell on the vale all day.\n" * (PIECE // 30)
    text = f"{KESSA}\n{filler}League fighters entered Pellin.\n"
    assert [one.places[0].name for one in asked.read(text).claims] == ["Kessa", "Pellin"]
    assert len(asked.served.asked) == 2
    assert "".join(split_text(text)) == text
    assert list(split_text(" \n")) == []


def test_every_backend_says_what_it_is() -> None:
    assert all(one.about and one.kind == kind for kind, one in backends().items())
    assert "endpoint" in backends()
