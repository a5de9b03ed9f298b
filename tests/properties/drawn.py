"""Desks, reports and ways to copy them, as hypothesis draws them."""

from __future__ import annotations

from composed_war import SOURCES, UNVOUCHED, VOICES, Saying, Told, compose, day, publish
from copying import FORMS, Copying
from hypothesis import strategies as st

PUBLISHERS = (*(source.name for source in SOURCES), *UNVOUCHED)
# Whose report is copied: its publisher, and on whose word it stands.
COPIED = {
    "a channel's own post": ("Ridge", "nobody"),
    "a staff's bulletin": ("Northern Staff", "nobody"),
    "a channel's footage": ("Ridge", "footage"),
    "an outlet that cites a channel": ("Evening Post", "Dawn"),
    "an outlet that cites an institute that cites a channel": ("Evening Post", "the institute on Ridge"),
    "an outlet that cites a rumour": ("Evening Post", "a rumour"),
    "an outlet that names nobody": ("Evening Post", "reports"),
    "a site nobody vouches for that cites a channel": ("Echo", "Dawn"),
    "a site nobody vouches for": ("Echo", "nobody"),
}


def sayings(voices: st.SearchStrategy[str]) -> st.SearchStrategy[Saying]:
    return st.builds(
        lambda event, actor, place, stance, voices, when: Saying(
            event, actor, place, stance, VOICES[voices], **when
        ),
        st.sampled_from(["captured", "holds", "withdrew", "entered", "clashed", "shelling"]),
        st.sampled_from(["NO", "SO"]),
        st.sampled_from(["oldmill", "newmill", "highford"]),
        st.sampled_from(["asserted", "asserted", "hedged", "denied"]),
        voices,
        st.sampled_from([{}, {}, {"ago": 2}, {"the": 14}]),
    )


def told(number: int) -> st.SearchStrategy[Told]:
    """Report number so and so of a desk."""
    return st.builds(
        lambda publisher, published, said: publish(
            f"report-{number}", publisher, day(published), compose(said, number)
        ),
        st.sampled_from(PUBLISHERS),
        st.integers(0, 40),
        st.lists(sayings(st.sampled_from(sorted(VOICES))), min_size=1, max_size=2),
    )


def desks(most: int = 7) -> st.SearchStrategy[tuple[Told, ...]]:
    """Rival claims, denials, admissions and chains, by publishers of both kinds."""
    return st.integers(0, most).flatmap(lambda size: st.tuples(*map(told, range(size))))


def copied(kind: str) -> st.SearchStrategy[Told]:
    """A report that is going to be copied, of one of the kinds of `COPIED`."""
    publisher, voice = COPIED[kind]
    return st.builds(
        lambda published, said: publish("copied", publisher, day(published), compose(said, "copied")),
        st.integers(8, 30),
        st.lists(sayings(st.just(voice)), min_size=1, max_size=3),
    )


def copyings(kind: str) -> st.SearchStrategy[Copying]:
    """Ways to copy such a report: dated up to thirty days before it and after it, or not at all. A copy may be seen before
    the report of a publisher who is vouched for; otherwise whoever is seen first is the original."""
    publisher, _ = COPIED[kind]
    return st.builds(
        Copying,
        st.sampled_from(FORMS),
        st.one_of(st.integers(-30, 30), st.integers(0, 3), st.none()),
        st.integers(1 if publisher in UNVOUCHED else -30, 40),
    )
