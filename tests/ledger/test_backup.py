"""A backup is whole or not there, also while others write; what comes back is the desk that it was, or nothing."""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from ledger_samples import NOON, clean, compose_reading, compose_report, compose_table
from test_ledger_append import run_writer

from contested.backup import BackupError, Manifest, back_up
from contested.desk import Desk, create_desk, open_desk
from contested.ledger import Ledger, open_ledger
from contested.restore import restore

Members = list[tuple[tarfile.TarInfo, bytes]]


@pytest.fixture
def filled(ledger: Ledger, desk: Desk) -> Ledger:
    batch = [compose_report(number) for number in range(5)]
    ledger.add_reports(batch, NOON)
    ledger.add_readings([compose_reading(report) for report, _ in batch], NOON)
    ledger.add_table(*compose_table(1))
    (desk.folder / "overrides.jsonl").write_text("{}\n", "utf-8")
    return ledger


@pytest.fixture
def backed(filled: Ledger, desk: Desk, tmp_path: Path) -> Path:
    file = tmp_path / "desk.tar.gz"
    back_up(desk, file, NOON)
    return file


def test_what_comes_back_is_what_it_was(filled: Ledger, desk: Desk, backed: Path, tmp_path: Path) -> None:
    manifest = restore(backed, tmp_path / "again")
    again = open_desk(tmp_path / "again")
    with open_ledger(again) as restored:
        assert restored.head() == filled.head() == manifest.head
        assert restored.reports() == filled.reports()
        assert restored.claims() == filled.claims()
        assert restored.verify(lambda raw, _: clean(raw)) == []
    files = {file.relative_to(again.folder) for file in again.folder.rglob("*") if file.is_file()}
    held = {file.relative_to(desk.folder) for file in desk.folder.rglob("*") if file.is_file()}
    assert files == {file for file in held if file.name not in ("ledger.sqlite-wal", "ledger.sqlite-shm")}
    assert sorted(file.name for file in tmp_path.iterdir()) == ["again", "desk", "desk.tar.gz"]


def test_the_same_desk_gives_the_same_bytes(desk: Desk, backed: Path, tmp_path: Path) -> None:
    back_up(desk, tmp_path / "other.tar.gz", NOON)
    assert gzip.decompress(backed.read_bytes()) == gzip.decompress((tmp_path / "other.tar.gz").read_bytes())


def test_it_is_of_one_moment_while_another_process_adds(desk: Desk, tmp_path: Path) -> None:
    writer = run_writer(desk, 0, 400)
    assert writer.stdout is not None
    confirmed: list[str] = []
    sizes = []
    for number in range(3):
        confirmed += [writer.stdout.readline().strip() for _ in range(10)]
        back_up(desk, tmp_path / f"{number}.tar.gz", NOON)
        running = writer.poll() is None
        restore(tmp_path / f"{number}.tar.gz", tmp_path / str(number))
        with open_ledger(open_desk(tmp_path / str(number))) as ledger:
            assert set(confirmed) <= {report.report_id for report in ledger.reports()}
            assert ledger.verify(lambda raw, _: clean(raw)) == []
            sizes.append(len(ledger.reports()))
    writer.kill()
    writer.communicate()
    assert running, "the writer was done before a backup was"
    assert sizes == sorted(sizes)
    assert sizes[-1] < 400


def test_damage_ends_it_and_leaves_the_backup_before(filled: Ledger, desk: Desk, backed: Path) -> None:
    before = backed.read_bytes()
    file = filled.archive.path(compose_report(1)[0].raw_sha256)
    good = file.read_bytes()
    for bad in (good[:-1], good + b"x", good.replace(b"mill", b"dam!")):
        file.write_bytes(bad)
        with pytest.raises(BackupError, match=rf"{file.name}: (is damaged|grew shorter)"):
            back_up(desk, backed, NOON)
    file.unlink()
    with pytest.raises(BackupError, match=f"{file.name}: is missing"):
        back_up(desk, backed, NOON)
    assert backed.read_bytes() == before
    assert [one.name for one in backed.parent.iterdir() if one.name.startswith(".")] == []


def test_a_folder_that_holds_something_is_left_alone(backed: Path, tmp_path: Path, desk: Desk) -> None:
    with pytest.raises(BackupError, match="is there already and not empty"):
        restore(backed, desk.folder)
    (tmp_path / "empty").mkdir()
    restore(backed, tmp_path / "empty")
    assert open_desk(tmp_path / "empty").settings == desk.settings


def test_what_lies_elsewhere_is_said(tmp_path: Path) -> None:
    desk = create_desk(tmp_path / "desk", "x", "composed")
    file = desk.folder / "desk.toml"
    file.write_text(f'sources = "../sources.jsonl"\n{file.read_text("utf-8")}', "utf-8")
    (tmp_path / "sources.jsonl").write_text("", "utf-8")
    desk = open_desk(desk.folder)
    with open_ledger(desk) as ledger:
        ledger.add_report(*compose_report(1), NOON)
    assert back_up(desk, tmp_path / "b", NOON).outside == (str(tmp_path / "sources.jsonl"),)


@pytest.mark.parametrize(
    ("database", "says"),
    [
        ("postgresql://me:secret@here/db", "back it up with pg_dump"),
        ("../ledger.sqlite", "lies outside the desk"),
        ("ledger.sqlite", "holds no report yet"),
    ],
)
def test_a_ledger_that_is_no_file_of_the_desk_is_refused(tmp_path: Path, database: str, says: str) -> None:
    desk = create_desk(tmp_path / "desk", "x", "composed")
    desk = Desk(desk.folder, msgspec.structs.replace(desk.settings, database=database))
    with pytest.raises(BackupError, match=says):
        back_up(desk, tmp_path / "b", NOON)
    assert not (tmp_path / "b").exists()


def read_tar(file: Path) -> Members:
    with tarfile.open(file) as tar:
        return [(member, tar.extractfile(member).read()) for member in tar]  # type: ignore[union-attr]


def write_tar(file: Path, members: Members) -> None:
    with tarfile.open(file, "w:gz") as tar:
        for member, raw in members:
            member.size = len(raw) if member.isreg() else 0
            tar.addfile(member, io.BytesIO(raw))


def with_manifest(members: Members, change: Callable[[str], str]) -> Members:
    head, raw = members[0]
    return [(head, change(raw.decode()).encode()), *members[1:]]


def named(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, link
    return member


def replaced(members: Members, at: int, member: tarfile.TarInfo | None, raw: bytes) -> Members:
    return [*members[:at], (member or members[at][0], raw), *members[at + 1 :]]


LAST = -1
INJURIES: dict[str, tuple[Callable[[Members], Members], str]] = {
    "a flipped bit": (lambda all: replaced(all, 3, None, bytes([all[3][1][0] ^ 1]) + all[3][1][1:]), "is damaged"),
    "a flipped bit in the ledger": (
        lambda all: replaced(all, 1, None, all[1][1][:9000] + b"\x01" + all[1][1][9001:]),
        r"ledger\.sqlite is damaged",
    ),
    "a file cut": (lambda all: replaced(all, 4, None, all[4][1][:-1]), "where its manifest has"),
    "a file gone": (lambda all: all[:-1], "is missing"),
    "two files swapped": (lambda all: [*all[:-2], all[-1], all[-2]], "where its manifest has"),
    "a file too many": (lambda all: [*all, (named("more"), b"")], "'more', which its manifest does not name"),
    "a way out": (lambda all: replaced(all, 4, named("../../out"), all[4][1]), "where its manifest has"),
    "a link": (
        lambda all: replaced(all, 4, named(all[4][0].name, tarfile.SYMTYPE, "/etc/passwd"), b""),
        "where its manifest has",
    ),
    "a hard link": (
        lambda all: replaced(all, 4, named(all[4][0].name, tarfile.LNKTYPE, "desk.toml"), b""),
        "where its manifest has",
    ),
    "a device": (lambda all: replaced(all, 4, named(all[4][0].name, tarfile.CHRTYPE), b""), "where its manifest has"),
    "a fifo": (lambda all: replaced(all, 4, named(all[4][0].name, tarfile.FIFOTYPE), b""), "where its manifest has"),
    "no manifest": (lambda all: all[1:], "no manifest.json comes first"),
    "a manifest that is none": (lambda all: with_manifest(all, lambda text: text[:-5]), "cannot be read"),
    "another format": (
        lambda all: with_manifest(all, lambda text: text.replace('"format": 1', '"format": 2')),
        "is of format 2, this code knows 1",
    ),
    "another head": (
        lambda all: with_manifest(all, lambda text: text.replace('"size": 12,', '"size": 11,')),
        "its ledger has the head 12:",
    ),
    "a way out in the manifest": (
        lambda all: with_manifest(all, lambda text: text.replace('"desk.toml"', '"../desk.toml"')),
        "or no ledger or settings",
    ),
    "a way out of an archived file": (
        lambda all: with_manifest(all, lambda text: text.replace('"archive/', '"archive/../', 1)),
        "lies outside a desk or is misnamed",
    ),
    "an absolute way": (
        lambda all: with_manifest(all, lambda text: text.replace('"overrides.jsonl"', '"/tmp/overrides.jsonl"')),
        "lies outside a desk or is misnamed",
    ),
    "a file twice": (
        lambda all: with_manifest(all, lambda text: text.replace('"overrides.jsonl"', '"desk.toml"')),
        "names a file twice",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", INJURIES)
def test_an_injured_backup_is_named_and_leaves_nothing(backed: Path, tmp_path: Path, name: str) -> None:
    injure, says = INJURIES[name]
    injured = tmp_path / "injured.tar.gz"
    write_tar(injured, injure(read_tar(backed)))
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(BackupError, match=says) as caught:
        restore(injured, tmp_path / "again")
    assert str(injured) in str(caught.value)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("part", [0, 0.1, 0.5, 0.9, 0.999])
def test_a_backup_cut_short_is_named_and_leaves_nothing(backed: Path, tmp_path: Path, part: float) -> None:
    raw = backed.read_bytes()
    backed.write_bytes(raw[: int(len(raw) * part)])
    with pytest.raises(BackupError, match=r"desk\.tar\.gz: "):
        restore(backed, tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_settings_that_name_a_ledger_elsewhere_are_refused(backed: Path, tmp_path: Path) -> None:
    members = read_tar(backed)
    manifest = msgspec.json.decode(members[0][1], type=Manifest)
    at = next(n for n, (member, _) in enumerate(members) if member.name == "desk.toml")
    text = b'database = "/etc/passwd"\n' + members[at][1]
    import hashlib

    files = [
        msgspec.structs.replace(kept, size=len(text), sha256=hashlib.sha256(text).hexdigest())
        if kept.path == "desk.toml"
        else kept
        for kept in manifest.files
    ]
    made = msgspec.json.encode(msgspec.structs.replace(manifest, files=tuple(files)))
    write_tar(backed, replaced(replaced(members, at, None, text), 0, None, made))
    with pytest.raises(BackupError, match="names a ledger outside the desk"):
        restore(backed, tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_a_stream_without_end_takes_no_disk(tmp_path: Path) -> None:
    """A backup of a few kilobytes that would inflate to a gigabyte ends at the first file that the manifest does not have."""
    bomb = tmp_path / "bomb.tar.gz"
    with gzip.open(bomb, "wb", compresslevel=9) as out:
        header = tarfile.TarInfo("manifest.json")
        header.size = 1 << 40
        out.write(header.tobuf())
        for _ in range(64):
            out.write(b"\0" * (1 << 20))
    program = (
        "import sys, resource; resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30));"
        "from pathlib import Path; from contested.restore import restore; from contested.backup import BackupError\n"
        "try: restore(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "except BackupError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(bomb), str(tmp_path / "again")],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": ":".join(sys.path)},
        timeout=60,
    )
    assert "no manifest.json comes first" in done.stdout, done.stderr[-300:]
