"""Copies: what counts as one, of which kind, and what does not, in three languages."""

from __future__ import annotations

import msgspec
import pytest
from trace_samples import BULLETIN, make_report

from contested.model import Copy, Report
from contested.trace import find_copies

OTHER = (
    "Residents of Oldmill who fled across the river say that shelling began before dawn, that the school "
    "burned, and that they saw soldiers of neither army in the streets when they left the village behind."
)
MARKET = (
    "Traders at the covered market said prices of flour had doubled since the bridge was closed to lorries. "
    "The council promised a ferry by the end of the month, though nobody on the quay had been told where it "
    "would land. A retired pilot offered to bring sacks over in his boat for nothing."
)
UKRAINIAN = (
    "Оперативне командування повідомило ввечері, що штурмові групи увійшли до селища Стара Гребля після двох "
    "діб боїв, а переправу нижче за течією знову тримають під вогнем. Полонених дванадцятеро. Про власні "
    "втрати в повідомленні нічого не сказано, хоча очевидці говорять про сорок поранених."
)
UKRAINIAN_OTHER = (
    "У райцентрі третій день немає води: насосна станція стоїть, а запасний генератор забрали для лікарні. "
    "Голова громади обіцяє підвезення цистернами до шкіл і просить мешканців не зливати воду з опалення."
)
RUSSIAN = (
    "Штаб северной группировки сообщил вечером, что пехота заняла село Старая Мельница после двух дней боёв, а "
    "переправа ниже по течению снова под огнём. Взяты двенадцать пленных. О потерях не говорится, хотя местные "
    "каналы пишут о сорока раненых."
)
RUSSIAN_OTHER = (
    "В районном центре третий день нет воды: насосная станция стоит, запасной генератор увезли в больницу. Глава "
    "района обещает подвоз цистернами к школам и просит жителей не сливать воду из батарей."
)
ENGLISH_FURNITURE = (
    "Home / World / Conflict. Share this story with friends. ",
    " Read also: what we know about the ferry. Subscribe to our newsletter. All rights reserved.",
)
CYRILLIC_FURNITURE = ("Головна / Новини / Війна. ", " Читайте також: усе про пором. Підписатися на розсилку.")
LIKENESS = str.maketrans("аеорсху", "aeopcxy")


def compare(
    original: str, copy: str, publishers: tuple[str | None, str | None] = ("First", "Second")
) -> list[Copy]:
    """What the second text repeats of the first, a day later."""
    return list(
        find_copies(
            [
                make_report("a", original, "2031-05-04", publishers[0]),
                make_report("b", copy, "2031-05-05", publishers[1]),
            ]
        )
    )


def first_sentence(text: str) -> str:
    return text.partition(". ")[0] + "."


@pytest.mark.parametrize("text", [BULLETIN, UKRAINIAN, RUSSIAN], ids=["en", "uk", "ru"])
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text, id="equal"),
        pytest.param(lambda text: text.upper().replace(",", " –"), id="case and punctuation"),
        pytest.param(lambda text: text.replace(".", " …").replace(" ", "  "), id="dots and spaces"),
        pytest.param(lambda text: "Breaking! Village falls, says the staff\n\n" + text, id="retitled"),
        pytest.param(lambda text: ENGLISH_FURNITURE[0] + text + ENGLISH_FURNITURE[1], id="furniture"),
        pytest.param(lambda text: CYRILLIC_FURNITURE[0] + text + CYRILLIC_FURNITURE[1], id="its furniture"),
        pytest.param(first_sentence, id="truncated"),
        pytest.param(lambda text: text[: len(text) * 2 // 3], id="cut in the middle of a word"),
        pytest.param(lambda text: text.translate(LIKENESS), id="letters that look alike"),
        pytest.param(lambda text: "\u200b".join(text), id="marks nobody sees"),
        pytest.param(lambda text: text.replace("е", "е\u0301").replace("e", "e\u0301"), id="stress"),
        pytest.param(lambda text: f"**{text.replace('. ', '.** 🔥 **')}**", id="bold and emoji"),
        pytest.param(lambda text: text.replace("двен", "пятн").replace("Twelve", "Fifteen"), id="a number"),
        pytest.param(
            lambda text: " ".join("x" if n % 15 == 14 else w for n, w in enumerate(text.split())),
            id="every fifteenth word changed",
        ),
    ],
)
def test_whole_copies_in_every_disguise(text: str, change) -> None:  # type: ignore[no-untyped-def]
    (found,) = compare(text, change(text))
    assert found.kind == "whole"
    assert found.share >= 0.7


@pytest.mark.parametrize(
    ("text", "around"),
    [(BULLETIN, MARKET), (UKRAINIAN, UKRAINIAN_OTHER), (RUSSIAN, RUSSIAN_OTHER)],
    ids=["en", "uk", "ru"],
)
@pytest.mark.parametrize("form", ["{} {} {}", "{} «{}» {}", "{}\n\n{}\n\n{}", "{} “{}”, {}"])
def test_a_sentence_lifted_into_a_longer_report_is_a_passage(text: str, around: str, form: str) -> None:
    lifted = first_sentence(text)
    digest = form.format(around, lifted, around.upper())
    (found,) = compare(text, digest)
    assert found.kind == "passage"
    ((start, end, other, other_end),) = found.passages
    at = digest.index(lifted)
    assert start <= at
    assert at + len(lifted) - 1 <= end
    assert (other, other_end) == (0, len(lifted))


def test_a_whole_original_within_a_long_digest_is_a_passage_of_it() -> None:
    (found,) = compare(BULLETIN, f"{MARKET} {OTHER} {BULLETIN} {MARKET.upper()}")
    assert (found.kind, found.share) == ("passage", 1.0)


@pytest.mark.parametrize("place", range(7))
def test_twelve_words_in_a_row_are_found_wherever_they_stand(place: int) -> None:
    words = BULLETIN.split()
    run = words[place * 6 : place * 6 + 12]
    other = MARKET.split()
    (found,) = compare(BULLETIN, " ".join([*other[:20], *run, *other[20:]]))
    assert found.kind == "passage"


def test_a_passage_with_a_few_words_edited_stays_one() -> None:
    edited = first_sentence(BULLETIN).replace("two days", "three long days").replace("below it ", "")
    (found,) = compare(BULLETIN, f"{MARKET} {edited} {OTHER}")
    ((start, end, *_),) = found.passages
    assert f"{MARKET} {edited} {OTHER}"[start:end] == edited


@pytest.mark.parametrize(
    ("one", "other", "because"),
    [
        (BULLETIN, OTHER, "another account of the same happening"),
        (
            BULLETIN,
            "The staff said its infantry had taken Oldmill and twelve prisoners.",
            "retold in own words",
        ),
        (UKRAINIAN, UKRAINIAN_OTHER, "another matter"),
        (RUSSIAN, RUSSIAN_OTHER, "another matter"),
        (UKRAINIAN, RUSSIAN, "a translation has other words"),
        (
            "According to the general staff of the northern army, two villages were shelled. " + MARKET,
            OTHER + " According to the general staff of the northern army, a bridge was mined.",
            "a formula shorter than twelve words",
        ),
        (
            "Оперативна інформація станом на вечір щодо боїв на півночі. " + UKRAINIAN,
            "Оперативна інформація станом на вечір щодо боїв на півночі. " + UKRAINIAN_OTHER,
            "two digests that share a formula",
        ),
        (
            "По данным штаба северной группировки войск, за сутки обстановка не изменилась. " + RUSSIAN,
            RUSSIAN_OTHER + " По данным штаба северной группировки войск, за сутки взят мост.",
            "a formula in two digests",
        ),
        ("Village of Oldmill taken, staff says\n\n" + BULLETIN, "Village of Oldmill taken, staff says\n\n" + MARKET, "a headline"),
        ("", "", "nothing is no copy of nothing"),
        ("— … 🔥", "— … 🔥", "nor are dashes"),
    ],
)  # fmt: skip
def test_no_copies(one: str, other: str, because: str) -> None:
    assert compare(one, other) == [], because
    assert compare(one, other, (None, None)) == [], because


@pytest.mark.parametrize(
    ("one", "other", "because"),
    [
        (
            "Losses of the southern army on 4 May: infantry 1,170, tanks 38, lorries 5, guns 19, boats 2, drones 64, "
            "as counted by the northern staff from all sectors of the front since the beginning of the day.",
            "Losses of the southern army on 5 May: infantry 1,204, tanks 41, lorries 7, guns 12, boats 0, drones 71, "
            "as counted by the northern staff from all sectors of the front since the beginning of the day.",
            "a series with other figures",
        ),
        (
            "Загальні втрати противника за добу: особового складу 870, танків 4, гармат 12, машин 31, безпілотників 58. "
            "Дані уточнюються, підрахунок ускладнює висока інтенсивність боїв на всіх напрямках фронту.",
            "Загальні втрати противника за добу: особового складу 910, танків 2, гармат 15, машин 44, безпілотників 61. "
            "Дані уточнюються, підрахунок ускладнює висока інтенсивність боїв на всіх напрямках фронту.",
            "a series with other figures",
        ),
        (
            "Мост у села взорван. Подписаться на канал, прислать новость, задать вопрос редакции, обсудить в нашем "
            "чате с другими читателями можно по ссылкам под этим сообщением.",
            "В город вернулась вода. Подписаться на канал, прислать новость, задать вопрос редакции, обсудить в нашем "
            "чате с другими читателями можно по ссылкам под этим сообщением.",
            "a channel's closing lines",
        ),
        (
            MARKET
            + " This report was prepared by the newsroom with the help of readers; write to us at any hour.",
            OTHER
            + " This report was prepared by the newsroom with the help of readers; write to us at any hour.",
            "a newsroom's closing lines",
        ),
    ],
)
def test_what_one_source_says_again_and_again_is_no_copy(one: str, other: str, because: str) -> None:
    assert compare(one, other, ("Channel", "Channel")) == [], because


def test_furniture_of_a_source_is_no_passage_when_another_carries_it_along() -> None:
    closing = " Прислать новость, фото или видео с места событий можно в бот редакции, анонимность мы вам гарантируем."
    stories = (
        "Хлеб в лавках опять подорожал.",
        "Вечером над рекой видели дым.",
        "Автобус в райцентр сегодня не пойдёт.",
        "Старосту выбрали единогласно, спорить никто не стал.",
        "Школа закрыта до весны из-за разбитой крыши.",
        "Рыбаки нашли у плотины мину.",
    )
    posts = [make_report(str(n), story + closing, "2031-05-04", "Channel") for n, story in enumerate(stories)]
    carrier = make_report("z", RUSSIAN + closing, "2031-05-05", "Site")
    assert find_copies([*posts, carrier]) == ()
    (found,) = find_copies([posts[0], carrier])  # of one post alone nobody can tell
    assert found.kind == "passage"


@pytest.mark.parametrize(
    ("text", "days", "copied"),
    [
        ("Our men took Oldmill.", 0, False),
        ("Our men took the village of Oldmill at dawn.", 2, True),
        ("Our men took the village of Oldmill at dawn.", 40, False),
        (first_sentence(BULLETIN), 40, True),
    ],
)
def test_short_texts_are_copies_only_when_equal_long_enough_and_close(
    text: str, days: int, copied: bool
) -> None:
    day = f"2031-0{5 + days // 30}-{4 + days % 30:02}"
    assert bool(find_copies([make_report("a", text, "2031-05-04"), make_report("b", text, day)])) is copied


def page(
    text: str, url: str | None, title: str | None = None, day: str = "2031-05-04", publisher: str = "Site"
) -> Report:
    report = make_report(f"{url} {day}", text, day, publisher)
    return msgspec.structs.replace(report, url=url, title=title)


PAGE = f"{BULLETIN} {MARKET}"


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (
            page(PAGE, "https://site.example/war/1"),
            page(PAGE + " " + OTHER, "http://www.site.example/war/1/?utm_source=x&fbclid=1#top"),
            "revision",
        ),
        (
            page(PAGE, "https://site.example/?id=5&p=2"),
            page(PAGE.replace("Twelve", "12"), "https://site.example/?p=2&id=5"),
            "revision",
        ),
        (
            page(PAGE, "https://site.example/1"),
            page(PAGE, "https://site.example/1", day="2032-01-01"),
            "revision",
        ),
        (page(PAGE, "https://site.example/1"), page(BULLETIN, "https://site.example/1"), "revision"),
        (page(PAGE, None, "Mill taken"), page(f"{PAGE} {OTHER}", None, "Mill taken"), "revision"),
        (page(PAGE, "https://site.example/?id=5"), page(PAGE, "https://site.example/?id=6"), "whole"),
        (page(PAGE, None, "Mill taken"), page(PAGE, None, "Mill taken", publisher="Other"), "whole"),
        (page(PAGE, "https://site.example/live"), page(OTHER * 2, "https://site.example/live"), None),
        (
            page(f"{MARKET} {MARKET.upper()} {BULLETIN}", "https://site.example/live"),
            page(f"{first_sentence(BULLETIN)} {OTHER} {RUSSIAN} {UKRAINIAN}", "https://site.example/live"),
            None,
        ),
        (page(PAGE, None, "Digest"), page(OTHER * 2, None, "Digest"), None),
        (
            page(f"Day 430. {PAGE} Drones: 12, guns: 4.", None, "Losses"),
            page(f"Day 431. {PAGE} Drones: 17, guns: 3.", None, "Losses", "2031-05-05"),
            None,
        ),
    ],
)
def test_a_later_version_of_a_page_is_a_revision(before: Report, after: Report, kind: str | None) -> None:
    found = find_copies([before, after])
    assert [one.kind for one in found] == ([kind] if kind else [])


def test_a_later_version_of_a_page_that_is_a_copy_is_both_a_copy_and_a_revision() -> None:
    wire = page(PAGE, "https://wire.example/9", publisher="Wire")
    reprint = page(f"Mill taken\n\n{PAGE}", "https://site.example/1")
    later = page(PAGE.replace("Twelve", "Thirteen"), reprint.url)
    found = find_copies([wire, reprint, later])
    assert {(one.report_id, one.original_id): one.kind for one in found} == {
        (reprint.report_id, wire.report_id): "whole",
        (later.report_id, wire.report_id): "whole",
        (later.report_id, reprint.report_id): "revision",
    }


def test_originals_come_before_their_copies_in_the_order_given_whatever_their_days() -> None:
    first, second = make_report("a", BULLETIN, "2031-05-06"), make_report("b", f"{BULLETIN} Ends.", None)
    for earlier, later in ((first, second), (second, first)):
        (found,) = find_copies([earlier, later])
        assert (found.report_id, found.original_id) == (later.report_id, earlier.report_id)


def test_many_copies_stay_cheap_and_each_finds_its_original() -> None:
    reports = [make_report("a", BULLETIN, "2031-05-01")]
    reports += [
        make_report(f"b{n}", f"Site {n} reports. {BULLETIN} Comments: {n}", "2031-05-02") for n in range(200)
    ]
    found = find_copies(reports)
    assert {one.report_id for one in found if one.original_id == reports[0].report_id} == {
        report.report_id for report in reports[1:]
    }
    assert len(found) < 200 * 20


def test_nobody_makes_furniture_of_anothers_words() -> None:
    original = make_report("a", f"{BULLETIN} {MARKET}", "2031-05-01", "Staff")
    topics = (OTHER, UKRAINIAN, UKRAINIAN_OTHER, RUSSIAN, RUSSIAN_OTHER, "Rain is expected on Sunday.")
    quoted = first_sentence(BULLETIN)
    repeats = [
        make_report(f"b{n}", f"{topic} {quoted}", "2031-05-02", "Spoiler") for n, topic in enumerate(topics)
    ]
    copy = make_report(
        "c", f"Nothing else is known here today. {quoted} {OTHER.upper()}", "2031-05-03", "Site"
    )
    found = find_copies([original, *repeats, copy])
    assert original.report_id in {one.original_id for one in found if one.report_id == copy.report_id}


def test_of_two_that_are_nearly_one_the_later_is_named_too_where_more_of_it_is_repeated() -> None:
    longer = f"{BULLETIN} {OTHER} {MARKET}"
    added = "The mill itself burned down to its walls, a miller's daughter said to the only reporter on the far bank."
    first, second, third = (
        make_report("a", longer, "2031-05-01", "First"),
        make_report("b", f"{longer} {added}", "2031-05-02", "Second"),
        make_report("c", f"{longer} {added}", "2031-05-03", "Third"),
    )
    shorter = make_report("d", f"{longer} Ends.", "2031-05-03", "Fourth")
    found = find_copies([first, second, msgspec.structs.replace(third, text=f"{third.text} Ends."), shorter])
    originals = {
        one.report_id: {other.original_id for other in found if other.report_id == one.report_id}
        for one in found
    }
    assert originals[third.report_id] == {first.report_id, second.report_id}
    assert originals[shorter.report_id] == {first.report_id}
