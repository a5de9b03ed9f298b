"""Templates and a calendar of its own, in; `said.tsv` and `written.tsv`, rows of dates and what they mean, out.

Run `python tests/extract/dates/make_rows.py` after a change here. Nothing of the package is imported: what a row
expects comes from `calendar` and `datetime` alone.
"""

from __future__ import annotations

import calendar
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).parent
Row = tuple[str, date, str, date | None, date | None, str]
Days = Callable[[date], tuple[date, date]]
FRAMES = {
    "en": ("Troops shelled the village {}.", "The village was shelled {}, the command said."),
    "uk": ("Військові обстріляли село {}.", "Село обстріляли {}, заявило командування."),
    "ru": ("Военные обстреляли село {}.", "Село обстреляли {}, заявило командование."),
}
# Days of speech: in the middle of things, on a Monday, a Sunday, at both ends of a year, and in a leap February.
SPOKEN = [date(2025, 5, 14), date(2024, 9, 2), date(2025, 12, 28), date(2026, 1, 1), date(2024, 2, 29)]
MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "uk": [
        "січня",
        "лютого",
        "березня",
        "квітня",
        "травня",
        "червня",
        "липня",
        "серпня",
        "вересня",
        "жовтня",
        "листопада",
        "грудня",
    ],
    "ru": [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
}
IN_MONTH = {
    "en": MONTHS["en"],
    "uk": [
        "січні",
        "лютому",
        "березні",
        "квітні",
        "травні",
        "червні",
        "липні",
        "серпні",
        "вересні",
        "жовтні",
        "листопаді",
        "грудні",
    ],
    "ru": [
        "январе",
        "феврале",
        "марте",
        "апреле",
        "мае",
        "июне",
        "июле",
        "августе",
        "сентябре",
        "октябре",
        "ноябре",
        "декабре",
    ],
}
WEEKDAYS = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "uk": ["понеділок", "вівторок", "середу", "четвер", "п'ятницю", "суботу", "неділю"],
    "ru": ["понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье"],
}


def plus(day: date, days: int) -> date:
    return day + timedelta(days)


def ago(first: int, last: int | None = None) -> Days:
    """From `first` days before to `last` days before."""
    return lambda day: (plus(day, -first), plus(day, -(first if last is None else last)))


def month_of(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def same_day(day: date, months: int) -> date:
    """The same day of a month before, or its last."""
    year, month = day.year, day.month - months
    while month < 1:
        year, month = year - 1, month + 12
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def week(weeks: int) -> Days:
    """The calendar week so many before; this one up to the day of speech."""

    def days(day: date) -> tuple[date, date]:
        monday = plus(day, -day.weekday() - 7 * weeks)
        return monday, min(day, plus(monday, 6))

    return days


def last_month(day: date) -> tuple[date, date]:
    return month_of(plus(day.replace(day=1), -1))


def year(years: int) -> Days:
    return lambda day: (date(day.year - years, 1, 1), min(day, date(day.year - years, 12, 31)))


def months_back(months: int) -> Days:
    return lambda day: (same_day(day, months), day)


def months_ago(months: int) -> Days:
    """Half a month either way."""
    return lambda day: (plus(same_day(day, months), -15), min(day, plus(same_day(day, months), 15)))


SAID: dict[str, dict[str, tuple[Days, str]]] = {
    "en": {
        "today": (ago(0), "relative"),
        "this morning": (ago(0), "relative"),
        "yesterday": (ago(1), "relative"),
        "the previous day": (ago(1), "relative"),
        "the day before": (ago(1), "relative"),
        "the day before yesterday": (ago(2), "relative"),
        "overnight": (ago(1, 0), "relative"),
        "last night": (ago(1, 0), "relative"),
        "two days ago": (ago(2), "relative"),
        "four days ago": (ago(4), "relative"),
        "10 days ago": (ago(10), "relative"),
        "three days earlier": (ago(3), "relative"),
        "a week ago": (ago(7), "relative"),
        "two weeks ago": (ago(14), "relative"),
        "about three weeks ago": (ago(21), "relative"),
        "a fortnight ago": (ago(14), "relative"),
        "a few days ago": (ago(6, 2), "relative"),
        "several days ago": (ago(6, 2), "relative"),
        "a couple of weeks ago": (ago(21, 14), "relative"),
        "a month ago": (months_ago(1), "relative"),
        "two months ago": (months_ago(2), "relative"),
        "five months ago": (months_ago(5), "relative"),
        "in the past 24 hours": (ago(1, 0), "relative"),
        "over the past 48 hours": (ago(2, 0), "relative"),
        "in the past day": (ago(1, 0), "relative"),
        "over the past three days": (ago(3, 0), "relative"),
        "over the last five days": (ago(5, 0), "relative"),
        "during the past week": (ago(7, 0), "relative"),
        "over the past week": (ago(7, 0), "relative"),
        "for more than two weeks": (ago(14, 0), "relative"),
        "for 97 days": (ago(97, 0), "relative"),
        "for at least a week": (ago(7, 0), "relative"),
        "for about seven months": (months_back(7), "relative"),
        "for almost a year": (months_back(12), "relative"),
        "over the past two months": (months_back(2), "relative"),
        "for two years": (months_back(24), "relative"),
        "in recent days": (ago(7, 0), "relative"),
        "in recent weeks": (ago(30, 0), "relative"),
        "this week": (week(0), "relative"),
        "earlier this week": (week(0), "relative"),
        "last week": (week(1), "relative"),
        "this month": (lambda day: (day.replace(day=1), day), "relative"),
        "earlier this month": (lambda day: (day.replace(day=1), day), "relative"),
        "last month": (last_month, "relative"),
        "this year": (year(0), "relative"),
        "earlier this year": (year(0), "relative"),
        "last year": (year(1), "relative"),
        "since the beginning of the year": (year(0), "relative"),
        "some time ago": (ago(60, 0), "vague"),
        "a while ago": (ago(60, 0), "vague"),
        "at some point": (ago(60, 0), "vague"),
    },
    "uk": {
        "сьогодні": (ago(0), "relative"),
        "вчора": (ago(1), "relative"),
        "учора": (ago(1), "relative"),
        "напередодні": (ago(1), "relative"),
        "позавчора": (ago(2), "relative"),
        "минулої ночі": (ago(1, 0), "relative"),
        "уночі": (ago(1, 0), "relative"),
        "цієї ночі": (ago(1, 0), "relative"),
        "за добу": (ago(1, 0), "relative"),
        "за минулу добу": (ago(1, 0), "relative"),
        "за останню добу": (ago(1, 0), "relative"),
        "протягом доби": (ago(1, 0), "relative"),
        "від початку доби": (ago(0), "relative"),
        "з початку доби": (ago(0), "relative"),
        "упродовж останніх двох діб": (ago(2, 0), "relative"),
        "за останні 24 години": (ago(1, 0), "relative"),
        "два дні тому": (ago(2), "relative"),
        "чотири дні тому": (ago(4), "relative"),
        "10 днів тому": (ago(10), "relative"),
        "тиждень тому": (ago(7), "relative"),
        "два тижні тому": (ago(14), "relative"),
        "близько трьох тижнів тому": (ago(21), "relative"),
        "кілька днів тому": (ago(6, 2), "relative"),
        "декілька днів тому": (ago(6, 2), "relative"),
        "місяць тому": (months_ago(1), "relative"),
        "два місяці тому": (months_ago(2), "relative"),
        "п'ять місяців тому": (months_ago(5), "relative"),
        "за останні три дні": (ago(3, 0), "relative"),
        "за тиждень": (ago(7, 0), "relative"),
        "за останній тиждень": (ago(7, 0), "relative"),
        "протягом тижня": (ago(7, 0), "relative"),
        "протягом понад двох тижнів": (ago(14, 0), "relative"),
        "упродовж семи місяців": (months_back(7), "relative"),
        "протягом двох років": (months_back(24), "relative"),
        "вже три місяці": (months_back(3), "relative"),
        "за останній місяць": (months_back(1), "relative"),
        "останніми днями": (ago(7, 0), "relative"),
        "днями": (ago(7, 0), "relative"),
        "останніми тижнями": (ago(30, 0), "relative"),
        "цього тижня": (week(0), "relative"),
        "минулого тижня": (week(1), "relative"),
        "на минулому тижні": (week(1), "relative"),
        "цього місяця": (lambda day: (day.replace(day=1), day), "relative"),
        "минулого місяця": (last_month, "relative"),
        "цього року": (year(0), "relative"),
        "цьогоріч": (year(0), "relative"),
        "з початку року": (year(0), "relative"),
        "минулого року": (year(1), "relative"),
        "торік": (year(1), "relative"),
        "деякий час тому": (ago(60, 0), "vague"),
        "певний час тому": (ago(60, 0), "vague"),
    },
    "ru": {
        "сегодня": (ago(0), "relative"),
        "вчера": (ago(1), "relative"),
        "накануне": (ago(1), "relative"),
        "позавчера": (ago(2), "relative"),
        "прошлой ночью": (ago(1, 0), "relative"),
        "минувшей ночью": (ago(1, 0), "relative"),
        "этой ночью": (ago(1, 0), "relative"),
        "за ночь": (ago(1, 0), "relative"),
        "за сутки": (ago(1, 0), "relative"),
        "за минувшие сутки": (ago(1, 0), "relative"),
        "за последние сутки": (ago(1, 0), "relative"),
        "в течение суток": (ago(1, 0), "relative"),
        "с начала суток": (ago(0), "relative"),
        "за последние 24 часа": (ago(1, 0), "relative"),
        "за последние двое суток": (ago(2, 0), "relative"),
        "два дня назад": (ago(2), "relative"),
        "четыре дня назад": (ago(4), "relative"),
        "10 дней назад": (ago(10), "relative"),
        "неделю назад": (ago(7), "relative"),
        "две недели назад": (ago(14), "relative"),
        "около трех недель назад": (ago(21), "relative"),
        "несколько дней назад": (ago(6, 2), "relative"),
        "пару недель назад": (ago(21, 14), "relative"),
        "месяц назад": (months_ago(1), "relative"),
        "два месяца назад": (months_ago(2), "relative"),
        "пять месяцев назад": (months_ago(5), "relative"),
        "за последние три дня": (ago(3, 0), "relative"),
        "за неделю": (ago(7, 0), "relative"),
        "за последнюю неделю": (ago(7, 0), "relative"),
        "в течение недели": (ago(7, 0), "relative"),
        "на протяжении двух недель": (ago(14, 0), "relative"),
        "в течение семи месяцев": (months_back(7), "relative"),
        "в течение двух лет": (months_back(24), "relative"),
        "уже три месяца": (months_back(3), "relative"),
        "за последний месяц": (months_back(1), "relative"),
        "в последние дни": (ago(7, 0), "relative"),
        "на днях": (ago(7, 0), "relative"),
        "в последние недели": (ago(30, 0), "relative"),
        "на этой неделе": (week(0), "relative"),
        "на прошлой неделе": (week(1), "relative"),
        "на минувшей неделе": (week(1), "relative"),
        "в этом месяце": (lambda day: (day.replace(day=1), day), "relative"),
        "в прошлом месяце": (last_month, "relative"),
        "в этом году": (year(0), "relative"),
        "с начала года": (year(0), "relative"),
        "в прошлом году": (year(1), "relative"),
        "некоторое время назад": (ago(60, 0), "vague"),
        "какое-то время назад": (ago(60, 0), "vague"),
    },
}
# Day: {d} {m} or {m} {d}; the night into it; from it to four days later; as of it. The year follows in `YEAR`.
DAY = {
    "en": ("on {d} {m}", "on {m} {d}", "on the {th} of {m}", "as of {d} {m}"),
    "uk": ("{d} {m}", "увечері {d} {m}", "станом на {d} {m}", "станом на ранок {d} {m}"),
    "ru": ("{d} {m}", "утром {d} {m}", "по состоянию на {d} {m}", "вечером {d} {m}"),
}
NIGHT = {
    "en": ("overnight into {d} {m}", "overnight on {m} {d}"),
    "uk": ("в ніч на {d} {m}", "у ніч на {d} {m}"),
    "ru": ("в ночь на {d} {m}", "ночью {d} {m}"),
}
BOTH_NIGHTS = {
    "en": ("on the night of {a}–{d} {m}", "overnight from {a} to {d} {m}"),
    "uk": ("в ніч з {a} на {d} {m}", "в ніч із {a} на {d} {m}"),
    "ru": ("в ночь с {a} на {d} {m}", "в ночь со {a} на {d} {m}"),
}
SPAN = {
    "en": ("from {a} to {d} {m}", "{a}–{d} {m}", "between {a} and {d} {m}", "from {m} {a} to {d}"),
    "uk": ("з {a} по {d} {m}", "{a}–{d} {m}", "від {a} до {d} {m}", "між {a} та {d} {m}"),
    "ru": ("с {a} по {d} {m}", "{a}–{d} {m}", "с {a} до {d} {m}", "между {a} и {d} {m}"),
}
SINCE = {
    "en": ("since {d} {m}", "since {m} {d}"),
    "uk": ("з {d} {m}", "починаючи з {d} {m}"),
    "ru": ("с {d} {m}", "начиная с {d} {m}"),
}
UNTIL = {"en": ("until {d} {m}",), "uk": ("до {d} {m}",), "ru": ("до {d} {m}",)}
DIGITS = ("{dd}.{mm}.{y}", "{y}-{mm}-{dd}")
YEAR = {"en": "{} {}", "uk": "{} {} року", "ru": "{} {} года"}
PARTS = {
    "en": (("early {}", 1, 10), ("in mid-{}", 11, 20), ("in late {}", 21, 31), ("at the end of {}", 21, 31)),
    "uk": (
        ("на початку {}", 1, 10),
        ("у середині {}", 11, 20),
        ("наприкінці {}", 21, 31),
        ("в кінці {}", 21, 31),
    ),
    "ru": (
        ("в начале {}", 1, 10),
        ("в середине {}", 11, 20),
        ("в конце {}", 21, 31),
        ("в первой декаде {}", 1, 10),
    ),
}
HALVES = {
    "en": ("in the first half of {}", "in the second half of {}"),
    "uk": ("у першій половині {} року", "у другій половині {} року"),
    "ru": ("в первой половине {} года", "во второй половине {} года"),
}
QUARTERS = {
    "en": (
        "in the first quarter of {}",
        "in the second quarter of {}",
        "in the third quarter of {}",
        "in Q4 {}",
    ),
    "uk": (
        "у першому кварталі {} року",
        "у другому кварталі {} року",
        "у третьому кварталі {} року",
        "у четвертому кварталі {} року",
    ),
    "ru": (
        "в первом квартале {} года",
        "во втором квартале {} года",
        "в третьем квартале {} года",
        "в четвертом квартале {} года",
    ),
}
SEASONS = {
    "en": ("winter of {}–{}", "in the spring of {}", "in the summer of {}", "in autumn {}"),
    "uk": ("взимку {}–{} років", "навесні {} року", "влітку {} року", "восени {} року"),
    "ru": ("зимой {}–{} годов", "весной {} года", "летом {} года", "осенью {} года"),
}
LAST_SEASON = {"en": "last summer", "uk": "минулого літа", "ru": "прошлым летом"}
IN_YEAR = {
    "en": ("in {}", "during {}"),
    "uk": ("у {} році", "протягом {} року"),
    "ru": ("в {} году", "в течение {} года"),
}
YEARS = {
    "en": ("in {}–{}", "between {} and {}", "from {} to {}"),
    "uk": ("у {}–{} роках",),
    "ru": ("в {}–{} годах",),
}
TWO_MONTHS = {
    "en": ("between {} and {} {}", "from {} to {} {}"),
    "uk": ("з {} по {} {} року", "між {} та {} {} року"),
    "ru": ("с {} по {} {} года", "между {} и {} {} года"),
}
ON_WEEKDAY = {
    "en": ("on {}", "{}", "on {} morning", "last {}"),
    "uk": ("у {}", "в {}", "минулу {}", "вранці у {}"),
    "ru": ("в {}", "во {}", "в прошлую {}", "утром в {}"),
}
WEEKDAY_DAY = {
    "en": ("on {w}, {d} {m}", "on {w}, {m} {d}"),
    "uk": ("у {w}, {d} {m}",),
    "ru": ("в {w}, {d} {m}",),
}


def frame(language: str, number: int, words: str) -> str:
    return FRAMES[language][number % 2].format(words)


def said_rows() -> Iterator[Row]:
    """Words that mean days counted from the day of speech, on each of these days."""
    for language, phrases in SAID.items():
        for number, (phrase, (days, basis)) in enumerate(phrases.items()):
            for spoken in SPOKEN:
                start, end = days(spoken)
                yield language, spoken, frame(language, number, phrase), start, end, basis
        for number, name in enumerate(WEEKDAYS[language]):
            for spoken in SPOKEN[:3]:
                for form in ON_WEEKDAY[language]:
                    back = next(days for days in range(8) if plus(spoken, -days).weekday() == number)
                    if back == 0 and ("last" in form or "минул" in form or "прошл" in form):
                        back = 7
                    day = plus(spoken, -back)
                    yield language, spoken, frame(language, back, form.format(name)), day, day, "relative"


def written_rows(dice: random.Random) -> Iterator[Row]:
    """Dates made from a day that is known beforehand, with and without their year."""
    for language in FRAMES:
        for number in range(40):
            day = date(2022, 3, 1) + timedelta(dice.randrange(1300))
            yield from day_rows(language, number, day, plus(day, dice.randrange(8, 300)))
        for number in range(12):
            yield from month_rows(language, number, date(2022 + number % 4, dice.randrange(1, 13), 1))
        for number in range(4):
            yield from year_rows(language, number, 2021 + number)


def day_rows(language: str, number: int, day: date, spoken: date) -> Iterator[Row]:
    """A day in every form; with its year it may lie back further than a year."""
    ending = "th" if 11 <= day.day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    slots = {
        "d": day.day,
        "m": MONTHS[language][day.month - 1],
        "th": f"{day.day}{ending}",
        "dd": f"{day.day:02}",
        "mm": f"{day.month:02}",
        "y": day.year,
        "a": day.day - 1,
        "w": WEEKDAYS[language][day.weekday()],
    }
    late = plus(spoken, 800)

    def row(forms: tuple[str, ...], start: date | None, end: date) -> Iterator[Row]:
        words = forms[number % len(forms)].format(**slots)
        yield language, spoken, frame(language, number, words), start, end, "explicit"
        if "to" not in words.split()[-2:] and not words.startswith("from M"):
            dated = YEAR[language].format(words, day.year)
            yield language, late, frame(language, number + 1, dated), start, end, "explicit"

    yield from row(DAY[language], day, day)
    yield from row(NIGHT[language], plus(day, -1), day)
    yield from row(WEEKDAY_DAY[language], day, day)
    yield (
        language,
        spoken,
        frame(language, number, SINCE[language][number % 2].format(**slots)),
        day,
        spoken,
        "explicit",
    )
    yield language, spoken, frame(language, number, UNTIL[language][0].format(**slots)), None, day, "explicit"
    yield language, late, frame(language, number, DIGITS[number % 2].format(**slots)), day, day, "explicit"
    if day.day > 1:
        yield from row(BOTH_NIGHTS[language], plus(day, -1), day)
    if day.day > 4:
        slots["a"] = day.day - 4
        yield from row(SPAN[language], plus(day, -4), day)


def month_rows(language: str, number: int, first: date) -> Iterator[Row]:
    """A month, its parts, and two months, told a year or more later and soon after."""
    last, name = month_of(first)[1], MONTHS[language][first.month - 1]
    spoken = plus(last, 200)
    lead = {"en": "in", "uk": "у", "ru": "в"}[language]
    inside = IN_MONTH[language][first.month - 1]
    yield language, spoken, frame(language, number, f"{lead} {inside}"), first, last, "explicit"
    dated = YEAR[language].format(inside, first.year).replace("року", "році" if number % 2 else "року")
    yield language, plus(last, 900), frame(language, number, f"{lead} {dated}"), first, last, "explicit"
    for form, begin, end in PARTS[language]:
        days = first.replace(day=begin), first.replace(day=min(end, last.day))
        yield language, spoken, frame(language, number, form.format(name)), *days, "explicit"
    if first.month > 2:
        earlier = MONTHS[language][first.month - 3]
        form = TWO_MONTHS[language][number % 2].format(earlier, name, first.year)
        start = first.replace(month=first.month - 2)
        yield language, plus(last, 500), frame(language, number, form), start, last, "explicit"


def year_rows(language: str, number: int, wanted: int) -> Iterator[Row]:
    """A year, its halves, quarters and seasons, two years, and last summer."""
    spoken = date(wanted + 2, 3, 15)
    whole = date(wanted, 1, 1), date(wanted, 12, 31)
    for form in IN_YEAR[language]:
        yield language, spoken, frame(language, number, form.format(wanted)), *whole, "explicit"
    for form in YEARS[language]:
        two = date(wanted, 1, 1), date(wanted + 1, 12, 31)
        yield language, spoken, frame(language, number, form.format(wanted, wanted + 1)), *two, "explicit"
    for half, form in enumerate(HALVES[language]):
        days = date(wanted, 1 + 6 * half, 1), (date(wanted, 6, 30), date(wanted, 12, 31))[half]
        yield language, spoken, frame(language, number, form.format(wanted)), *days, "explicit"
    for quarter, form in enumerate(QUARTERS[language]):
        end = date(wanted, 3 * quarter + 3, calendar.monthrange(wanted, 3 * quarter + 3)[1])
        days = date(wanted, 3 * quarter + 1, 1), end
        yield language, spoken, frame(language, number, form.format(wanted)), *days, "explicit"
    for season, form in enumerate(SEASONS[language]):
        if season == 0:
            days = date(wanted, 12, 1), date(wanted + 1, 2, calendar.monthrange(wanted + 1, 2)[1])
        else:
            days = date(wanted, 3 * season, 1), month_of(date(wanted, 3 * season + 2, 1))[1]
        yield language, spoken, frame(language, number, form.format(wanted, wanted + 1)), *days, "explicit"
    summer = date(wanted, 6, 1), date(wanted, 8, 31)
    yield language, date(wanted, 11, 5), frame(language, number, LAST_SEASON[language]), *summer, "relative"


def write_rows(name: str, rows: Iterator[Row]) -> None:
    """Each row once, in order."""
    lines = ["language\tpublished\ttext\tstart\tend\tbasis"]
    lines += dict.fromkeys("\t".join("" if cell is None else str(cell) for cell in row) for row in rows)
    (HERE / name).write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    write_rows("said.tsv", said_rows())
    write_rows("written.tsv", written_rows(random.Random(1)))
