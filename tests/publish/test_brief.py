from __future__ import annotations

import base64
import hashlib
import random
import re
from typing import Any

import msgspec
import pytest

from contested.model import Account, Day, Event, Origin, Version
from contested.publish.brief import write_brief
from contested.publish.brief_events import tell_event
from contested.publish.brief_html import brief_html
from contested.publish.brief_page import BriefPage, lay_out
from contested.publish.brief_site import write_briefs
from contested.publish.markdown import brief_markdown, escape_markdown
from contested.publish.records import BriefText
from tests.publish.account import PLACES, compose_account, doubt_place
from tests.publish.small import (
    FOOTAGE,
    RYBAR,
    SOMEBODY,
    STAFF,
    THEATRE,
    WORDS,
    claim,
    place,
    report,
    when,
)

TITLES = ["Why it matters", "What to know", "What people are saying", "What happens next"]
EMPTY = {
    "No place in these reports has evidence of who holds it.",
    "No event in these reports falls in this period.",
    "No other voice is named in these reports.",
    "No voice in these reports says what comes next.",
}
EMPTY_HERE = {
    "These reports have no evidence of who holds it.",
    "No event here falls in this period.",
    "No other voice speaks of it in these reports.",
    "No voice in these reports says what comes next here.",
}
NOTHING = Account(reports=(), claims=(), mentions=(), origins=(), controls=(), events=())


def brief(account: Account, place_id: str | None = None, since: Day | None = None) -> BriefText:
    return write_brief(account, THEATRE, 0.5, place_id, since, "2025-12-10")


def said(sections: BriefText, title: str) -> list[str]:
    return [one.text for section in sections if section.title == title for one in section.sentences]


def account_of(*claims: Any, events: tuple[Event, ...] = (), origins: tuple[Origin, ...] = ()) -> Account:
    return msgspec.structs.replace(
        NOTHING, claims=claims, events=events, origins=origins, reports=(report("x"),)
    )


def event_of(*claims: Any, denied_by: tuple[str, ...] = (), origins: tuple[str, ...] = ("o1",)) -> Event:
    first = claims[0]
    return Event(
        event_id=first.claim_id, event=first.event, actor=first.actor, target=first.target, place_ids=("composed:0",),
        start=first.when.start, end=first.when.end, claims=tuple(one.claim_id for one in claims), origins=origins,
        denied_by=denied_by, witnesses=origins,
    )  # fmt: skip


@pytest.mark.parametrize("undated", [False, True])
def test_briefs_that_are_written_together_are_those_that_are_written_alone(undated: bool) -> None:
    account = compose_account()
    if undated:  # which only a brief from the beginning cites
        first, *others = account.claims
        bare = msgspec.structs.replace(first, published=None, when=when(None))
        account = msgspec.structs.replace(account, claims=(bare, *others))
    together = write_briefs(account, THEATRE, 0.5, "2025-12-10").periods
    assert [one.days for one in together] == [7, 30, None]
    assert [one.sections for one in together] == [brief(account, since=one.since) for one in together]


@pytest.mark.parametrize("place_id", [None, *sorted(one.place_id for one in PLACES.values()), "composed:99"])
@pytest.mark.parametrize("since", [None, "2025-10-15", "2025-11-01", "2025-12-10"])
def test_four_sections_and_every_sentence_stands_on_claims(place_id: str | None, since: Day | None) -> None:
    account = compose_account()
    known = {one.claim_id for one in account.claims}
    sections = brief(account, place_id, since)
    assert [section.title for section in sections] == TITLES
    for section in sections:
        assert section.sentences
        for sentence in section.sentences:
            assert set(sentence.claim_ids) <= known
            assert len(set(sentence.claim_ids)) == len(sentence.claim_ids)
            assert bool(sentence.claim_ids) == (sentence.text not in EMPTY | EMPTY_HERE)


def test_nothing_is_said_of_nothing() -> None:
    sections = brief(NOTHING)
    assert {text for title in TITLES for text in said(sections, title)} == EMPTY


def test_order_of_records_changes_nothing() -> None:
    account = compose_account()
    expected = brief(account, None, "2025-11-01")
    for seed in range(3):
        mixed = {
            name: tuple(random.Random(seed).sample(getattr(account, name), len(getattr(account, name))))
            for name in ("reports", "claims", "origins", "controls", "events")
        }
        assert brief(msgspec.structs.replace(account, **mixed), None, "2025-11-01") == expected


def test_why_it_matters() -> None:
    texts = said(brief(compose_account(), None, "2025-11-01"), "Why it matters")
    assert texts == [
        "One place is disputed on 10 December 2025, of eight with evidence: Pishchane.",
        "Kupiansk-Vuzlovyi went from not known to contested between 1 November and 10 December 2025.",
        "Petropavlivka went from Ukrainian-held to not known between 1 November and 10 December 2025.",
    ]


def test_why_it_matters_at_one_place() -> None:
    texts = said(brief(compose_account(), PLACES["Kupiansk"].place_id, "2025-11-21"), "Why it matters")
    assert texts == [
        "Kupiansk, 10 December 2025: probably Ukrainian-held (60%), perhaps contested (34%). "
        "Seven reports, four origins, the last on 8 December.",
        "Ukraine says: Ukrainian-held since 1 October 2025 (one origin).",
        "Kupiansk went from contested to Ukrainian-held between 21 November and 10 December 2025.",
    ]


def test_what_to_know_is_newest_first_and_keeps_rivals() -> None:
    texts = said(brief(compose_account(), PLACES["Kupiansk"].place_id, "2025-11-01"), "What to know")
    assert len(texts) == 2
    assert texts[0].startswith(
        "Rybar said, as reported by ISW, then by Capital Courier, that Russian forces withdrew"
    )
    assert texts[1].endswith("(on 20 November 2025); General Staff of Ukraine denied it.")


def test_what_to_know_counts_origins_and_cites_denials() -> None:
    told = claim("captured", places=(place("Kupiansk"),))
    denied = claim("captured", claim_id="c2", stance="denied", voices=(STAFF,), places=(place("Kupiansk"),))
    event = event_of(told, denied_by=("c2",), origins=("o1", "o2"))
    (sentence,) = brief(account_of(told, denied, events=(event,)))[1].sentences
    assert sentence.claim_ids == ("c1", "c2")
    assert sentence.text == (
        "Newsweek reported that Russian forces captured Kupiansk (on 8 December 2025); two origins say so; "
        "General Staff of Ukraine denied it."
    )


@pytest.mark.parametrize(
    ("fields", "since", "cited"),
    [
        ({"published": "2025-12-11"}, None, False),
        ({"published": "2025-12-11"}, "2025-12-01", False),
        ({"published": None, "when": when(None)}, None, True),
        ({"published": None, "when": when(None)}, "2025-12-01", False),
        ({"published": None}, "2025-12-01", True),
        ({"published": "2025-12-10"}, "2025-12-01", True),
    ],
)
def test_a_brief_of_a_period_cites_nothing_later_or_undated(
    fields: dict[str, Any], since: Day | None, cited: bool
) -> None:
    one = claim("captured", places=(place("Kupiansk"),))
    told = claim(
        "captured", **({"claim_id": "c2", "voices": (RYBAR,), "places": (place("Kupiansk"),)} | fields)
    )
    denied = msgspec.structs.replace(told, claim_id="c3", stance="denied", voices=(STAFF,))
    witness = Origin(
        origin_id="o2", source="rybar", name="Rybar", kind="channel", side="RU", vouched=True, first="c2",
        claims=("c2",), chain=(), reasons=(),
    )  # fmt: skip
    event = event_of(one, told, denied_by=("c3",), origins=("o1", "o2"))
    sections = brief(account_of(one, told, denied, events=(event,), origins=(witness,)), None, since)
    (known,) = sections[1].sentences
    assert set(known.claim_ids) == ({"c1", "c2", "c3"} if cited else {"c1"})
    assert ("two origins" in known.text) == ("denied it" in known.text) == cited
    others = {key for section in sections[2:] for sentence in section.sentences for key in sentence.claim_ids}
    assert cited or not others & {"c2", "c3"}


def test_the_state_of_a_place_rests_on_what_the_brief_may_cite() -> None:
    account = compose_account()
    late = next(one for one in account.claims if one.report_name == "oskil-1")
    changed = msgspec.structs.replace(late, published="2025-12-11")
    account = msgspec.structs.replace(
        account, claims=tuple(changed if one is late else one for one in account.claims)
    )
    assert late.claim_id not in {
        key for part in brief(account) for one in part.sentences for key in one.claim_ids
    }


def test_a_brief_of_a_place_that_nobody_vouches_for_says_so() -> None:
    account = doubt_place(compose_account(), "Dvorichna", "2025-09-20")

    (sentence,) = brief(account, PLACES["Dvorichna"].place_id, "2025-12-01")[0].sentences
    assert sentence.text == "Dvorichna, 10 December 2025: not known; only sources that nobody vouches for."
    assert len(sentence.claim_ids) == 1


def test_voices_keep_their_stance_and_have_at_most_two_sentences() -> None:
    claims = [
        claim("holds", claim_id=f"c{number}", voices=(RYBAR,), stance="hedged", places=(place(name),))
        for number, name in enumerate("ABC")
    ]
    others = (
        claim(claim_id="u", voices=(SOMEBODY,)),
        claim(claim_id="f", voices=(FOOTAGE,)),
        claim(claim_id="n"),
    )
    texts = said(brief(account_of(*claims, *others)), "What people are saying")
    assert len(texts) == 2
    assert all(
        text.startswith("Rybar said, as reported by Newsweek, that Russian forces reportedly")
        for text in texts
    )


def test_a_ministry_that_publishes_itself_is_a_voice() -> None:
    own = claim("holds", publisher="Ministry")
    ministry = Origin(
        origin_id="o1", source="Ministry", name="Ministry", kind="ministry", side="RU", vouched=True, first="c1",
        claims=("c1",), chain=(), reasons=(),
    )  # fmt: skip
    paper = msgspec.structs.replace(ministry, kind="outlet")
    voices = [
        said(brief(account_of(own, origins=(one,))), "What people are saying") for one in (ministry, paper)
    ]
    assert voices[0] == ["Ministry reported that Russian forces held a place (on 8 December 2025)."]
    assert set(voices[1]) <= EMPTY


def test_positions_are_followed_by_the_words_of_the_report() -> None:
    told = claim("statement", text="Rybar demanded\n talks.", voices=(RYBAR,))
    texts = said(brief(account_of(told)), "What people are saying")
    assert texts[0].endswith("In the words of the report: “Rybar demanded talks.”")


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"stance": "forecast"}, True),
        ({"stance": "intended"}, True),
        ({"stance": "asserted"}, False),
        ({"stance": "hedged"}, False),
        ({"stance": "forecast", "when": when("2025-11-01", "2025-11-30")}, False),
        ({"stance": "forecast", "when": when("2025-12-01", "2025-12-31")}, True),
        ({"stance": "forecast", "published": "2025-10-01"}, False),
    ],
)
def test_what_happens_next_is_only_what_is_forecast_or_intended(fields: dict[str, Any], shown: bool) -> None:
    given = {"when": when("2025-12-08", "2025-12-09", "publication"), "places": (place("Kupiansk"),)} | fields
    texts = said(brief(account_of(claim("captured", **given)), None, "2025-11-15"), "What happens next")
    assert (not EMPTY.intersection(texts)) == shown
    assert not shown or re.fullmatch(
        r"Newsweek reported (on 9 December 2025 )?that Russian forces (may|intend to) capture Kupiansk\b.*",
        texts[0],
    )


def test_the_same_plan_in_two_reports_is_told_once() -> None:
    ahead = when("2026-01-01", "2026-12-31")
    claims = [
        claim("captured", claim_id=one, stance="forecast", voices=(RYBAR,), when=ahead)
        for one in ("c1", "c2")
    ]
    sections = brief(account_of(*claims))
    assert [one.claim_ids for one in sections[3].sentences] == [("c1", "c2")]


def page_of(account: Account, since: Day | None = None, synthetic: bool = False) -> BriefPage:
    return lay_out(brief(account, None, since), account, THEATRE, (since, "2025-12-10"), synthetic)


def test_markdown_has_a_banner_the_days_and_footnotes() -> None:
    account = compose_account()
    text = brief_markdown(page_of(account, "2025-11-01", synthetic=True))
    body = text.partition("\n[^1]: ")[0]
    assert text.startswith(
        "# Brief, between 1 November and 10 December 2025\n\n"
        "> **Composed reports. Nothing here is a record of real events.**"
    )
    cited = {int(one) for one in re.findall(r"\[\^(\d+)\]", body)}
    notes = re.findall(r"^\[\^(\d+)\]: (.*)$", text, re.MULTILINE)
    assert [int(number) for number, _ in notes] == sorted(cited) == list(range(1, len(notes) + 1))
    assert (
        "Capital Courier, 9 December 2025: “ISW, citing Rybar, wrote that Russian forces had withdrawn from "
        "central Kupiansk.” <https://example.org/courier-1209>"
    ) in [note for _, note in notes]
    assert "Composed" not in brief_markdown(page_of(account))


def test_prints_of_hostile_reports_hold_no_markup() -> None:
    account = compose_account()
    text = brief_markdown(page_of(account))
    assert not re.search(r"(?<!\\)<(?!https://)", text)
    printed = brief_html(page_of(account))
    assert "<script" not in printed
    assert "onerror=alert" not in re.sub(r"&lt;.*?&gt;", "", printed)
    assert "javascript:" not in text + printed


def test_the_page_for_print_stands_by_itself_and_every_number_leads_there_and_back() -> None:
    printed = brief_html(page_of(compose_account(), "2025-11-01", synthetic=True))
    style = re.search(r"<style>(.*?)</style>", printed, re.DOTALL)
    assert style
    assert "size: A4" in style[1]
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in printed
    assert not re.search(r"\b(src|href)=\"(?!#|https?://)", printed)
    targets, uses = set(re.findall(r'id="([^"]+)"', printed)), set(re.findall(r'href="#([^"]+)"', printed))
    assert uses == targets
    assert len(targets) > 10
    assert "Composed reports." in printed


def test_what_a_voice_looked_forward_to_long_ago_is_no_outlook() -> None:
    said = when("2025-10-01", "2025-10-02", "publication")
    old = claim("captured", stance="forecast", when=said, published="2025-10-02", places=(place("A"),))
    assert set(texts_of(old)) <= EMPTY
    recent = msgspec.structs.replace(old, when=when("2025-12-01", "2025-12-02", "publication"))
    assert texts_of(recent) == ["Newsweek reported on 2 December 2025 that Russian forces may capture A."]


def texts_of(*claims: Any) -> list[str]:
    return said(brief(account_of(*claims)), "What happens next")


def test_origins_that_tell_of_fewer_places_do_not_say_so_of_all() -> None:
    all_ = claim("captured", places=(place("A"), place("B")))
    one = claim("captured", claim_id="c2", places=(place("A"),))
    event = event_of(all_, one, origins=("o1", "o2"))
    (sentence,) = brief(account_of(all_, one, events=(event,)))[1].sentences
    assert sentence.text.endswith("(on 8 December 2025); two origins tell of it.")


def test_an_event_is_told_of_a_place_by_a_claim_that_names_it() -> None:
    wide = claim("advanced", places=(place("Country"),), score=0.95)
    here = claim("advanced", claim_id="c2", places=(place("A"),), voices=(RYBAR,))
    event = msgspec.structs.replace(event_of(wide, here), place_ids=("composed:Country", "composed:A"))
    account = account_of(wide, here, events=(event,))
    assert said(brief(account), "What to know")[0].endswith("ground in Country (on 8 December 2025).")
    assert said(brief(account, "composed:A"), "What to know")[0].endswith("ground in A (on 8 December 2025).")
    assert set(said(brief(account, "composed:B"), "What to know")) <= EMPTY_HERE


def test_one_sentence_of_a_report_is_told_once() -> None:
    told = claim("captured", places=(place("A"), place("B")))
    events = (
        event_of(told),
        msgspec.structs.replace(event_of(told), event_id="other", place_ids=("composed:1",)),
    )
    assert len(brief(account_of(told, events=events))[1].sentences) == 1


def test_what_came_of_it_has_the_same_speaker_once() -> None:
    hit = claim("shelling", target="UA", places=(place("A"),))
    dead = claim("casualties", target="UA", claim_id="c2", places=(place("A"),))
    version = Version(
        event="shelling", actor="RU", target="UA", stance="asserted", start=None, end=None, origins=("o1",),
        witnesses=("o1",), sides=("UA",), wordings=("c1", "c2"),
    )  # fmt: skip
    event = msgspec.structs.replace(event_of(hit, dead), versions=(version,))
    assert tell_event(event, hit, {"c1": hit, "c2": dead}, WORDS).text == (
        "Newsweek reported that Russian forces shelled A (on 8 December 2025); "
        "also that Russian forces killed or wounded people on the side of Ukraine in A."
    )


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("[x](http://a)", r"\[x\](http://a)"),
        ("*a* _b_ `c` <b>", r"\*a\* \_b\_ \`c\` \<b\>"),
        ("# a", r"\# a"),
        ("- a", r"\- a"),
        ("+ a", r"\+ a"),
        ("1. a", r"1\. a"),
        ("&lt;", r"\&lt;"),
        ("a\\", "a\\\\"),
        ("on 10 December 2025.", "on 10 December 2025."),
    ],
)
def test_escape_markdown(text: str, escaped: str) -> None:
    assert escape_markdown(text) == escaped
