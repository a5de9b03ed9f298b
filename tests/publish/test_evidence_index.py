"""The index of a package: keys as other programs look them up, blocks that can be reached into."""

from __future__ import annotations

import gzip
import json

import pytest

from contested.publish.evidence.index import LINES, Entry, sort_key, write_index
from contested.publish.evidence.items import to_uri


# As the `surt` library (0.3.1) of the Internet Archive gives them.
@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://www.Example.org:80/Foo/Bar/?b=2&a=1&A=3", "org,example)/foo/bar?a=1&a=3&b=2"),
        ("https://post.example/mill/", "example,post)/mill"),
        ("https://post.example", "example,post)/"),
        ("https://post.example/?", "example,post)/"),
        ("urn:contested:0a1b", "urn:contested:0a1b"),
        ("file:///notes/Field.txt", "file:/notes/field.txt"),
        ("https://t.me/chan/12?single", "me,t)/chan/12?single"),
        ("http://post.example:8080/x", "example,post:8080)/x"),
        ("https://xn--e1afmkfd.xn--j1amh/%D1%88?q=%20a+b", "xn--j1amh,xn--e1afmkfd)/%d1%88?q=%20a+b"),
        ("https://a.example/x#frag", "example,a)/x"),
        ("https://www2.a.example/q?", "example,a)/q"),
        ("https://u:p@a.example/", "example,a)/"),
        ("https://a.example//x/./y", "example,a)/x/y"),
    ],
)
def test_keys_are_those_of_other_programs(url: str, key: str) -> None:
    assert sort_key(url) == key


def test_blocks_are_found_by_their_index() -> None:
    entries = [
        Entry(
            url=f"https://a.example/{number:05}",
            timestamp="20310502081530",
            mime="text/html",
            status=200,
            digest="sha256:0",
            record_digest="sha256:1",
            offset=number,
            length=1,
        )
        for number in range(LINES + 3)
    ]
    index, blocks = write_index(reversed(entries))
    meta, *lines = index.decode().splitlines()
    assert json.loads(meta.removeprefix("!meta 0 ")) == {
        "format": "cdxj-gzip-1.0",
        "filename": "index.cdx.gz",
    }
    found: list[str] = []
    for line in lines:
        key, stamp, about = line.split(" ", 2)
        told = json.loads(about)
        some = gzip.decompress(blocks[told["offset"] : told["offset"] + told["length"]]).decode().splitlines()
        assert some[0].startswith(f"{key} {stamp} ")
        found += some
    assert len(lines) == 2
    assert [json.loads(line.split(" ", 2)[2])["offset"] for line in found] == [
        str(n) for n in range(LINES + 3)
    ]


@pytest.mark.parametrize(
    ("url", "uri"),
    [
        ("https://post.example/a b?x=[1]", "https://post.example/a%20b?x=[1]"),
        ("https://post.example/%D1%88", "https://post.example/%D1%88"),
        ("https://пост.example/шлях", "https://xn--n1abhe.example/%D1%88%D0%BB%D1%8F%D1%85"),
        ("t.me/chan/12", ""),
        ("javascript:alert(1)", ""),
        ("https://post.example/a\nWARC-Type: request", ""),
        ("https://[::1", ""),
        ("", ""),
    ],
)
def test_addresses_are_written_in_the_letters_of_one_or_not_at_all(url: str, uri: str) -> None:
    assert to_uri(url) == uri
