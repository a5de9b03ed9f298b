"""What voices are called, whatever case a sentence puts them in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.extract.language import Language, load_language
from tests.extract.reading import workshop


def language(code: str) -> Language:
    return load_language(code, workshop().theatre)


@pytest.mark.parametrize(
    ("code", "name", "called"),
    [
        ("uk", "46-й механізованій бригаді", "46-та механізована бригада"),
        ("uk", "46-ї механізованої бригади", "46-та механізована бригада"),
        ("uk", "46-та механізована бригада", "46-та механізована бригада"),
        ("uk", "3-й штурмовій бригаді", "3-тя штурмова бригада"),
        ("uk", "12-ї бригади", "12-та бригада"),
        ("uk", "11-му корпусі", "11-й корпус"),
        ("uk", "Угрупованні військ", "Угруповання військ"),
        ("uk", "командира роти", "командир роти"),
        ("uk", "військових", "військові"),
        ("uk", "речник 46-ї бригади", "речник 46-ї бригади"),
        ("uk", "бійців 92-ї бригади", "бійців 92-ї бригади"),
        ("ru", "украинской 3-й штурмовой бригаде", "украинская 3-я штурмовая бригада"),
        ("ru", "представителя бригады", "представитель бригады"),
        ("ru", "11-м корпусе", "11-й корпус"),
        ("en", "46th Airmobile Brigade", "46th Airmobile Brigade"),
    ],
)
def test_a_voice_is_called_by_its_first_case(code: str, name: str, called: str) -> None:
    turn = language(code).nominatives.turn
    assert turn(name) == called
    assert turn(called) == called


@given(st.sampled_from(["uk", "ru"]), st.text(max_size=40))
def test_what_no_known_noun_heads_stays(code: str, name: str) -> None:
    nominatives = language(code).nominatives
    if nominatives.heads.keys().isdisjoint(name.casefold().split()):
        assert nominatives.turn(name) == name
