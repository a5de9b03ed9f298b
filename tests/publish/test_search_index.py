"""The index of the page's search: everything that the site shows is in it, and nothing else."""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.model import Account
from contested.publish.site.search import find_cut
from contested.publish.site.settings import SiteSettings
from contested.publish.site.words import cut_shards, find_common, find_words, list_rows, pack, read_endings
from tests.publish.account import compose_account
from tests.publish.chunked import describe_chunks

ACCOUNT = compose_account()
SETTINGS = SiteSettings(name="Desk", as_of="2025-12-12")


def chunks(folder: Path, account: Account = ACCOUNT, **changes: Any) -> dict[str, Any]:
    desk = msgspec.structs.replace(SETTINGS, **changes)
    return msgspec.json.decode(
        msgspec.json.encode(describe_chunks(account, desk, folder))
    )  # as the page has it


def held(index: dict[str, Any], word: str) -> tuple[list[int], list[int]]:
    """The claims and reports that a word is listed with, looked up as the page does."""
    begin, found = 0, ([], [])
    for firsts in index["search"]["firsts"]:
        numbers = [begin + at for at, first in enumerate(firsts) if first <= word]
        begin += len(firsts)
        for term, claims, reports in index[f"words-{numbers[-1]}"] if numbers else ():
            if term == word:
                found = ([*found[0], *accumulate(claims)], [*found[1], *accumulate(reports)])
    return found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kupiansk's bridges", {"kupiansks", "bridges"}),
        ("Купʼянськ і Куп’янськ, КУП'ЯНСЬК", {"купянськ"}),
        ("Łódź, Kraków; взлёт", {"lodz", "krakow", "взлет"}),
        ("Kupiansk-Vuzlovyi, 155-мм", {"kupiansk", "vuzlovyi", "155", "мм"}),
        ("a б 7", set()),
        ("x" * 30, {"x" * 24, "x" * 6}),
    ],
)
def test_words_are_folded(text: str, words: set[str]) -> None:
    assert find_words(text) == words


@given(st.lists(st.integers(0, 10_000), unique=True).map(sorted))
def test_steps_add_up_to_the_numbers(numbers: list[int]) -> None:
    assert list(accumulate(pack(numbers))) == numbers


def test_shards_hold_every_word_once_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contested.publish.site.words.SHARD", 200)
    claims, reports = list_rows(["one two", "two three"]), list_rows(["four five six", "one " * 9])
    shards = list(cut_shards(claims, reports))
    terms = [term for shard in shards for term, *_ in shard]
    assert terms == sorted({"one", "two", "three", "four", "five", "six"})


def test_what_every_second_text_holds_is_left_out_of_many_and_kept_of_few() -> None:
    few, many = list_rows(["the war"] * 100), list_rows(["the war"] * 1_999 + ["the war is"])
    assert find_common(few, 100) == []
    assert find_common(many, 2_000) == ["the", "war"]
    shards = cut_shards(many, {}, find_common(many, 2_000))
    assert [term for shard in shards for term, *_ in shard] == ["is"]


@pytest.mark.parametrize("count", [0, 1, 1_999, 2_000, 2_048, 4_095, 100_010])
def test_the_newer_volume_is_a_small_part_of_many_and_all_of_few(count: int) -> None:
    newer = count - find_cut(count)
    assert newer == count if count < 2_000 else count / 140 < newer < count / 30


def test_the_older_volume_stays_while_some_are_added() -> None:
    assert len({find_cut(count) for count in range(100_000, 110_000)}) < 12


def test_an_index_in_two_volumes_finds_what_one_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = chunks(tmp_path / "one")
    monkeypatch.setattr("contested.publish.site.search.MANY", 8)
    two = chunks(tmp_path / "two")
    assert two["search"]["cut"] > 0
    assert all(two["search"]["firsts"])
    terms = {term for name, shard in one.items() if name.startswith("words-") for term, *_ in shard}
    assert all(held(one, term) == held(two, term) for term in terms)
    for name, column in one["search-claims-1"].items():
        parts = [two[f"search-claims-{volume}"][name] for volume in (0, 1)]
        assert [value for part in parts for value in spell_out(part)] == spell_out(column), name


def spell_out(column: Any) -> list[Any]:
    """A column of facts with its values in place of their numbers."""
    return column if isinstance(column, list) else [column["values"][at] for at in column["column"]]


def test_endings_come_longest_first_so_that_none_hides_another() -> None:
    sizes = [len(one) for one in read_endings()]
    assert sizes == sorted(sizes, reverse=True)


def test_every_word_of_every_claim_and_report_finds_it(tmp_path: Path) -> None:
    index = chunks(tmp_path)
    assert (index["search"]["claims"], index["search"]["reports"]) == (
        len(ACCOUNT.claims),
        len(ACCOUNT.reports),
    )
    claims = [card for name, block in index.items() if name == "cards-0" for card in block]
    for number, (claim_id, text, *_) in enumerate(claims):
        assert all(number in held(index, word)[0] for word in find_words(text)), claim_id
    titles = index["titles-0"]
    for at, (number, *_) in enumerate(titles):
        whole = "".join(text for text, *_ in index[f"report-{number}"]["pieces"])
        assert all(at in held(index, word)[1] for word in find_words(whole))


def test_the_newest_come_last_and_facts_stand_beside_them(tmp_path: Path) -> None:
    index = chunks(tmp_path)
    facts, cards = index["search-claims-1"], index["cards-0"]
    days = [day for day in facts["days"] if day is not None]
    assert days == sorted(days)
    for at, (claim_id, _, event, actor, _, stance, *_) in enumerate(cards):
        assert facts["events"]["values"][facts["events"]["column"][at]] == event
        assert facts["actors"]["values"][facts["actors"]["column"][at]] == actor
        assert facts["stances"]["values"][facts["stances"]["column"][at]] == stance
        made_in = index[f"report-{facts['report'][at]}"]["claims"]
        assert claim_id in {one["claim"] for one in made_in}
    rybar = next(at for at, card in enumerate(cards) if card[1].startswith("Rybar wrote"))
    source = index["sources"]["rows"][facts["source"][rybar]]
    assert (source["name"], facts["sides"]["values"][facts["sides"]["column"][rybar]]) == ("Rybar", "RU")
    places = [index["desk"]["places"][number]["name"] for number in facts["places"][rybar]]
    assert places == ["Kupiansk"]


def test_places_are_found_by_other_spellings(tmp_path: Path) -> None:
    (kupiansk,) = (one for one in ACCOUNT.controls if one.place.name == "Kupiansk")
    named = msgspec.structs.replace(kupiansk.place, names=("Куп'янськ", "Kupjansk-Stadt"))
    controls = tuple(
        msgspec.structs.replace(one, place=named) if one is kupiansk else one for one in ACCOUNT.controls
    )
    index = chunks(tmp_path, msgspec.structs.replace(ACCOUNT, controls=controls))
    number = next(at for at, one in enumerate(index["desk"]["places"]) if one["name"] == "Kupiansk")
    spellings = index["search-names"][number]
    for word in (" купянськ", " kupjansk stadt", " kupyansk", " купянск"):
        assert word in spellings


def test_the_public_finds_nothing_that_it_is_not_shown(tmp_path: Path) -> None:
    forces = msgspec.structs.replace(
        ACCOUNT.claims[0],
        event="reinforced",
        text="A brigade moved to Secretville.",
        claim_id="secret",
        places=(),
    )
    (of,) = (one for one in ACCOUNT.reports if one.report_id == forces.report_id)
    told = msgspec.structs.replace(
        of, text=of.text + " A brigade moved to Secretville, and Nobody quoted this."
    )
    said = msgspec.structs.replace(
        ACCOUNT.origins[0], origin_id="secret", claims=("secret",), first="secret", links=()
    )
    account = msgspec.structs.replace(
        ACCOUNT,
        origins=(*ACCOUNT.origins, said),
        claims=(*ACCOUNT.claims, forces),
        reports=tuple(told if one is of else one for one in ACCOUNT.reports),
    )
    desk, public = chunks(tmp_path / "desk", account), chunks(tmp_path / "public", account, audience="public")
    for word in ("secretville", "quoted"):
        assert held(desk, word)[1]
        assert held(public, word) == ([], [])
    assert "Secretville" in str(desk)
    assert "Secretville" not in str(public)
