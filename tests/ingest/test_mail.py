"""Messages and mailboxes: newsletters, letters, what is handed on and what is answered. Composed messages in the shapes that
Gmail, Outlook, Apple Mail, Mailchimp and mailing lists write."""

from __future__ import annotations

import base64
import quopri
from email.header import Header
from pathlib import Path

import pytest

from contested.ingest import clean_again, read_reports
from contested.model import Rejection, Report

PLAIN = "The brigade left Lower Mill on Tuesday.\nThe bridge was blown up an hour later."
UKRAINIAN = "Бригада залишила Нижній Млин у вівторок.\nМіст підірвано за годину."
RUSSIAN = "Бригада оставила Нижнюю Мельницу во вторник.\nМост взорван часом позже."
LIST = "List-Unsubscribe: <https://post.example/u/9>\n"
HEAD = (
    "From: The Composed Post <news@post.example>\nTo: desk@desk.example\nSubject: Village left\n"
    "Date: Thu, 14 Nov 2024 23:30:00 +0000\nMessage-ID: <20241114.7@post.example>\nMIME-Version: 1.0\n" + LIST
)
LETTER = (
    "From: Olena Petrenko <olena.petrenko77@mail.example>\nTo: desk@desk.example\n"
    "Date: Fri, 15 Nov 2024 08:00:00 +0200\nMessage-ID: <x1@mail.example>\nMIME-Version: 1.0\n"
)


def message(
    head: str, body: str | bytes, kind: str = "text/plain; charset=utf-8", encoding: str = "8bit"
) -> bytes:
    """A message of one part."""
    raw = body.encode() if isinstance(body, str) else body
    coded = {
        "8bit": lambda raw: raw,
        "base64": base64.encodebytes,
        "quoted-printable": lambda raw: quopri.encodestring(raw),
    }[encoding](raw)
    return f"{head}Content-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n\n".encode() + coded


def several(head: str, kind: str, *parts: str) -> bytes:
    """A message of several parts, each with its own headers."""
    inner = "".join(f"--=_b\n{part}\n" for part in parts)
    return f'{head}Content-Type: multipart/{kind}; boundary="=_b"\n\n{inner}--=_b--\n'.encode()


def read(folder: Path, raw: bytes, name: str = "a.eml") -> Report:
    """The one report of a message, which its bytes make again."""
    (folder / name).write_bytes(raw)
    (one, *others) = read_reports([folder / name])
    assert not isinstance(one, Rejection), one
    assert not others, others
    assert clean_again(raw, one[0]) == one[0].text
    return one[0]


def test_a_newsletter_is_its_sender_s_report(tmp_path: Path) -> None:
    report = read(tmp_path, message(HEAD, PLAIN))
    assert report.text == PLAIN
    assert (report.publisher, report.title, report.name) == (
        "The Composed Post",
        "Village left",
        "20241114.7@post.example",
    )
    assert (report.published_at, report.published_basis, report.author) == (
        "2024-11-14T23:30:00Z",
        "stated",
        None,
    )
    assert report.found_in == {
        "publisher": "From",
        "published": "Date",
        "title": "Subject",
        "id": "Message-ID",
    }


@pytest.mark.parametrize(
    ("sender", "extra", "publisher", "author"),
    [
        ("The Composed Post <news@post.example>", "", "The Composed Post", None),
        ("Brigade 7 press <press-office@brigade.example>", "", "Brigade 7 press", None),
        ("Olena Petrenko <olena@post.example>", LIST, "Olena Petrenko", None),
        ("Olena Petrenko <olena@post.example>", "Precedence: bulk\n", "Olena Petrenko", None),
        ("Olena Petrenko <olena@mail.example>", "", None, "Olena Petrenko"),
        ("olena.petrenko@mail.example", "", None, None),
        ("<news@post.example>", "", "post.example", None),
        ("news@post.example", LIST, "post.example", None),
        ('"Post, The Composed" <news@post.example>', "", "Post, The Composed", None),
        ("=?utf-8?B?0JLRltGB0L3QuNC6?= <novyny@visnyk.example>", "", "Вісник", None),
        ("The Composed Post <news@post.example>", "Authentication-Results: mx.example; spf=pass; dmarc=fail (p=REJECT)\n", None, None),
        ("", LIST, None, None),
        ("(" * 900 + "<news@post.example>", LIST, None, None),
    ],
)  # fmt: skip
def test_only_lists_and_offices_publish_what_they_send(
    tmp_path: Path, sender: str, extra: str, publisher: str | None, author: str | None
) -> None:
    head = f"From: {sender}\nDate: Thu, 14 Nov 2024 10:00:00 +0200\n{extra}"
    report = read(tmp_path, message(head, PLAIN))
    assert (report.publisher, report.author) == (publisher, author)
    assert "@" not in f"{report.publisher}{report.author}{report.credits}"


@pytest.mark.parametrize(
    ("date", "published", "moment"),
    [
        ("Thu, 14 Nov 2024 23:30:00 -0500", "2024-11-14", "2024-11-15T04:30:00Z"),
        ("14 Nov 2024 10:00 +0200", "2024-11-14", "2024-11-14T08:00:00Z"),
        ("Thu, 14 Nov 2024 10:00:00 GMT", "2024-11-14", "2024-11-14T10:00:00Z"),
        ("Thu, 14 Nov 2024 10:00:00 -0000", "2024-11-14", "2024-11-14T10:00:00Z"),
        ("Thu, 14 Nov 2024 10:00:00 +0200 (EET)", "2024-11-14", "2024-11-14T08:00:00Z"),
        ("Thu, 14 Nov 2024 10:00:00", "2024-11-14", None),
        ("Thu, 14 Nov 2024 10:00:00 MSK", "2024-11-14", None),
        ("Thu, 14 Nov 2024 10:00:00 +9900", None, None),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None, None),
        (
            "Thu, 14 Nov 2044 10:00:00 +0200\nReceived: from a by b; Thu, 14 Nov 2024 10:01:00 +0200",
            None,
            None,
        ),
        ("yesterday", None, None),
        ("Thu, 99 Nov 2024 10:00:00 +0200", None, None),
    ],
)
def test_the_moment_of_sending_is_that_of_publication(
    tmp_path: Path, date: str, published: str | None, moment: str | None
) -> None:
    report = read(tmp_path, message(f"From: Post <news@post.example>\nDate: {date}\n", PLAIN))
    assert (report.published, report.published_at) == (published, moment)


@pytest.mark.parametrize("encoding", ["8bit", "base64", "quoted-printable"])
@pytest.mark.parametrize(
    ("charset", "declared", "text"),
    [
        ("utf-8", "utf-8", UKRAINIAN),
        ("cp1251", "windows-1251", UKRAINIAN),
        ("koi8-u", "KOI8-U", UKRAINIAN),
        ("koi8-r", "koi8-r", RUSSIAN),
        ("cp1251", "cp-1251", RUSSIAN),
        ("cp1251", "us-ascii", RUSSIAN),
        ("utf-8", "x-unknown", UKRAINIAN),
        ("utf-8", "rot13", UKRAINIAN),
        ("utf-16", "unicode", UKRAINIAN),
    ],
)
def test_a_message_is_read_in_its_encoding(
    tmp_path: Path, encoding: str, charset: str, declared: str, text: str
) -> None:
    kind = f"text/plain; charset={declared}"
    if charset == "utf-16" and encoding == "8bit":
        pytest.skip("line breaks of UTF-16 do not pass plainly through mail")
    report = read(tmp_path, message(HEAD, text.encode(charset), kind, encoding))
    assert report.text == text


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        (Header("Село залишено", "utf-8").encode(), "Село залишено"),
        (Header("Село залишено", "koi8-r").encode(), "Село залишено"),
        (Header("Село оставлено, мост через реку взорван, сообщили в бригаде", "cp1251", 60).encode(), "Село оставлено, мост через реку взорван, сообщили в бригаде"),
        ("=?utf-8?B?0KHQtdC70L4g0LfQsNC7?= =?utf-8?B?0LjRiNC10L3Qvg==?=", "Село залишено"),
        ("=?utf-8?B?0KHQtdC70L4g0LfQsNC70Lg=?=\n =?utf-8?B?0YjQtdC90L4=?=", "Село залишено"),
        ("=?utf-8?B?!!!?=", None),
        ("Село залишено", "Село залишено"),
        ("=?x-none?Q?Village?= left", "Village left"),
        ("Village\n left", "Village left"),
        ("Re: Fwd: [2] Village left", "[2] Village left"),
        ("", None),
    ],
)  # fmt: skip
def test_a_subject_is_a_title(tmp_path: Path, subject: str, title: str | None) -> None:
    head = f"From: Post <news@post.example>\nSubject: {subject}\n{LIST}"
    assert read(tmp_path, message(head, PLAIN)).title == title


NEWSLETTER = """<!doctype html><html lang="en"><head><title>x</title><style>p{color:red}</style></head><body>
<div style="display:none;max-height:0">Village left, and two more stories&#847;&zwnj;&nbsp;&#847;</div>
<table role="presentation"><tr><td><a href="https://click.post.example/v?u=9">View this email in your browser</a></td></tr>
<tr><td><h1>Village left</h1><p>The brigade left <a href="https://click.post.example/t?u=9&amp;m=8">Lower Mill</a>
on Tuesday.</p><p>The bridge was blown up<br>an hour later.</p>
<img src="https://click.post.example/open.gif" width=1 height=1 alt=""></td></tr>
<tr><td>12 soldiers were taken prisoner.</td></tr>
<tr><td><p>You are receiving this email because you signed up.</p><p><a href="#">Unsubscribe</a> | Composed Post, 12 Mill Street</p></td></tr>
</table></body></html>"""


def test_of_two_forms_that_of_the_html_is_read_without_its_frame(tmp_path: Path) -> None:
    raw = several(
        HEAD, "alternative", "Content-Type: text/plain\n\nView it online: https://post.example/9",
        f"Content-Type: text/html; charset=utf-8\n\n{NEWSLETTER}",
    )  # fmt: skip
    assert read(tmp_path, raw).text == (
        "Village left\nThe brigade left Lower Mill on Tuesday.\nThe bridge was blown up\nan hour later.\n"
        "12 soldiers were taken prisoner."
    )


def test_of_two_forms_the_plain_one_is_read_where_the_html_has_nothing(tmp_path: Path) -> None:
    raw = several(
        HEAD, "alternative", f"Content-Type: text/plain\n\n{PLAIN}", "Content-Type: text/html\n\n<p>See the text.</p>"
    )  # fmt: skip
    assert read(tmp_path, raw).text == PLAIN


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        ("The brigade left Lower Mill \non Tuesday.\n-- \nO. P.", "text/plain; format=flowed", "The brigade left Lower Mill on Tuesday."),
        ("The brigade left Lower \nMill.", "text/plain; format=flowed; delsp=yes", "The brigade left LowerMill."),
        (
            "The brigade said on Tuesday that its soldiers had left the village of\nLower Mill after a fortnight of fighting, and that the bridge behind\n"
            "it had been blown up.\n\nNobody saw the last of them go, a resident of the far bank told a\nneighbour.",
            "text/plain",
            "The brigade said on Tuesday that its soldiers had left the village of Lower Mill after a fortnight of fighting, and that the bridge "
            "behind it had been blown up.\nNobody saw the last of them go, a resident of the far bank told a neighbour.",
        ),
        ("Lower Mill: left\nUpper Mill: held\nThe ferry: nobody knows, says the brigade's press office", "text/plain",
         "Lower Mill: left\nUpper Mill: held\nThe ferry: nobody knows, says the brigade's press office"),
        ("Left (https://click.post.example/t?u=9) on Tuesday <https://t.example/a>.\n[https://t.example/b]\nhttps://t.example/c", "text/plain", "Left on Tuesday."),
        (f"{UKRAINIAN}\n\nВи отримали цей лист, бо підписалися.\nВідписатися", "text/plain; charset=utf-8", UKRAINIAN),
        (f"Открыть письмо в браузере\n{RUSSIAN}\nОтписаться от рассылки | Почта, 12", "text/plain; charset=utf-8", RUSSIAN),
        (f"{PLAIN}\n\n-- \nOlena Petrenko\n+380 00 000", "text/plain", PLAIN),
    ],
)  # fmt: skip
def test_what_frames_the_words_is_cut_and_wrapped_lines_are_joined(
    tmp_path: Path, body: str, kind: str, text: str
) -> None:
    assert read(tmp_path, message(HEAD, body, kind)).text == text


# Each as its program writes it: a note, the line that says so, the head, the message.
GMAIL = "FYI\n\n---------- Forwarded message ---------\nFrom: The Composed Post <news@post.example>\nDate: Thu, Nov 14, 2024 at 10:00 AM\nSubject: Village left\nTo: <olena@mail.example>\n\n\n"
GMAIL_UK = "---------- Forwarded message ---------\nВід: Композитний вісник <novyny@visnyk.example>\nДата: чт, 14 лист. 2024 р. о 10:00\nТема: Село залишено\nКому: <olena@mail.example>\n\n\n"
GMAIL_RU = "---------- Forwarded message ---------\nОт: Составной вестник <news@vestnik.example>\nДата: чт, 14 нояб. 2024 г. в 10:00\nТема: Село оставлено\nКому: <olena@mail.example>\n\n"
OUTLOOK = "See below.\n\nOlena\n\nFrom: The Composed Post <news@post.example>\nSent: Thursday, November 14, 2024 10:00 AM\nTo: Olena Petrenko <olena@mail.example>\nSubject: Village left\n\n"
OUTLOOK_UK = "Від: Композитний вісник <novyny@visnyk.example>\nНадіслано: 14 листопада 2024 р. 10:00\nКому: Олена\nТема: Село залишено\n\n"
OUTLOOK_OLD = "-----Original Message-----\nFrom: The Composed Post [mailto:news@post.example]\nSent: Thursday, November 14, 2024 10:00 AM\nTo: Olena\nSubject: Village left\n\n"
APPLE = "\n\n> Begin forwarded message:\n> \n> From: The Composed Post <news@post.example>\n> Subject: Village left\n> Date: 14 November 2024 at 10:00:00 EET\n> To: olena@mail.example\n> \n"
THUNDERBIRD = "\n\n-------- Переслане повідомлення --------\nТема: \tСело залишено\nДата: \tThu, 14 Nov 2024 10:00:00 +0200\nВід: \tКомпозитний вісник <novyny@visnyk.example>\nКому: \tolena@mail.example\n\n\n\n"
YANDEX = '\n-------- Пересылаемое сообщение --------\n14.11.2024, 10:00, "Составной вестник" <news@vestnik.example>:\n\n'


@pytest.mark.parametrize(
    ("handed", "publisher", "title", "quote"),
    [
        (GMAIL, "The Composed Post", "Village left", ""),
        (GMAIL_UK, "Композитний вісник", "Село залишено", ""),
        (GMAIL_RU, "Составной вестник", "Село оставлено", ""),
        (OUTLOOK, "The Composed Post", "Village left", ""),
        (OUTLOOK_UK, "Композитний вісник", "Село залишено", ""),
        (OUTLOOK_OLD, "The Composed Post", "Village left", ""),
        (APPLE, "The Composed Post", "Village left", "> "),
        (THUNDERBIRD, "Композитний вісник", "Село залишено", ""),
        (f"Дивись\n{GMAIL}{GMAIL_UK}", "Композитний вісник", "Село залишено", ""),
    ],
)
def test_what_is_handed_on_is_its_first_sender_s(
    tmp_path: Path, handed: str, publisher: str, title: str, quote: str
) -> None:
    body = handed + "\n".join(quote + line for line in PLAIN.split("\n"))
    report = read(tmp_path, message(f"{LETTER}Subject: Fwd: Village left\n", body))
    assert (report.text, report.publisher, report.title) == (PLAIN, publisher, title)
    assert (report.published, report.published_at, report.author) == ("2024-11-14", None, None)
    assert report.found_in["publisher"] == "From of the message handed on"
    assert "Olena" not in repr(report)


def test_who_tells_something_himself_credits_what_he_hands_on(tmp_path: Path) -> None:
    own = "\n".join(
        f"Our own people saw the ferry burn at mile {number} of the river." for number in range(6)
    )
    head = HEAD.replace("Village left", "Fwd: Village left")
    handed = (
        GMAIL.replace("FYI", own)
        .replace("The Composed Post", "The Other Post")
        .replace("news@post", "news@other")
    )
    report = read(tmp_path, message(head, handed + PLAIN))
    assert (report.publisher, report.credits, report.written) == (
        "The Composed Post",
        ("The Other Post",),
        "2024-11-14",
    )
    assert report.published_at == "2024-11-14T23:30:00Z"
    assert report.text == f"{own}\n{PLAIN}"


def test_a_letter_that_is_handed_on_is_from_nobody_public(tmp_path: Path) -> None:
    handed = GMAIL.replace("The Composed Post <news@post.example>", "Ivan Bondar <ivan.bondar@mail.example>")
    report = read(tmp_path, message(f"{LETTER}Subject: Fwd: hello\n", handed + PLAIN))
    assert (report.publisher, report.author, report.credits) == (None, "Ivan Bondar", ())


@pytest.mark.parametrize(
    "below",
    [
        "\nOn Thu, Nov 14, 2024 at 10:00 AM Ivan Bondar <ivan@mail.example> wrote:\n\n> Is the mill still ours?\n> I hear it is lost.\n",
        "\nOn Thu, Nov 14, 2024 at 10:00 AM Ivan Bondar with a long name <ivan@mail.example>\nwrote:\n\n> Is the mill still ours?\n",
        "\nчт, 14 лист. 2024 р. о 10:00 Іван Бондар <ivan@mail.example> пише:\n\n> Чи млин ще наш?\n",
        "\nчт, 14 нояб. 2024 г. в 10:00, Иван Бондарь <ivan@mail.example>:\n\n> Мельница ещё наша?\n",
        "\n14 листопада 2024 р. о 10:00 Іван Бондар написав(ла):\n\n> Чи млин ще наш?\n",
        "\n-----Original Message-----\nFrom: Ivan Bondar\nSent: Thursday, November 14, 2024 10:00 AM\nTo: Olena\nSubject: the mill\n\nIs the mill still ours?\n",
        "\nFrom: Ivan Bondar <ivan@mail.example>\nSent: Thursday, November 14, 2024 10:00 AM\nTo: Olena\nSubject: the mill\n\nIs the mill still ours?\n",
        "\n> Is the mill still ours?\n",
    ],
)  # fmt: skip
def test_what_is_answered_is_another_s_and_is_cut(tmp_path: Path, below: str) -> None:
    report = read(
        tmp_path, message(f"{LETTER}Subject: Re: the mill\nIn-Reply-To: <y>\n", f"{PLAIN}\n{below}")
    )
    assert report.text == PLAIN


def test_a_reply_in_html_is_parted_likewise(tmp_path: Path) -> None:
    html = (
        "<div dir=ltr>The brigade left Lower Mill on Tuesday.<div>The bridge was blown up an hour later.</div></div><br>"
        '<div class="gmail_quote"><div class="gmail_attr">On Thu, Nov 14, 2024 at 10:00 AM Ivan &lt;<a href="mailto:i@m.example">i@m.example</a>&gt; wrote:<br></div>'
        '<blockquote class="gmail_quote" style="margin:0"><div>Is the mill still ours?</div></blockquote></div>'
    )
    assert read(tmp_path, message(f"{LETTER}Subject: Re: the mill\n", html, "text/html")).text == PLAIN


def test_a_forward_in_html_is_parted_likewise(tmp_path: Path) -> None:
    html = (
        '<div dir="ltr"><br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>Від: '
        '<strong class="gmail_sendername" dir="auto">Композитний вісник</strong> <span dir="auto">&lt;<a href="mailto:novyny@visnyk.example">novyny@visnyk.example</a>&gt;</span><br>'
        f"Date: чт, 14 лист. 2024 р. о 10:00<br>Subject: Село залишено<br>To:  &lt;<a>olena@mail.example</a>&gt;<br></div><br><br>{NEWSLETTER}</div></div>"
    )
    report = read(tmp_path, message(f"{LETTER}Subject: Fwd: x\n", html, "text/html; charset=utf-8"))
    assert (report.publisher, report.published, report.title) == (
        "Композитний вісник",
        "2024-11-14",
        "Село залишено",
    )
    assert report.text.startswith("Village left\nThe brigade left Lower Mill")
    assert report.text.endswith("12 soldiers were taken prisoner.")


def test_an_attached_message_is_read_where_nothing_is_written_above_it(tmp_path: Path) -> None:
    inner = message(HEAD, PLAIN).decode()
    raw = several(
        f"{LETTER}Subject: Fwd: x\n",
        "mixed",
        "Content-Type: text/plain\n\nFYI",
        f"Content-Type: message/rfc822\n\n{inner}",
    )
    report = read(tmp_path, raw)
    assert (report.text, report.publisher, report.name) == (
        PLAIN,
        "The Composed Post",
        "20241114.7@post.example",
    )


def test_attachments_are_passed_over_by_name(tmp_path: Path) -> None:
    def attached(kind: str, name: str) -> str:
        return f'Content-Type: {kind}; name="{name}"\nContent-Disposition: attachment; filename="{name}"\nContent-Transfer-Encoding: base64\n\n{"QUJD" * 800}'

    raw = several(
        HEAD, "mixed", f"Content-Type: text/plain\n\n{PLAIN}", attached("application/pdf", "map.pdf"),
        attached("image/png", "logo.png"), attached("text/plain", "=?utf-8?B?0YHQv9C40YHQvtC6LnR4dA==?="),
    )  # fmt: skip
    (tmp_path / "a.eml").write_bytes(raw)
    report, *passed = read_reports([tmp_path / "a.eml"])
    assert not isinstance(report, Rejection)
    assert report[0].text == PLAIN
    assert [(one.where.rpartition(":")[2], one.reason) for one in passed if isinstance(one, Rejection)] == [
        ("map.pdf", "an attachment of 2 kB, not read with its message"),
        ("список.txt", "an attachment of 2 kB, not read with its message"),
    ]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"no headers at all, only words", "no message: it has neither From nor Date"),
        (message(HEAD, ""), "no text"),
        (message(HEAD, b"\x89PNG\0\0", "image/png"), "no text"),
        (message(HEAD, b"\x89PNG\0\0\0\1\2"), "no text"),
        (message(f"{LETTER}Subject: Re: x\n", "> Is the mill still ours?"), "no text"),
        (f"{HEAD}Content-Type: multipart/mixed\n\n--x\n".encode(), "no text"),
        (b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(400)).replace(b"Content", b"From: a\nContent", 1), "parts within parts without end"),
    ],
)  # fmt: skip
def test_a_message_without_words_is_set_aside(tmp_path: Path, raw: bytes, reason: str) -> None:
    (tmp_path / "a.eml").write_bytes(raw)
    (one,) = read_reports([tmp_path / "a.eml"])
    assert isinstance(one, Rejection)
    assert one.reason == reason


@pytest.mark.parametrize(
    "raw",
    [
        message(HEAD, PLAIN).replace(b"\n", b"\r\n"),
        message(HEAD, PLAIN + "\nVGhl====", encoding="8bit").replace(b"8bit", b"base64x"),
        f'{HEAD}Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\n{PLAIN}\n'.encode(),
        f"{HEAD}Content-Type: text/plain; charset=\n\n{PLAIN}".encode(),
        f"{HEAD}Content-Type: text/plain; charset*=bad'''\n\n{PLAIN}".encode(),
        f"{HEAD}Content-Type: nonsense\n\n{PLAIN}".encode(),
        f"{HEAD}Content-Type: message/rfc822\n\n{message(HEAD, PLAIN).decode()}".encode(),
    ],
)
def test_a_broken_message_is_read_as_far_as_it_goes(tmp_path: Path, raw: bytes) -> None:
    assert read(tmp_path, raw).text.startswith("The brigade left Lower Mill on Tuesday.")


def test_a_mailbox_is_a_report_for_each_message(tmp_path: Path) -> None:
    first = message(HEAD, f"{PLAIN}\n\n>From the ferry nobody came.\nFrom here on nothing is known.")
    second = message(HEAD.replace("20241114.7", "8"), UKRAINIAN)
    begin = b"From news@post.example Thu Nov 14 10:00:00 2024\n"
    (tmp_path / "a.mbox").write_bytes(begin + first + b"\n\n" + begin + second + b"\n\n")
    found = [one for one in read_reports([tmp_path / "a.mbox"]) if not isinstance(one, Rejection)]
    assert [(one.reader, one.name) for one, _ in found] == [
        ("mail", "20241114.7@post.example"),
        ("mail", "8@post.example"),
    ]
    assert found[0][0].text.endswith("From the ferry nobody came.\nFrom here on nothing is known.")
    assert found[1][0].text == UKRAINIAN
    assert found[1][0].report_id == read(tmp_path, second + b"\n").report_id
    for report, raw in found:
        assert clean_again(raw, report) == report.text
