"""On whose word a claim stands."""

from __future__ import annotations

import pytest
from trace_samples import SOURCES, make_claim, make_report, voice

from contested.model import Voice
from contested.trace.voices import Directory, find_speaker, name_chain


@pytest.mark.parametrize(
    ("publisher", "voices", "source", "kind", "vouched"),
    [
        ("N. Staff", (), "staff-n", "military", True),
        ("https://t.me/ridge_says", (), "ridge", "channel", True),
        ("institute.example/daily/12", (), "institute", "think_tank", True),
        ("t.me/another", (), "name:t.me/another", "outlet", False),
        ("Evening Post", (), "name:evening post", "outlet", False),
        ("Evening Post", (voice("war institute", "think_tank"), voice("RIDGE")), "ridge", "channel", True),
        ("Evening Post", (voice("Major Holm", "official", "NO"),), "name:major holm", "official", False),
        ("War Institute", (voice("footage", "footage"),), "footage:institute", "footage", True),
        ("Evening Post", (voice("footage", "footage"),), "footage:name:evening post", "footage", False),
        ("Evening Post", (voice("Ridge"), voice("footage", "footage")), "ridge", "channel", True),
        ("War Institute", (voice("reports", "unnamed"),), "unnamed", "unnamed", False),
        (None, (), "unnamed", "unnamed", False),
        ("Evening Post (War Institute)", (), "institute", "think_tank", True),
        ("Evening Post (its copy)", (), "name:evening post (its copy)", "outlet", False),
    ],
)
def test_last_voice_else_publisher(
    publisher: str | None, voices: tuple[Voice, ...], source: str, kind: str, vouched: bool
) -> None:
    claim = make_claim(make_report("a", "Oldmill was taken.", publisher=publisher), voices=voices)
    speaker = find_speaker(claim, Directory(SOURCES))
    assert (speaker.source, speaker.kind, speaker.vouched) == (source, kind, vouched)


def test_chain_runs_from_publisher_to_origin_in_canonical_names() -> None:
    claim = make_claim(
        make_report("a", "Text.", publisher="Evening Post"), voices=(voice("War Institute"), voice("ridge"))
    )
    directory = Directory(SOURCES)
    chain = name_chain(claim, find_speaker(claim, directory), directory)
    assert chain == ("Evening Post", "War Institute", "Ridge")


@pytest.mark.parametrize(
    ("name", "kind", "side", "vouched"),
    [
        ("Major Holm", "official", "NO", True),
        ("Oldmill governor", "official", "NO", True),
        ("3rd Northern Brigade", "military", "NO", True),
        ("Northern soldier", "military", "NO", False),  # nobody in particular
        ("a governor", "official", "NO", False),
        ("Major Holm", "official", None, False),
        ("Major Holm", "witness", "NO", False),
    ],
)
def test_who_is_named_by_a_vouched_source(name: str, kind: str, side: str | None, vouched: bool) -> None:
    directory = Directory(SOURCES)

    def told_by(publisher: str) -> tuple[str, bool]:
        report = make_report("a", "Oldmill was taken.", publisher=publisher)
        speaker = find_speaker(make_claim(report, voices=(voice(name, kind, side),)), directory)
        assert (speaker.name, speaker.kind, speaker.side) == (name, kind, side)
        return speaker.source, speaker.vouched

    (named, sure), (claimed, doubtful) = told_by("War Institute"), told_by("Evening Post")
    assert (sure, doubtful) == (vouched, False)
    assert (named != claimed) == vouched  # what other sites put into the same mouth is another's
