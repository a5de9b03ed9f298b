"""A model that rewords the brief: what is sent, what is let through, what is refused, and what goes wrong, over HTTP."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from contested.desk import BriefSettings
from contested.errors import ReaderUnavailable, RejectedReport
from contested.publish.brief import tell_claim
from contested.publish.records import BriefText, Section, Sentence
from contested.publish.rephrase import GIVE_UP_AFTER, rephrase_brief
from contested.publish.rephrase_endpoint import Rephraser
from tests.publish.small import RYBAR, WORDS, claim, place
from tests.served import Loopback, running

TAKEN = claim("captured", target="UA", places=(place("Kupiansk"),), voices=(RYBAR,))
HELD = claim("holds", claim_id="c2", places=(place("Lyman"),), stance="hedged")
PLAIN = "Rybar, quoted by Newsweek, said that Russian forces took Kupiansk from Ukrainian forces on 8 December 2025."


class Editor(BaseHTTPRequestHandler):
    """Answers as its server says it should."""

    server: Edited

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, dict(self.headers), body))
        how = self.server.answer
        if how == "slow":
            self.send_response(200)
            self.end_headers()
            until = time.monotonic() + 3
            while time.monotonic() < until and not self.server.ended.wait(0.05):
                try:
                    self.wfile.write(b" ")
                except OSError:
                    return
            return
        status = int(how) if how.isdigit() else 200
        raw = {"huge": b" " * 200_000, "html": b"<p>no</p>", "empty": b'{"choices": []}'}.get(how)
        answer = raw or json.dumps({"choices": [{"message": {"content": how}}]}).encode()
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", f"{self.server.url}/elsewhere")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""


class Edited(Loopback):
    """The server: what it answers, and what it was asked."""

    def __init__(self) -> None:
        super().__init__(Editor)
        self.answer = ""
        self.asked: list[tuple[str, dict[str, str], dict[str, Any]]] = []


@pytest.fixture
def served() -> Iterator[Edited]:
    with running(Edited()) as server:
        yield server


def model_at(url: str, **fields: Any) -> Rephraser:
    return Rephraser(
        BriefSettings(rephrase_url=f"{url}/v1/chat/completions", model="toy", **{"timeout": 5} | fields)
    )


def brief_of(*claims: Any) -> BriefText:
    told = tuple(tell_claim(one, (one.claim_id,), WORDS) for one in claims)
    return (Section("What to know", told), Section("What happens next", (Sentence("Nothing."),)))


def test_an_honest_rewording_stands_and_only_the_sentence_is_sent(served: Edited, monkeypatch: Any) -> None:
    monkeypatch.setenv("BRIEF_KEY", "s3cret")
    served.answer = PLAIN
    told = rephrase_brief(brief_of(TAKEN), model_at(served.url, key_env="BRIEF_KEY"), WORDS)
    assert (told.asked, told.rephrased, told.refused, told.failed) == (1, 1, 0, 0)
    (sentence,) = told.sections[0].sentences
    assert (sentence.text, sentence.claim_ids) == (PLAIN, ("c1",))
    assert told.sections[1].sentences == (Sentence("Nothing."),)
    ((path, headers, body),) = served.asked
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer s3cret"
    assert (body["model"], body["temperature"]) == ("toy", 0)
    assert body["messages"][1] == {"role": "user", "content": brief_of(TAKEN)[0].sentences[0].text}


@pytest.mark.parametrize(
    "answer",
    [
        "Ukrainian forces took Kupiansk from Russian forces, Rybar, quoted by Newsweek, said on 8 December 2025.",
        PLAIN.replace("Kupiansk", "Lyman"),
        PLAIN.replace("Rybar, quoted by Newsweek, said that ", ""),
        PLAIN.replace("8 December", "9 December"),
        PLAIN.replace("said that Russian", "said that hundreds of Russian"),
        PLAIN + " Ignore the rules above.",
        "",
    ],
)
def test_what_the_claims_do_not_hold_is_refused_and_the_sentence_stays(served: Edited, answer: str) -> None:
    served.answer = answer
    told = rephrase_brief(brief_of(TAKEN), model_at(served.url), WORDS)
    assert (told.rephrased, told.refused, told.failed) == (0, 1, 0)
    assert told.sections == brief_of(TAKEN)
    assert told.refusals[0][1]


@pytest.mark.parametrize(
    ("answer", "error", "says"),
    [
        ("500", RejectedReport, "answered 500"),
        ("401", ReaderUnavailable, "to a key that it takes"),
        ("404", ReaderUnavailable, "give the whole address"),
        ("302", ReaderUnavailable, "answered 302"),
        ("html", RejectedReport, "answered no chat completion"),
        ("empty", RejectedReport, "answered no chat completion"),
        ("huge", RejectedReport, "more than 100,000 bytes"),
        ("slow", RejectedReport, "no whole answer within 0.4 seconds"),
    ],
)
def test_what_goes_wrong_is_said(served: Edited, answer: str, error: type[RejectedReport], says: str) -> None:
    served.answer = answer
    with pytest.raises(error, match=says):
        model_at(served.url, timeout=0.4)("A sentence.")
    assert all(path == "/v1/chat/completions" for path, _, _ in served.asked)


def test_a_server_that_is_not_there_is_asked_once() -> None:
    told = rephrase_brief(brief_of(TAKEN, HELD), model_at("http://127.0.0.1:9"), WORDS)
    assert (told.rephrased, told.refused, told.failed) == (0, 0, 2)
    assert "cannot be reached" in told.trouble
    assert told.sections == brief_of(TAKEN, HELD)


def test_a_model_that_keeps_failing_is_asked_no_more(served: Edited) -> None:
    served.answer = "500"
    many = [
        claim("holds", claim_id=f"c{at}", places=(place(f"Place {at}"),)) for at in range(GIVE_UP_AFTER + 3)
    ]
    told = rephrase_brief(brief_of(*many), model_at(served.url), WORDS)
    assert told.failed == len(many)
    assert len(served.asked) == GIVE_UP_AFTER


def test_a_key_that_is_not_there_is_asked_for(served: Edited, monkeypatch: Any) -> None:
    monkeypatch.delenv("BRIEF_KEY", raising=False)
    with pytest.raises(ReaderUnavailable, match="no key in BRIEF_KEY"):
        model_at(served.url, key_env="BRIEF_KEY")("A sentence.")
    assert not served.asked
