"""Heads kept elsewhere: what is made over is found by them, and what nobody can check is not called checked."""

from __future__ import annotations

import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import msgspec
import pytest
from ledger_samples import NOON, compose_report, compose_vouch
from made_over import make_over

from contested.errors import UsageError
from contested.ledger import Ledger
from contested.ledger.anchors import find_covered
from contested.ledger.head_files import read_heads
from contested.ledger.heads import Head, HeadError, read_written
from contested.ledger.stamps import StampError, ask_authority, make_request, read_authorities

LATER = "2025-12-12T12:00:00Z"
SETTINGS = """
[tsa]
default_tsa = one
[one]
serial = serial
crypto_device = builtin
signer_cert = stamp.pem
signer_key = stamp.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[req]
distinguished_name = name
x509_extensions = root
[name]
[root]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
[stamp]
extendedKeyUsage = critical, timeStamping
keyUsage = critical, digitalSignature
[host]
subjectAltName = IP:127.0.0.1
"""


class Authority:
    """A timestamp authority made with openssl, in a folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        (folder / "settings").write_text(SETTINGS)
        (folder / "serial").write_text("01")
        key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
        self.run(f"req -x509 {key} -keyout root.key -out root.pem -subj /CN=Root -days 30 -config settings")
        for name in ("stamp", "host"):
            self.run(f"req {key} -keyout {name}.key -out {name}.csr -subj /CN={name} -config settings")
            self.run(
                f"x509 -req -in {name}.csr -CA root.pem -CAkey root.key -CAcreateserial -out {name}.pem"
                f" -days 20 -extfile settings -extensions {name}"
            )

    @property
    def root(self) -> Path:
        return self.folder / "root.pem"

    def run(self, words: str) -> None:
        subprocess.run(["openssl", *words.split()], cwd=self.folder, check=True, capture_output=True)

    def stamp(self, request: bytes) -> bytes:
        (self.folder / "request").write_bytes(request)
        self.run("ts -reply -queryfile request -out answer -config settings")
        return (self.folder / "answer").read_bytes()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    pytest.importorskip("rfc3161_client")
    if shutil.which("openssl") is None:
        pytest.skip("no openssl to be an authority with")
    return Authority(tmp_path_factory.mktemp("tsa") / "one")


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    ledger.add_reports([compose_report(number) for number in range(5)], NOON)
    return ledger


def cover(
    ledger: Ledger, given: Path | Head | None = None, root: Path | None = None
) -> list[tuple[int, str]]:
    """What anchors say: how many entries, and `fits`, or in words why not."""
    head, leaves = ledger.head_and_leaves()
    found = find_covered(ledger.anchors(), head.ledger, leaves, read_authorities(root) if root else [], given)
    return [(one.size, one.wrong or one.unchecked or "fits") for one in found]


def test_a_head_in_a_file_covers_what_came_before(filled: Ledger, tmp_path: Path) -> None:
    file = tmp_path / "heads.jsonl"
    head, new = filled.anchor_in_file(file, NOON)
    assert (head.size, new) == (6, True)
    assert filled.anchor_in_file(file, NOON) == (head, False), "the anchor alone is no news"
    assert cover(filled) == [(6, "fits")]
    filled.add_vouches([compose_vouch("gazette")], LATER)
    assert filled.anchor_in_file(file, LATER)[0].size == 8
    assert cover(filled) == [(8, "fits")]
    first, second = read_heads(file, head.ledger)
    assert (first.since, second.since, len(second.proof) > 0) == (None, 6, True)
    assert filled.verify() == []


def test_a_ledger_made_over_is_found_by_the_file_alone(filled: Ledger, tmp_path: Path) -> None:
    file = tmp_path / "heads.jsonl"
    filled.anchor_in_file(file, NOON)
    make_over(
        filled,
        "UPDATE reports SET known_from = '2025-01-01' WHERE report_id = (SELECT min(report_id) FROM reports)",
    )
    assert filled.verify() == [], "every digest and leaf was made anew"
    assert all("are not what they were" in said for _, said in cover(filled, file))
    with pytest.raises(HeadError, match=r"heads\.jsonl: the head of 2025-12-10.* are not what they were"):
        filled.anchor_in_file(file, LATER)


def test_entries_taken_out_are_found(filled: Ledger, tmp_path: Path) -> None:
    file = tmp_path / "heads.jsonl"
    filled.anchor_in_file(file, NOON)
    make_over(
        filled,
        "DELETE FROM anchors",
        "DELETE FROM reports WHERE report_id = (SELECT max(report_id) FROM reports)",
    )
    assert filled.verify() == []
    assert cover(filled, file) == [(6, "the ledger has 5 entries, where it had 6: some were taken out")]


def test_rows_alone_are_no_evidence(filled: Ledger, tmp_path: Path) -> None:
    file = tmp_path / "heads.jsonl"
    filled.anchor_in_file(file, NOON)
    copy = file.rename(tmp_path / "elsewhere.jsonl")
    assert cover(filled) == [(6, "the file is not here; give a copy of it with --head")]
    assert cover(filled, copy)[0] == (6, "fits")


def test_a_head_in_writing(filled: Ledger) -> None:
    head = filled.head()
    assert read_written(str(head), head.ledger) == head
    filled.add_vouches([compose_vouch("gazette")], LATER)
    assert cover(filled, head) == [(6, "fits")]
    assert "are not what they were" in cover(filled, msgspec.structs.replace(head, root="0" * 64))[0][1]
    with pytest.raises(HeadError, match="is no head"):
        read_written("6:abc", head.ledger)


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ('"size":8', '"size":9', ":2: its proof does not lead here from the head over 6"),
        ('"since":6', '"since":5', ":2: its proof does not lead here"),
        ('"proof":["', '"proof":["00', ":2: its proof does not lead here"),
        ('"proof":["', '"proof":["z', ":2: is no head"),
        ('{"ledger"', '{"ladder"', ":1: is no head"),
    ],
)
def test_a_file_that_was_changed_is_found_without_the_ledger(
    filled: Ledger, tmp_path: Path, was: str, becomes: str, says: str
) -> None:
    file = tmp_path / "heads.jsonl"
    head, _ = filled.anchor_in_file(file, NOON)
    filled.add_vouches([compose_vouch("gazette")], LATER)
    filled.anchor_in_file(file, LATER)
    text = file.read_text("utf-8")
    assert was in text
    file.write_text(text.replace(was, becomes, 1), "utf-8")
    with pytest.raises(HeadError, match=says):
        read_heads(file, head.ledger)
    assert says in cover(filled)[0][1]


def test_a_file_of_another_ledger_says_nothing_of_this_one(filled: Ledger, tmp_path: Path) -> None:
    file = tmp_path / "heads.jsonl"
    file.write_text('{"ledger":"other","size":3,"root":"ab","moment":"2025-12-10T12:00:00Z"}\n', "utf-8")
    assert "holds no head of this ledger" in cover(filled, file)[0][1]
    assert filled.anchor_in_file(file, NOON)[1]
    assert len(file.read_text("utf-8").splitlines()) == 2


def test_a_timestamp_covers_the_head_that_was_asked_about(filled: Ledger, authority: Authority) -> None:
    request = make_request(filled.head())
    filled.add_vouches([compose_vouch("gazette")], LATER)  # while the answer is on its way
    head, stamp = filled.anchor_by_stamp(authority.stamp(request), "answer.tsr", LATER)
    assert (head.size, stamp.signer) == (6, "CN=stamp")
    assert cover(filled) == [(6, "its signature is not checked; give the authority's certificates with --ca")]
    assert cover(filled, root=authority.root) == [(6, "fits")]
    assert filled.verify() == []
    filled.anchor_by_stamp(authority.stamp(request), "answer.tsr", LATER)
    make_over(
        filled,
        "UPDATE reports SET known_from = '2025-01-01' WHERE report_id = (SELECT min(report_id) FROM reports)",
    )
    assert {said.partition(": their root")[0] for _, said in cover(filled, root=authority.root)} == {
        "the first 6 entries are not what they were"
    }


def test_a_timestamp_by_somebody_else_is_not_believed(
    filled: Ledger, authority: Authority, tmp_path: Path
) -> None:
    other = Authority(tmp_path / "other")
    filled.anchor_by_stamp(other.stamp(make_request(filled.head())), "answer.tsr", LATER)
    assert cover(filled, root=other.root) == [(6, "fits")]
    assert "cannot be believed" in cover(filled, root=authority.root)[0][1]


@pytest.mark.parametrize("end", [0, 10, 300, -1])
def test_an_answer_that_is_none_is_refused(filled: Ledger, authority: Authority, end: int) -> None:
    answer = authority.stamp(make_request(filled.head()))
    with pytest.raises(StampError, match="is no answer of a timestamp authority"):
        filled.anchor_by_stamp(answer[:end], "answer.tsr", LATER)


def test_a_timestamp_of_another_ledger_is_refused(filled: Ledger, authority: Authority) -> None:
    head = msgspec.structs.replace(filled.head(), ledger="other")
    with pytest.raises(StampError, match="is of no head of this ledger"):
        filled.anchor_by_stamp(authority.stamp(make_request(head)), "answer.tsr", LATER)


def test_a_forged_token_in_the_ledger_is_found(filled: Ledger, authority: Authority) -> None:
    """Everything made over, the row of the anchor too, but no new timestamp."""
    filled.anchor_by_stamp(authority.stamp(make_request(filled.head())), "answer.tsr", LATER)
    make_over(
        filled,
        "UPDATE reports SET known_from = '2025-01-01' WHERE report_id = (SELECT min(report_id) FROM reports)",
    )
    _, leaves = filled.head_and_leaves()
    from contested.ledger.heads import head_of

    root = head_of("", leaves, 6).root
    (was,) = filled.anchors()
    make_over(filled, f"UPDATE anchors SET record = replace(record, '{was.root}', '{root}')")
    assert filled.verify() == []
    assert cover(filled) == [(6, "its timestamp is of something else")]
    assert "cannot be believed" in cover(filled, root=authority.root)[0][1]


@pytest.fixture
def https(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The authority behind https on this machine."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path == "/elsewhere":
                self.send_response(302)
                self.send_header("Location", "/")
                self.end_headers()
                return
            answer = authority.stamp(request)
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority.folder / "host.pem", authority.folder / "host.key")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.root))
    yield f"https://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_an_authority_is_asked_over_https(filled: Ledger, https: str, authority: Authority) -> None:
    answer = ask_authority(f"{https}/", make_request(filled.head()))
    filled.anchor_by_stamp(answer, https, LATER)
    assert cover(filled, root=authority.root) == [(6, "fits")]
    with pytest.raises(StampError, match="answered 302"):
        ask_authority(f"{https}/elsewhere", b"x")


def test_nobody_is_asked_otherwise(https: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="give an https:// address"):
        ask_authority(https.replace("https", "http"), b"x")
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(StampError, match="certificate verify failed"):
        ask_authority(https, b"x")
