"""Exports of Telegram Desktop, as it writes them: one chat, a whole account, cut off, odd. Composed messages."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sorted_out import sort_out

from contested.ingest.lines import MAX_BYTES
from contested.ingest.registry import reader_of
from contested.model import Report
from contested.pipeline import Moment, add_paths, bring_up_to_date, find_repeats, take_account
from tests.desks import TINY, make_desk

EXPORT = Path(__file__).parents[1] / "hostile" / "samples" / "telegram-export" / "telegram-export.json"
CHAT = json.loads(EXPORT.read_text("utf-8"))
NOW = "2026-01-01T00:00:00Z"


def message(number: int, text: object, **more: object) -> dict[str, Any]:
    """A message of 14 November 2024, 09:30 in UTC, on a machine two hours ahead."""
    return {
        "id": number, "type": "message", "date": "2024-11-14T11:30:00", "date_unixtime": "1731576600",
        "from": "Ridge", "from_id": "channel12", **more, "text": text, "text_entities": [],
    }  # fmt: skip


def chat(*messages: object, **more: object) -> dict[str, Any]:
    return {"name": "Ridge", "type": "public_channel", "id": 12, **more, "messages": list(messages)}


def write(folder: Path, export: object, **how: Any) -> Path:
    """An export, indented by one as Telegram Desktop does; bytes as they are."""
    file = folder / "result.json"
    if not isinstance(export, bytes):
        export = json.dumps(export, ensure_ascii=False, **({"indent": 1} | how)).encode()
    file.write_bytes(export)
    return file


def read(file: Path) -> tuple[list[Report], list[str]]:
    """The reports of an export, each made again from its bytes, and what was set aside, as "where: reason"."""
    return sort_out(file)[:2]


def test_messages_with_words_are_read_and_no_others() -> None:
    found, wrong = read(EXPORT)
    assert wrong == []
    assert [one.url for one in found] == [f"https://t.me/c/1700000001/{number}" for number in (2, 3, 5, 8, 9)]
    first, forwarded, answer, saved, emoji = found
    assert first.text.split("\n") == [
        "Куп’янський напрямок",
        "Уранці піхота відійшла з Нижнього Млина на другий берег.",
        "Докладніше — тут. #млин",
    ]
    assert (first.publisher, first.author, first.language) == ("Щоденник Хребта", "Оксана", "uk")
    assert (first.published_at, first.published_basis) == ("2024-11-14T09:30:00Z", "stated")
    assert (forwarded.credits, saved.credits, first.credits) == (("Карьер",), ("Старый знакомый",), ())
    assert answer.found_in["published"] == "date; edited 2024-11-14"
    assert emoji.text == "🔥 Склад біля станції горить."


@pytest.mark.parametrize(
    ("more", "url", "name"),
    [
        ({}, "https://t.me/c/12/7", None),
        ({"username": "@ridge_diary"}, "https://t.me/ridge_diary/7", None),
        ({"username": "no name"}, "https://t.me/c/12/7", None),
        ({"type": "private_supergroup"}, "https://t.me/c/12/7", None),
        ({"type": "private_group"}, None, "telegram:private_group/12/7"),
        ({"type": "personal_chat"}, None, "telegram:personal_chat/12/7"),
    ],
)
def test_a_message_has_the_address_that_telegram_gives_it(
    tmp_path: Path, more: dict[str, object], url: str | None, name: str | None
) -> None:
    ((report,), _) = read(write(tmp_path, chat(message(7, "The mill fell."), **more)))
    assert (report.url, report.name) == (url, name or url)


@pytest.mark.parametrize(
    ("more", "published", "moment"),
    [
        ({}, "2024-11-14", "2024-11-14T09:30:00Z"),
        ({"date_unixtime": None}, "2024-11-14", None),  # whose zone is the exporter's
        ({"date_unixtime": "0"}, "2024-11-14", None),
        ({"date_unixtime": "soon"}, "2024-11-14", None),
        ({"date_unixtime": 10**30}, "2024-11-14", None),
        ({"date_unixtime": None, "date": "1970-01-01T00:00:00"}, None, None),
        ({"date_unixtime": None, "date": None}, None, None),
    ],
)
def test_the_moment_is_that_of_the_seconds(
    tmp_path: Path, more: dict[str, object], published: str | None, moment: str | None
) -> None:
    ((report,), _) = read(write(tmp_path, chat(message(7, "The mill fell.", **more))))
    assert (report.published, report.published_at) == (published, moment)


def test_a_forward_keeps_the_day_on_which_it_was_written_where_the_export_has_it(tmp_path: Path) -> None:
    more = {"forwarded_from": "Quarry", "forwarded_date_unixtime": "1731490200"}
    ((report,), _) = read(write(tmp_path, chat(message(7, "The mill fell.", **more))))
    assert (report.written, report.found_in["written"]) == ("2024-11-13", "forwarded_date")


def test_of_an_account_the_channels_and_groups_are_read_and_letters_are_counted(tmp_path: Path) -> None:
    letters = {"name": "Anna", "type": "personal_chat", "id": 99, "messages": [message(1, "I left.")]}
    account = {
        "about": "Here is the data you requested.",
        "personal_information": {"user_id": 7, "first_name": "A", "username": "@a"},
        "contacts": {"about": "", "list": [{"user_id": 5, "first_name": "B"}]},
        "chats": {"about": "", "list": [letters, CHAT, {**letters, "id": 98}, chat(message(1, "It fell."))]},
        "left_chats": {"about": "", "list": [chat(message(1, "It stands."), id=13)]},
    }
    file = write(tmp_path, account)
    reader = reader_of(file)
    assert reader
    assert reader.name == "telegram-export"
    found, wrong = read(file)
    alone, _ = read(EXPORT)
    assert found[:5] == alone  # deeper in the file, and the same reports
    assert [one.text for one in found[5:]] == ["It fell.", "It stands."]
    assert wrong == ["2 chats between persons, in an export of a whole account, are not read"]


def test_two_exports_of_one_chat_are_the_same_reports_and_an_edited_message_is_a_revision(
    tmp_path: Path,
) -> None:
    later = json.loads(EXPORT.read_text("utf-8"))
    for one in later["messages"]:
        one |= {"reactions": [{"type": "emoji", "count": 999, "emoji": "👍"}], "date": "2024-11-14T04:30:00"}
        one |= {"photo": "photos/1.jpg"} if "photo" in one else {}
        for part in one.get("text") or ():
            if isinstance(part, dict) and "document_id" in part:
                part["document_id"] = "stickers/1.webp"
    before, _ = read(EXPORT)
    assert read(write(tmp_path, later, indent=None))[0] == before
    later["messages"][4] |= {"text": "The bridge at Lower Mill stands.", "edited_unixtime": "1731999999"}
    after, _ = read(write(tmp_path, later))
    assert [new.url for new, old in zip(after, before, strict=True) if new.report_id != old.report_id] == [
        "https://t.me/c/1700000001/5"
    ]


def test_a_message_that_was_edited_between_two_exports_is_a_later_version(tmp_path: Path) -> None:
    words = "Forces left Lower Mill on Monday, blew up the bridge behind them and went on to the old quarry"
    shop = make_desk(tmp_path / "desk", str(TINY / "theatre"))
    for number, text in enumerate((f"{words}.", f"{words}, residents said.")):
        added = add_paths(shop, [write(tmp_path, chat(message(7, text)))], f"2026-01-0{number + 1}T00:00:00Z")
        assert (added.new, added.held) == (1, 0)
    (repeated,) = find_repeats(shop, added.ids)
    assert (repeated.kind, repeated.reports) == ("revision", 1)


@pytest.mark.parametrize(
    ("export", "read_too", "reasons"),
    [
        (chat(), 0, ["no message with words in this export"]),
        (chat(message(1, ""), message(2, "🔥🔥"), {"id": 3, "type": "unsupported"}), 0, ["no message with words"]),
        (chat(message(1, 7), message(2, "It fell.")), 1, ["Ridge: message 1: is no message: Expected"]),
        (chat({"type": "message", "text": "It fell."}, message(2, "It fell.")), 1, ["Ridge: message 1: is no"]),
        (chat(message(1, [{"text": 7}]), message(2, "It fell.")), 1, ["Ridge: message 1: is no message"]),
        ({"name": "Ridge", "type": "public_channel", "messages": [message(1, "It fell.")]}, 0, ["a chat does"]),
        (json.dumps(chat(message(1, "It fell."))).encode()[:-2], 1, ["is cut off in the middle"]),
        (json.dumps(chat(message(1, "It fell."), message(2, "It stands."))).encode()[:-90], 1, ["is cut off"]),
        (json.dumps(chat(message(1, "It fell."))).encode()[:-2] + b"}]", 1, ["is broken JSON: a } that closes"]),
        (b'{"name": "Ridge", "type": "public_channel", "id": 1, "messages": [' + b"[" * 5000, 0, ["is broken JSON: m"]),
        (b'{"name": "Ridge", "type": "public_channel", "id": 1, "messages": [{"a":' + b"[" * 5000 + b"]" * 5000 + b"}]}", 0, ["Ridge: message 1: broken JSON"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_set_aside_and_the_rest_is_read(
    tmp_path: Path, export: object, read_too: int, reasons: list[str]
) -> None:
    found, wrong = read(write(tmp_path, export))
    assert len(found) == read_too
    assert len(wrong) == len(reasons), wrong
    for one, reason in zip(wrong, reasons, strict=True):
        assert one.startswith(reason), one


def test_control_characters_are_read_as_telegram_desktop_escapes_them(tmp_path: Path) -> None:
    raw = json.dumps(chat(message(1, "It fell.QR And \\\\x0B stays."))).encode().replace(b"Q", b"\\x0B")
    ((report,), wrong) = read(write(tmp_path, raw))
    assert (report.text, wrong) == ("It fell.\nR And \\\\x0B stays.", [])


def test_a_chat_is_known_however_blocks_fall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    photo = {"photo": {"file": "x" * 300, "of": [{}, []]}}
    chats = [{**photo, **chat(message(number, "It fell."), id=number)} for number in range(1, 9)]
    file = write(tmp_path, {"chats": {"about": "", "list": chats}})
    for block in (1, 7, 64, 1000):
        monkeypatch.setattr("contested.ingest.json_slices.BLOCK", block)
        found, wrong = read(file)
        assert ([one.url for one in found], wrong) == ([f"https://t.me/c/{n}/{n}" for n in range(1, 9)], [])


def test_a_message_that_is_no_report_is_passed_by_in_little_memory(tmp_path: Path) -> None:
    raw = json.dumps(
        chat(message(1, "It fell."), message(2, ["a" * 99] * (MAX_BYTES // 90)), message(3, "It stands."))
    )
    found, wrong = read(write(tmp_path, raw.encode()))
    assert [one.text for one in found] == ["It fell.", "It stands."]
    assert wrong == ["object 2: is an object of over 20 MB, which is no report"]


def test_ten_channels_that_forward_one_post_are_one_origin(tmp_path: Path) -> None:
    """What the same ten say of themselves, in the same words, is not the forwarded channel's."""
    more = {"date": "2019-05-06T12:00:00", "date_unixtime": "1557144000"}
    forwarded = {"forwarded_from": "League Voice", "forwarded_from_id": "channel555"}
    chats = [
        chat(
            message(7, "League forces took Dunmarrow on Monday.", **more, **forwarded),
            message(8, "League forces took Kessa on Monday.", **more),
            name=f"Repeater {number}",
            id=number,
        )
        for number in range(1, 11)
    ]
    shop = make_desk(tmp_path / "desk", str(TINY / "theatre"))
    added = add_paths(shop, [write(tmp_path, {"chats": {"about": "", "list": chats}})], NOW)
    assert (added.new, added.rejected) == (20, ())
    bring_up_to_date(shop, NOW)
    account = take_account(shop, Moment("2019-05-31"))
    places = {claim.claim_id: claim.places[0].name for claim in account.claims}
    assert sorted(places.values()) == ["Dunmarrow"] * 10 + ["Kessa"] * 10
    sources: dict[str | None, set[str]] = {"Dunmarrow": set(), "Kessa": set()}
    for origin in account.origins:
        sources[places[origin.claims[0]]].add(origin.source)
    assert sources["Dunmarrow"] == {"league-voice"}
    assert sum(places[one.claims[0]] == "Dunmarrow" for one in account.origins) == 1
    assert "league-voice" not in sources["Kessa"]


@pytest.mark.long
def test_a_large_export_takes_little_memory(tmp_path: Path) -> None:
    """200 MB in less address space than that, and less memory than a tenth."""
    file = tmp_path / "result.json"
    text = 'Наші [війська] {відійшли} на "другий" берег. ' * 20
    line = json.dumps(message(0, [text, {"type": "bold", "text": "Міст"}]), ensure_ascii=False)
    count = 200_000_000 // len(line.encode())
    with file.open("w", encoding="utf-8") as out:
        out.write('{"name": "Ridge", "type": "public_channel", "id": 12, "messages": [')
        out.writelines(f"{',' if number else ''}{line}" for number in range(count))
        out.write("]}")
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (190_000_000,) * 2)\n"
        "from pathlib import Path; from contested.ingest.formats.telegram_export import split\n"
        "print(sum(1 for one in split(Path(sys.argv[1]))), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True)
    found, kilobytes = map(int, done.stdout.split())
    print(f"{file.stat().st_size:,} bytes, {found:,} messages, {kilobytes / 1024:.0f} MB of memory")
    assert found == count
    assert kilobytes < 100_000
