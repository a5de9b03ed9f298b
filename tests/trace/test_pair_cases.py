"""The scorer of pairs: what it counts as one origin, as unread and as a broken file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.trace.pair_cases import Pair, Telling, judge, read_pairs, tally

TAKEN = "Russian troops captured Synkivka, the Russian Defence Ministry said."
DENIED = "The General Staff of Ukraine denied that Russian troops had captured Synkivka."
HEADED = "Synkivka is lost. Russian troops captured Synkivka.\n\nThe Russian Defence Ministry said that Russian troops had captured Synkivka."


def pair(first: str, second: str, same: bool = True, every: bool = False, place: str = "Synkivka") -> Pair:
    return Pair(
        name="a pair",
        kind="a class",
        places=(place,),
        events=("captured",),
        same=same,
        every=every,
        because="it is asked",
        report=(
            Telling(text=first, publisher="Morning Post", published="2024-09-20"),
            Telling(text=second, publisher="Evening Post", published="2024-09-21"),
        ),
    )


@pytest.mark.parametrize(
    ("asked", "joined", "unread", "because"),
    [
        (pair(TAKEN, TAKEN), True, False, "one text"),
        (pair(TAKEN, DENIED), False, False, "claim and denial"),
        (pair(TAKEN, HEADED), True, False, "one claim of the second report is enough"),
        (pair(TAKEN, HEADED, every=True), True, False, "its flat claim is of the same origin"),
        (pair(TAKEN, TAKEN, place="Kupiansk"), False, True, "nothing is told of Kupiansk"),
        (pair(TAKEN, "Nothing new from the front."), False, True, "the second tells nothing"),
    ],
)
def test_one_origin(asked: Pair, joined: bool, unread: bool, because: str) -> None:
    (one,) = judge([asked])
    assert (one.joined, one.unread) == (joined, unread), because
    assert one.right is (joined and not unread), because


def test_tally_counts_the_unread_as_missed() -> None:
    asked = [pair(TAKEN, TAKEN), pair(TAKEN, "Nothing new."), pair(TAKEN, TAKEN, same=False)]
    one = tally(judge(asked))
    assert (one.same, one.found, one.apart, one.joined, one.unread) == (2, 1, 1, 1, 1)
    assert (one.recall, one.precision) == (0.5, 0.5)


@pytest.mark.parametrize(
    ("change", "because"),
    [
        (("same = true", "sane = true"), "a misspelt key"),
        (('places = ["Synkivka"]', ""), "a missing key"),
        (("[[pair]]", '[[pair]]\nunread = "later"'), "an unknown key"),
    ],
)
def test_a_broken_file_is_named(change: tuple[str, str], because: str, tmp_path: Path) -> None:
    told = '[[pair.report]]\ntext = "a"\n'
    text = f'[[pair]]\nname = "one"\nclass = "c"\nplaces = ["Synkivka"]\nevents = ["captured"]\nsame = true\nbecause = "b"\n{told}{told}'
    (tmp_path / "some.toml").write_text(text, "utf-8")
    assert len(read_pairs(tmp_path)) == 1
    (tmp_path / "some.toml").write_text(text.replace(*change), "utf-8")
    with pytest.raises(ValueError, match=r"some\.toml"):
        read_pairs(tmp_path)


def test_no_name_is_borne_twice(tmp_path: Path) -> None:
    told = '[[pair.report]]\ntext = "a"\n'
    text = f'[[pair]]\nname = "one"\nclass = "c"\nplaces = []\nevents = []\nsame = true\nbecause = "b"\n{told}{told}'
    (tmp_path / "some.toml").write_text(text * 2, "utf-8")
    with pytest.raises(ValueError, match="borne twice: one"):
        read_pairs(tmp_path)
