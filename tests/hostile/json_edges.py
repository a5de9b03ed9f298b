"""JSON texts at the edges of the standard (RFC 8259), and strings that programs stumble over; written here, none copied."""

from __future__ import annotations

import json

# Whole texts: right ones in unusual dress, wrong ones, and such as readers differ about.
TEXTS: tuple[bytes, ...] = (
    b"",
    b" ",
    b"\0",
    b"{}",
    b"[]",
    b"[[]]",
    b"[{}]",
    b'""',
    b"0",
    b"-0",
    b"-",
    b"+1",
    b"01",
    b"1.",
    b".5",
    b"1e",
    b"1e+",
    b"1E400",
    b"-1e-400",
    b"0x10",
    b"1_000",
    b"NaN",
    b"Infinity",
    b"-Infinity",
    b"nul",
    b"null",
    b"True",
    b"true false",
    b"{,}",
    b'{"text"}',
    b'{"text":}',
    b'{"text" "x"}',
    b'{"text":"x",}',
    b'{"text":"x"}}',
    b'{"text":"x"}]',
    b'{"text":"x"}#',
    b'{"text":"x"}/* more */',
    b'{"text":"x" // more\n}',
    b"{'text':'x'}",
    b'{text:"x"}',
    b'{"text":"x","text":"y"}',
    b'{"text":"x","text":7}',
    b'{"text":null,"text":"x"}',
    b'{"":"x"}',
    b'{"\\u0074ext":"x"}',
    b'{"text":"\t"}',
    b'{"text":"a\nb"}',
    b'{"text":"a\0b"}',
    b'{"text":"\x7f"}',
    b'{"text":"\\x41"}',
    b'{"text":"\\u12"}',
    b'{"text":"\\u"}',
    b'{"text":"\\',
    b'{"text":"\\u0000 It fell."}',
    b'{"text":"\\ud800"}',
    b'{"text":"\\udc00\\ud800"}',
    b'{"text":"\\ud83d\\ude00 It fell."}',
    b'{"text":"\\uFFFE\\uFFFF It fell."}',
    b'{"text":"\xff"}',
    b'{"text":"\xc0\x80"}',
    b'{"text":"\xed\xa0\x80"}',
    b'{"text":"\xf4\x90\x80\x80"}',
    b'{"text":"\xe2\x80\xa8It fell.\xe2\x80\xa9"}',
    b'\xef\xbb\xbf{"text":"It fell."}',
    b'\xff\xfe{\0"\0t\0e\0x\0t\0"\0:\0"\0x\0"\0}\0',
    b'\x0c{"text":"It fell."}',
    b'\xc2\xa0{"text":"It fell."}',
    b'{"text":"It fell.","n":' + b"9" * 400 + b"}",
    b'{"text":"It fell.","id":18446744073709551616}',
    b'{"text":"It fell.","id":-9223372036854775809}',
    b'{"text":"It fell.","id":1.0}',
    b'{"text":"It fell.","id":true}',
    b'{"text":"It fell.","n":' + b"[" * 999 + b"]" * 999 + b"}",
    b'{"text":"It fell.","n":' + b"[" * 5_000 + b"]" * 5_000 + b"}",
    b'{"n":' * 5_000,
    b'{"text":["It fell."]}',
    b'{"text":{"text":"It fell."}}',
    b'{"text":"' + b"a" * 100_000 + b'"}',
    b'{"' + b"a" * 100_000 + b'":"It fell.","text":"It fell."}',
)
# Values of any key.
STRINGS: tuple[str, ...] = (
    "",
    " ",
    "\u00a0\u2003\u3000",
    "null",
    "None",
    "undefined",
    "true",
    "NaN",
    "-1",
    "1e309",
    "0x7fffffff",
    "1/0",
    "9" * 400,
    "٢٠٢٤-١١-١٤",
    "２０２４-１１-１４",
    "2024-02-30",
    "0000-00-00",
    "99999-01-01",
    "2024-11-14T25:61:61Z",
    "2024-11-14T09:00:00+99:99",
    "2024-11-14T09:00:00.999999999999Z",
    "-2024-11-14",
    "20241114",
    "yesterday",
    "\0",
    "a\0b",
    "\x01\x02\x1b[31m\x07\x7f\x85",
    "\ufeffIt fell.",
    "\ufffe\uffff",
    "\u202eThe army left.\u202c",
    "\u2066\u2067\u2068It fell.",
    "e\u0301" * 50,
    "Z" + "\u0300\u0316" * 400,
    "👩‍👩‍👧‍👦🏳️‍🌈🇺🇦",
    "\U000e0041\U000e007f",
    "ﷺ" * 20,
    "İıſßŒﬁ",
    "ЇїҐґ’ʼ'`´",
    "A\u0430\u0410a",
    "\r\n\r\n",
    "\u2028\u2029",
    "../../etc/passwd",
    "C:\\con\\aux",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "http://[::ffff:127.0.0.1]/",
    "https://post.example/\ud7ff?a=1&b=%00%ff#",
    "<script>alert(1)</script>",
    "<svg/onload=alert(1)>",
    "]]></x><!--",
    "&lt;&amp;amp;&#0;&#xD800;",
    "'; DROP TABLE reports; --",
    '" OR ""="',
    "=1+1",
    "@SUM(1)",
    "%s%n%x",
    "{0.__class__}",
    "{{7*7}}",
    "${HOME}",
    "$(reboot)",
    "`reboot`",
    "[link](javascript:alert(1))",
    "It fell." * 20_000,
)


def naughty_values() -> list[object]:
    """Values that a key may have where another was meant."""
    return [*STRINGS, None, True, 0, -1, 1.5, 2**53 + 1, 10**30, [], {}, [None], {"": {}}, [[["It fell."]]]]


def put_in_turn(sample: object, values: list[object]) -> list[bytes]:
    """A JSON value, once with each of its leaves replaced by each value in turn: leaf n by value n, n + 1, … so that every
    value is put somewhere and every leaf gets some."""
    paths = list(find_leaves(sample))
    return [
        json.dumps(put(sample, path, value), ensure_ascii=number % 2 == 0).encode("utf-8")
        for number, value in enumerate(values)
        for path in paths[number % max(1, len(paths)) :: 7]
    ]


def find_leaves(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Where in a JSON value the values are that hold no others."""
    if isinstance(value, dict):
        return [leaf for key, inner in value.items() for leaf in find_leaves(inner, (*path, key))]
    if isinstance(value, list):
        return [leaf for at, inner in enumerate(value) for leaf in find_leaves(inner, (*path, at))]
    return [path]


def put(value: object, path: tuple[str | int, ...], new: object) -> object:
    """The value with one of its leaves replaced."""
    if not path:
        return new
    first, *rest = path
    if isinstance(value, dict):
        return {key: put(inner, tuple(rest), new) if key == first else inner for key, inner in value.items()}
    assert isinstance(value, list)
    return [put(inner, tuple(rest), new) if at == first else inner for at, inner in enumerate(value)]
