"""Names one letter off, in a small theatre with one zone of fighting: which words are read as which place."""

import numpy as np
import pytest

from contested.locate.gazetteer import Gazetteer, list_forms
from contested.locate.index import make_index
from contested.locate.slips import find_slips
from contested.model import Place
from contested.theatres.front import Front

DAY = "2024-02-19"
INSIDE = ("Lastochkyne", "Staromaiorske", "Robotyne", "Vesela Dolyna", "Pidlisne", "Pidlisna")
OUTSIDE = ("Marinkove",)
ZONE = Front(start="2024-01-01", until=None, name="", polygons=())


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    names = (*INSIDE, *OUTSIDE)
    places = [
        Place(place_id=f"p{number}", name=name, kind="settlement", lat=48.0 + number, lon=37.0, country="UA")
        for number, name in enumerate(names)
    ]
    km = np.array([[5.0 if name in OUTSIDE else -5.0 for name in names]], np.float32)
    return Gazetteer(make_index(places, map(list_forms, places), km), (ZONE,))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param("They moved near Lastochyne.", {"Lastochyne": "Lastochkyne"}, id="a letter left out"),
        pytest.param("They moved near Lastochkkyne.", {"Lastochkkyne": "Lastochkyne"}, id="one too many"),
        pytest.param("They moved in Lastackyne.", {}, id="two letters off"),
        pytest.param(
            "They moved west of Lastockhyne.", {"Lastockhyne": "Lastochkyne"}, id="two changed about"
        ),
        pytest.param("The north of Robotyme.", {"Robotyme": "Robotyne"}, id="a wrong letter"),
        pytest.param(
            "Losses in Robotyne and Lastochyne.", {"Lastochyne": "Lastochkyne"}, id="a list goes on"
        ),
        pytest.param("Losses in Robotyne, Lastochyne.", {"Lastochyne": "Lastochkyne"}, id="over a comma"),
        pytest.param("Mr Lastochyne spoke.", {}, id="no preposition of place"),
        pytest.param("They moved near Pidlisno.", {}, id="two places it may be"),
        pytest.param("They moved near Marinkova.", {}, id="a place far from the fighting"),
        pytest.param("They moved near Lastochkyne.", {}, id="a name that is known"),
    ],
)
def test_slip(text: str, read: dict[str, str], gazetteer: Gazetteer) -> None:
    names = gazetteer.find_names(text)
    found = find_slips(text, names, gazetteer, DAY, "en")
    assert {name.text: gazetteer.named(name.form)[0].name for name in found} == read
    assert all(name.slip for name in found)


def test_nothing_is_read_without_a_day(gazetteer: Gazetteer) -> None:
    assert not find_slips("They moved near Lastochyne.", [], gazetteer, None, "en")
    assert not find_slips("They moved near Lastochyne.", [], gazetteer, "2023-01-01", "en")
