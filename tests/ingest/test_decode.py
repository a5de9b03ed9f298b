"""Bytes in the encodings that texts were kept in, and bytes that are no text. Composed sentences."""

from __future__ import annotations

import codecs

import pytest

from contested.errors import RejectedReport
from contested.ingest.decode import decode

RUSSIAN = [
    "Наши отошли",
    "Взят посёлок Северный",
    "Войска отошли от мельницы, сообщил канал. Военкоры пишут иное.",
]
UKRAINIAN = [
    "Звільнено Нижній Млин",
    "Ворог просунувся",
    "Війська відійшли від околиць. Генштаб цього не підтвердив.",
]
FRENCH = ["L’armée a quitté le moulin, près de la forêt."]
ROWS = [
    *(
        (text, encoding)
        for text in RUSSIAN
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8_u", "cp866")
    ),
    *(
        (text, encoding)
        for text in UKRAINIAN
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8_u")
    ),
    *((text, encoding) for text in FRENCH for encoding in ("utf-8", "cp1252")),
]


@pytest.mark.parametrize(("text", "encoding"), ROWS)
def test_words_come_right(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "here") == text


@pytest.mark.parametrize(
    "raw",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"PK\x03\x04\x14\0\0\0",
        b"the mill\0stands",
        bytes(range(1, 256)) * 9,
        b"\xff\xd8\xff\xe0\x10JFIF\x01\x01\x01\x02\x03\x04\x05",
        codecs.BOM_UTF16_LE + b"odd",
    ],
)
def test_binary_data_is_refused(raw: bytes) -> None:
    with pytest.raises(RejectedReport, match="binary"):
        decode(raw, "here")
