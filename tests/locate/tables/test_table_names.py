"""What stands in a table, and the name that a text would write."""

from __future__ import annotations

import pytest

from contested.locate.tables.names import clean_name, clean_names, split_names

NAMES = [
    ("город Лесной", "Лесной"),
    ("деревня Большие Горки", "Большие Горки"),
    ("поселок городского типа Ясный", "Ясный"),
    ("железнодорожная станция Узловая", "Узловая"),
    ("смт Нове", "Нове"),
    ("Смт Нове", "Нове"),
    ("с. Нове", "Нове"),
    ("с.Нове", "Нове"),
    ("м. Липа", "Липа"),
    ("derevnya Gorki", "Gorki"),
    ("village of Lipa", "Lipa"),
    ("Lipa village", "Lipa"),
    ("Лесной, посёлок", "Лесной"),
    ("Нове (село)", "Нове"),
    ("поселок имени Крылова", "имени Крылова"),
    # Names that only look as if they began with what they are.
    ("Станица Луганская", "Станица Луганская"),
    ("Станиця Луганська", "Станиця Луганська"),
    ("станиця луганська", "Станиця Луганська"),
    ("красный хутор", "Красный Хутор"),
    ("Городок", "Городок"),
    ("Село", "Село"),
    ("Хутір-Михайлівський", "Хутір-Михайлівський"),
    ("Громада", "Громада"),
    # Capitals where a table has none.
    ("ростов-на-дону", "Ростов-на-Дону"),
    ("кам'янка", "Кам'янка"),
    ("кам’янка-дніпровська", "Кам’янка-Дніпровська"),
    ("rad’kivs’ki pisky", "Rad’kivs’ki Pisky"),
    ("Київ", "Київ"),
    # Marks that nobody reads, letters of another script.
    ("не\u0301вське", "Невське"),
    ("Нове\u200f", "Нове"),
    ("пiски", "Піски"),
    ("nevskе", "Nevske"),
    ("«Лесной»", "Лесной"),
    (' "Лесной" ', "Лесной"),
    ("Урочище «Лесное»", "Урочище Лесное"),
    ("1-й Зябкин", "1-й Зябкин"),
    # No names.
    ("", ""),
    ("-", ""),
    ("7", ""),
    ("N/A", ""),
    ("none", ""),
    ("(село)", ""),
    ("липівська селищна громада", ""),
    ("https://example.org/lipa", ""),
    ("12345678", ""),
    ("a" * 81, ""),
]


@pytest.mark.parametrize(("stated", "name"), NAMES)
def test_a_name_as_a_text_writes_it(stated: str, name: str) -> None:
    assert clean_name(stated) == name


@pytest.mark.parametrize("name", {name for _, name in NAMES if name})
def test_a_clean_name_stays(name: str) -> None:
    assert clean_name(name) == name


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("a;b; c", ["a", "b", " c"]),
        ("a|b", ["a", "b"]),
        ("a,b", ["a", "b"]),
        ("a, near b;c", ["a, near b", "c"]),
        (["a", "b,c"], ["a", "b,c"]),
    ],
)
def test_a_cell_of_several_names_is_split(cell: object, names: list[str]) -> None:
    assert split_names(cell) == names


def test_each_name_is_kept_once_in_order() -> None:
    assert clean_names(["lipa", "Lipa", "none", "Липа", "lipa"]) == ["Lipa", "Липа"]
