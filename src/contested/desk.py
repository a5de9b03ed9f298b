"""A desk on disk: a folder with `desk.toml`, in; its settings and where its parts lie, out.

Every key is told in `docs/reference/desk-toml.md`. A wrong key or value is refused with file and line.
"""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from contested.errors import SettingsError

FILE = "desk.toml"
TEMPLATE = """\
# A desk of contested. Every key: docs/reference/desk-toml.md
name = {name}
theatre = {theatre}
synthetic = {synthetic}

# The public map shows nothing newer than this.
delay_hours = 24

[thresholds]
# A place has a state where one is at least this likely; else it is unknown.
state_at = 0.5
# Claims that the extractor is less sure of do not count for control.
claim_score = 0.5
"""
TABLE_LINE = re.compile(r"\s*\[\[?\s*([^\[\]]+?)\s*\]")
SECOND = "second_reader"
TABLES = "tables"
# Hosts that are this machine.
HERE = {"localhost", "127.0.0.1", "::1"}
KEY_LINE = re.compile(r"\s*([\w.\"'-]+)\s*=")


class Thresholds(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Probabilities at which the desk speaks. `state_at` starts at one half: less likely than not is no state."""

    state_at: Annotated[float, Meta(ge=0.5, le=1)] = 0.5
    claim_score: Annotated[float, Meta(ge=0, le=1)] = 0.5


class ReaderSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """The table `[second_reader]`. Each kind of reader adds its own keys (`extract/readers`)."""


class TableSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table `[tables.NAME]`: what the columns of a table of reports mean. A value is the name of a column or, with names
    in braces, a text made of several: `"{headline}\n{body}"`. It holds for files whose name is like `files` and that have
    the `columns`, those that it names included. The reader of tables (`ingest/table_shapes.py`) works by it."""

    text: Annotated[str, Meta(min_length=1)]
    title: str | None = None
    id: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    publisher_name: str | None = None
    site: str | None = None
    date_format: str | None = None
    zone: str | None = None
    files: Annotated[str, Meta(min_length=1)] | None = None
    columns: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        try:
            if self.zone is not None:
                ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError(
                f"zone is {self.zone!r}, which is no time zone; write one like Europe/Kyiv"
            ) from error


class BriefSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The table `[brief]`: a language model that may reword sentences. `timeout` is in seconds, for a whole answer; the key
    is in the environment, never here."""

    rephrase_url: Annotated[str, Meta(pattern=r"^https?://[!-~]+$")] | None = None
    model: Annotated[str, Meta(pattern=r"^[^\s](.*[^\s])?$", max_length=100)] | None = None
    key_env: Annotated[str, Meta(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")] | None = None
    timeout: Annotated[float, Meta(gt=0, le=3600)] = 60

    def __post_init__(self) -> None:
        if self.rephrase_url is None:
            return
        parts = urlsplit(self.rephrase_url)
        if not parts.hostname or parts.username is not None or parts.port == 0:
            raise ValueError("rephrase_url names no host, or holds a user's name; a key is given by key_env")
        if self.key_env and parts.scheme == "http" and parts.hostname not in HERE:
            raise ValueError(
                "rephrase_url: a key is sent over https only, or to this machine; write https://"
            )
        if self.model is None:
            raise ValueError("rephrase_url without a model; name the one that the server is to use")


class FetchSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The table `[fetch]`: how this desk asks for pages. `allow` are hosts and ports of its own, `apart` seconds between two
    requests to a host."""

    allow: tuple[Annotated[str, Meta(pattern=r"^(\[[0-9a-f:.]+\]|[a-z0-9._-]+):[0-9]{1,5}$")], ...] = ()
    contact: Annotated[str, Meta(pattern=r"^[!-~]+$", max_length=200)] | None = None
    user_agent: Annotated[str, Meta(pattern=r"^[!-~]([ -~]*[!-~])?$", max_length=300)] | None = None
    apart: Annotated[float, Meta(ge=0, le=3600)] = 2.0


class WatchSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One table `[[watch]]`: an address that `contested watch` follows. `every` is in minutes; `links`: the pages that its
    entries link to are fetched too."""

    url: Annotated[str, Meta(pattern=r"^https?://[^\s]+$", max_length=4000)]
    kind: Literal["feed", "page", "channel"] | None = None
    every: Annotated[int, Meta(ge=1, le=10_080)] = 15
    links: bool = False


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`desk.toml` as it is written. `delay_hours` is at most a year."""

    name: Annotated[str, Meta(min_length=1)]
    theatre: Annotated[str, Meta(min_length=1)]
    synthetic: bool = False
    sources: Annotated[str, Meta(min_length=1)] | None = None
    database: Annotated[str, Meta(min_length=1)] = "ledger.sqlite"
    delay_hours: Annotated[int, Meta(ge=0, le=8760)] = 24
    languages: Annotated[tuple[str, ...], Meta(min_length=1)] = ("en",)
    tiles: str | None = None
    credits: tuple[str, ...] = ()
    thresholds: Thresholds = Thresholds()
    brief: BriefSettings = BriefSettings()
    fetch: FetchSettings = FetchSettings()
    watch: tuple[WatchSettings, ...] = ()
    second_reader: ReaderSettings | None = None
    tables: dict[str, TableSettings] = {}


class Desk(Struct, frozen=True):
    """A desk: its folder (absolute) and its settings."""

    folder: Path
    settings: Settings

    @property
    def archive(self) -> Path:
        """Where the bytes of the reports are kept."""
        return self.folder / "archive"

    @property
    def site(self) -> Path:
        """Where the built site goes."""
        return self.folder / "site"

    @property
    def sources(self) -> Path | None:
        """The file of voices that the desk stands for beside the theatre's, where it names one."""
        written = self.settings.sources
        return self.folder / written if written else None

    @property
    def database(self) -> Path | str:
        """The ledger: an SQLite file, or the SQLAlchemy URL of another database."""
        written = self.settings.database
        return written if "://" in written else self.folder / written


def find_desk(start: Path) -> Desk:
    """The desk in `start`, or in the nearest folder above it. Raises SettingsError where there is none."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return open_desk(folder)
    raise SettingsError(f"{start}: no {FILE} here or in a folder above; make a desk with: contested new DIR")


def open_desk(folder: Path) -> Desk:
    """The desk in `folder`. Raises SettingsError where there is none, or its settings are wrong."""
    folder = folder.resolve()
    file = folder / FILE
    if not file.is_file():
        raise SettingsError(f"{file}: no such file; make a desk with: contested new {folder}")
    return Desk(folder, read_settings(file))


def create_desk(folder: Path, name: str, theatre: str, synthetic: bool = False) -> Desk:
    """A new desk in `folder`, which may exist. Raises SettingsError where it is a desk already."""
    folder.mkdir(parents=True, exist_ok=True)
    quoted = {
        key: json.dumps(text, ensure_ascii=False) for key, text in (("name", name), ("theatre", theatre))
    }
    try:
        with (folder / FILE).open("x", encoding="utf-8") as file:
            file.write(TEMPLATE.format(**quoted, synthetic=str(synthetic).lower()))
    except FileExistsError as error:
        raise SettingsError(
            f"{folder / FILE}: is a desk already; choose another folder, or edit it"
        ) from error
    return open_desk(folder)


def read_settings(file: Path) -> Settings:
    """The settings in `file`. Raises SettingsError with the line of the first key that is wrong."""
    try:
        text = file.read_text("utf-8-sig")
        table = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise SettingsError(
            f"{file}: is not UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8"
        ) from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise SettingsError(f"{file}{':' + line[1] if line else ''}: is not TOML: {error}") from error
    known = known_keys() + (reader_keys() if SECOND in table else []) + table_keys(table.get(TABLES))
    for key in written_keys(table):
        if key not in known:
            where = f"{file}:{find_line(text, key)}"
            raise SettingsError(f"{where}: unknown key '{key}'; {suggest_key(key, known)}")
    second, tables, prefix = table.pop(SECOND, None), table.pop(TABLES, {}), ""
    try:
        settings = msgspec.convert(table, Settings)
        prefix = TABLES
        columns = msgspec.convert(tables, dict[str, dict[str, Any]])
        for name, written in columns.items():
            prefix = f"{TABLES}.{name}"
            settings.tables[name] = msgspec.convert(written, TableSettings)
        prefix = SECOND
        return settings if second is None else replace(settings, second_reader=read_reader(second))
    except msgspec.ValidationError as error:
        found, _, path = str(error).partition(" - at `$.")
        # Of several tables of one name the number is told: `watch[1].every`.
        part, _, rest = path.rstrip("`").partition("[")
        number, _, last = rest.partition("].")
        key = ".".join(filter(None, (prefix, part, last.partition("[")[0])))
        if not key:
            raise SettingsError(f"{file}: {found}; add it, as in docs/reference/desk-toml.md") from error
        nth = int(number) if last else 0
        raise SettingsError(f"{file}:{find_line(text, key, nth)}: '{key}': {found}") from error


def read_reader(table: object) -> ReaderSettings:
    """The table of a second reader, by its kind. Raises ValidationError where it is wrong."""
    from contested.extract.readers import backends

    if not isinstance(table, dict):
        raise msgspec.ValidationError("Expected a table")
    backend = backends().get(str(table.get("kind")))
    if backend is None:
        where = " - at `$.kind`" if "kind" in table else ""
        raise msgspec.ValidationError(f"kind is one of: {', '.join(backends())}{where}")
    return msgspec.convert(table, backend.settings)


def reader_keys() -> list[str]:
    """Every key that the table of a second reader may hold, of whatever kind."""
    from contested.extract.readers import backends

    keys = [f"{SECOND}.kind"]
    for backend in backends().values():
        keys += known_keys(backend.settings, f"{SECOND}.")
    return list(dict.fromkeys(keys))


def table_keys(tables: object) -> list[str]:
    """Every key that the tables of columns may hold that a document names."""
    keys = []
    for name in tables if isinstance(tables, dict) else ():
        keys += [f"{TABLES}.{name}", *known_keys(TableSettings, f"{TABLES}.{name}.")]
    return keys


def known_keys(kind: type[Struct] = Settings, prefix: str = "") -> list[str]:
    """Every key that `desk.toml` may hold, those of tables with a dot: `thresholds.state_at`."""
    keys = []
    for field in msgspec.structs.fields(kind):
        keys.append(prefix + field.name)
        # Tables by themselves, and those of which there may be several (`[[watch]]`), but for those with names of their own.
        named = get_origin(field.type) is dict
        for part in () if named else (field.type, *get_args(field.type)):
            if isinstance(part, type) and issubclass(part, Struct):
                keys += known_keys(part, f"{prefix}{field.name}.")
    return keys


def written_keys(table: dict[str, Any], prefix: str = "") -> Iterator[str]:
    """The keys of a TOML document, in the order in which they are written."""
    for key, value in table.items():
        yield prefix + key
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict):
                yield from written_keys(part, f"{prefix}{key}.")


def suggest_key(key: str, known: list[str]) -> str:
    """What to do about an unknown key: the nearest known one by its last part, in whichever table."""
    last = {name.rpartition(".")[2]: name for name in known}
    near = difflib.get_close_matches(key.rpartition(".")[2], last, n=1)
    return f"did you mean '{last[near[0]]}'?" if near else f"known keys are {', '.join(known)}"


def find_line(text: str, key: str, nth: int = 0) -> int:
    """The line where a dotted key is written, in the `nth` table of several of one name; for a key of an inline table, the
    line of that table."""
    table, best, line, before = "", "", 1, nth
    for number, content in enumerate(text.split("\n"), 1):
        written = ""
        if header := TABLE_LINE.match(content):
            written = table = re.sub(r"[\"'\s]", "", header[1])
            if before and key.startswith(f"{table}."):
                before, written, table = before - 1, "", "?"
        elif match := KEY_LINE.match(content):
            name = re.sub(r"[\"']", "", match[1])
            written = f"{table}.{name}" if table else name
        if f"{key}.".startswith(f"{written}.") and len(written) > len(best):
            best, line = written, number
    return line
