"""Whether a denial takes back the speaker's own word, or is only of something happening once more: the mark on its rule."""

from __future__ import annotations

import pytest

from tests.extract.reading import read_claims


@pytest.mark.parametrize(
    ("language", "text", "mark"),
    [
        ("en", "Rybar withdrew its earlier report of the capture of Toretsk.", "taken_back"),
        ("en", "Rybar deleted the post claiming that Russian troops had entered Siversk.", "taken_back"),
        ("en", "Rybar admitted that its report of the capture of Toretsk was false.", "taken_back"),
        (
            "en",
            "Rybar acknowledged that the announcement of the capture of Toretsk was premature.",
            "taken_back",
        ),
        ("en", "Rybar's claim that Russian troops had captured Toretsk was later retracted.", "taken_back"),
        ("en", "Rybar denied its own report of the capture of Toretsk.", "taken_back"),
        ("en", "Kyiv denied Russian reports of the capture of Toretsk.", ""),
        ("en", "Kyiv said that reports of the capture of Toretsk were premature.", ""),
        ("en", "Russian forces have not captured Toretsk.", ""),
        ("en", "Rybar reported no further Russian advances near Toretsk.", "anew"),
        ("en", "“No new attempts by Russian forces to enter Toretsk were reported,” Rybar said.", "anew"),
        ("uk", "Рибар видалив допис про взяття Торецька.", "taken_back"),
        (
            "uk",
            "Міноборони Росії визнало, що повідомлення про взяття Торецька було передчасним.",
            "taken_back",
        ),
        ("uk", "Генштаб спростував повідомлення про взяття Торецька.", ""),
        ("ru", "Рыбарь отозвал сообщение о взятии Торецка.", "taken_back"),
        ("ru", "Рыбарь признал, что его сообщение о взятии Торецка было ошибочным.", "taken_back"),
        ("ru", "Генштаб ВСУ опроверг сообщение о взятии Торецка.", ""),
    ],
)
def test_mark_of_a_denial(language: str, text: str, mark: str) -> None:
    (claim,) = (one for one in read_claims(text, language) if one.stance == "denied")
    assert claim.rule.partition("+")[2] == mark


def test_what_was_told_before_is_taken_back_by_its_own_voice_only() -> None:
    text = "Rybar said that Russian troops had entered Siversk. {} deleted the post on Friday."
    taken = [one for one in read_claims(text.format("The channel"), "en") if one.stance == "denied"]
    assert [(one.event, one.voices[-1].name, one.rule.partition("+")[2]) for one in taken] == [
        ("entered", "Rybar", "taken_back")
    ]
    assert not [
        one
        for one in read_claims(text.format("The Institute for the Study of War"), "en")
        if one.stance == "denied"
    ]
