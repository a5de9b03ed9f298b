"""Which lines frame a page, and which sentences only sound like it. Composed lines."""

from __future__ import annotations

import time

import pytest

from contested.ingest.furniture import LONGEST, find_credit, furniture, is_furniture

FRAMES = [
    "Views: 12",
    "1,204 views",
    "Be First to Comment",
    "Be the first to comment!",
    "Leave a comment",
    "Leave a Reply",
    "No comments yet",
    "Share this",
    "Share this article on Facebook",
    "Subscribe",
    "Subscribe to our morning letter for the latest from the mill",
    "Sign up for our daily newsletter",
    "Follow us on Telegram",
    "Read more: The bridge at the mill, a year on",
    "Read more",
    "See also: The bridge at the mill",
    "Related articles",
    "All rights reserved",
    "All rights reserved.",
    "The Composed Post, all rights reserved.",
    "© 2024 The Composed Post",
    "Copyright 2024 The Composed Post. All rights reserved",
    "(c) 2024 The Composed Post",
    "This site uses cookies to make your reading better.",
    "Accept all cookies",
    "Advertisement",
    "ADVERTISEMENT",
    "* * *",
    "|---|---|",
    "Переглядів: 12",
    "1 204 перегляди",
    "Залишити коментар",
    "Поділитися у Facebook",
    "Підписуйтесь на наш канал",
    "Читайте також: Міст біля млина",
    "Усі права захищено.",
    "© Складена газета, 2024",
    "Ми використовуємо файли cookie",
    "Реклама",
    "Просмотров: 12",
    "Оставить комментарий",
    "Поделиться новостью",
    "Подписывайтесь на наш канал",
    "Читайте также: Мост у мельницы",
    "Все права защищены",
    "Мы используем файлы cookie",
]

TEXT = [
    "The council kept all rights reserved for the residents of the mill.",
    "The council has all rights reserved",
    "His views on the retreat are known.",
    "Views differ: the mill may have fallen.",
    "Both sides share this road.",
    "Share prices fell after the strike.",
    "Comments by the mayor were cut short by shelling.",
    "Subscribers of the channel saw the footage first.",
    "He could read more into the order than it said.",
    "The advertisement called for volunteers.",
    "(c) the third battalion left the mill.",
    "Follow-up strikes hit the depot.",
    "Copyright law was not discussed.",
    "12 people were killed.",
    "Права мешканців захищено.",
    "Рекламу зняли з будинку.",
    "Подписать договор отказались.",
    "Комментарии военных разошлись.",
    "Read more: " + "the mill fell and " * 12,
]


@pytest.mark.parametrize("line", FRAMES)
def test_frames_are_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize("line", TEXT)
def test_sentences_stay(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize(
    "unit", ["a", " ", "a ", "©", "- ", "(", "Share this ", "all rights ", "1,", "1 ", "—", "А-"]
)
def test_no_line_takes_a_pattern_long(unit: str) -> None:
    line = (unit * LONGEST)[: LONGEST - 1] + "~"
    begun = time.perf_counter()
    for _ in range(10):
        is_furniture(line)
        find_credit(line)
    assert (time.perf_counter() - begun) / 10 < 0.01


def test_patterns_are_for_whole_lines() -> None:
    for pattern in furniture().lines:
        assert not pattern.fullmatch("The army left the mill, and the town with it.")
