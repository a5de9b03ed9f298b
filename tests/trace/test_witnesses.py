"""Kinds of evidence: which a claim is, whether it can repeat another's uncited, and what that does to origins."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from trace_samples import SOURCES, make_claim, make_report, voice

from contested.model import Origin
from contested.theatres import Source
from contested.trace import trace_origins
from contested.trace.voices import Speaker
from contested.trace.witnesses import stand_as

TOLD = "They left Oldmill by the tannery steps, two abreast, leaving the brass kettle of the 14 cooks behind."
AGAIN = (
    "By the tannery steps, two abreast, they went; of the 14 cooks only a brass kettle was left in Oldmill."
)


@pytest.mark.parametrize(
    ("kind", "side", "event", "actor", "target", "witness"),
    [
        ("footage", None, "captured", "NO", "SO", "footage"),
        ("channel", "SO", "captured", "NO", "SO", "admission"),
        ("channel", "SO", "withdrew", "SO", "NO", "admission"),
        ("military", "SO", "captured", "NO", "SO", "admission"),
        ("military", "NO", "captured", "NO", "SO", "statement"),
        ("ministry", "SO", "withdrew", "NO", "SO", "statement"),
        ("official", None, "captured", "NO", "SO", "statement"),
        ("resident", None, "entered", "NO", "SO", "eyewitness"),
        ("witness", None, "shelling", "NO", "SO", "eyewitness"),
        ("think_tank", None, "captured", "NO", "SO", "assessment"),
        ("analyst", None, "captured", "NO", "SO", "assessment"),
        ("agency", None, "captured", "NO", "SO", "report"),
        ("channel", "NO", "captured", "NO", "SO", "report"),
        ("channel", "SO", "drone_strike", "NO", "SO", "report"),
        ("unnamed", None, "captured", "NO", "SO", "unnamed"),
    ],
)
def test_kind_of_evidence(
    kind: Any, side: str | None, event: str, actor: str, target: str, witness: str
) -> None:
    claim = replace(make_claim(make_report("a", TOLD), event=event, actor=actor), target=target)
    standing = stand_as(claim, Speaker("x", "X", kind, side, True))
    assert standing.witness == witness
    assert standing.may_repeat is (witness in ("assessment", "report", "unnamed"))


def test_a_denied_loss_is_no_admission() -> None:
    claim = replace(make_claim(make_report("a", TOLD), stance="denied"), target="SO")
    assert stand_as(claim, Speaker("x", "X", "channel", "SO", True)).witness == "report"


def tell_twice(publisher: Source, text: str, **change: Any) -> tuple[Origin, ...]:
    """A channel of the south tells of a retreat, and two days later another source does."""
    first = make_report("a", TOLD, publisher="Ridge")
    second = make_report("b", text, "2031-05-06", publisher=publisher.name)
    claims = [make_claim(first, "withdrew", "NO"), make_claim(second, "withdrew", "NO", **change)]
    return trace_origins([first, second], claims, (*SOURCES, publisher))


@pytest.mark.parametrize(
    ("kind", "side", "maps", "text", "joined", "because"),
    [
        (
            "outlet",
            None,
            False,
            AGAIN,
            True,
            "a newsroom that tells the same details without saying whose they are",
        ),
        ("think_tank", None, False, AGAIN, True, "an institute that does"),
        (
            "outlet",
            None,
            False,
            "The northern army has left Oldmill.",
            False,
            "in the words that anybody would use",
        ),
        ("analyst", None, True, AGAIN, False, "a map project draws by its own judgement"),
        ("resident", None, False, AGAIN, False, "somebody who was there"),
        ("military", "SO", False, AGAIN, False, "a staff speaks for its side"),
        ("channel", "NO", False, AGAIN, False, "the side that left owns to it: an admission"),
    ],
)
def test_who_repeats_without_saying_so(
    kind: Any, side: str | None, maps: bool, text: str, joined: bool, because: str
) -> None:
    publisher = Source(source_id="other", name="Other", kind=kind, side=side, maps=maps)
    origins = tell_twice(publisher, text)
    assert (len(origins) == 1) is joined, because
    if joined:
        (link,) = origins[0].links
        assert (link.kind, link.name) == ("repeats", "Ridge")
        assert "inferred" in link.reason


def test_what_two_sides_say_alike_stands_twice() -> None:
    assert len(tell_twice(Source(source_id="other", name="Other", kind="channel", side="NO"), AGAIN)) == 2


def test_who_cites_is_joined_whatever_he_is() -> None:
    publisher = Source(source_id="other", name="Other", kind="military", side="NO")
    (origin,) = tell_twice(publisher, "Ridge says that we left Oldmill.", voices=(voice("Ridge"),))
    assert (origin.source, origin.witness, origin.links[0].kind) == ("ridge", "report", "cites")


@pytest.mark.parametrize(
    ("event", "day", "text", "joined", "because"),
    [
        ("entered", "2031-05-04", TOLD, True, "entered is cited as captured, in the same words"),
        ("entered", "2031-05-05", TOLD, True, "a day before"),
        ("entered", "2031-05-01", TOLD, False, "days before: it may have been taken since"),
        (
            "entered",
            "2031-05-05",
            "Our men are in the first houses of Oldmill.",
            False,
            "nothing shows that it is this post",
        ),
    ],
)
def test_who_cites_for_more_than_was_said(
    event: str, day: str, text: str, joined: bool, because: str
) -> None:
    post = make_report("a", text, day, publisher="Northern Staff")
    news = make_report("b", AGAIN, "2031-05-05", publisher="Evening Post")
    claims = [make_claim(post, event), make_claim(news, voices=(voice("Northern Staff", "military"),))]
    origins = trace_origins([post, news], claims, SOURCES)
    assert (len(origins) == 1) is joined, because
    if joined:
        (link,) = origins[0].links
        assert link.reason == "Evening Post cites Northern Staff, who said less"
        assert [(drift.what, drift.change) for drift in link.drift][-1:] == [("event", "grown")]
