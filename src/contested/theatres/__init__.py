"""A war as data: a folder with its sides, words, sources and places, in; a frozen `Theatre`, out.

Nothing in the code knows a particular war. A theatre is a folder:

    theatre.toml      code, name, base countries of the gazetteer, bounding box, [[side]] tables
    words/LANG.toml   one table a side: `state`, `government`, `adjective`, `force`, `people`, `leader`
    names/LANG.toml   what a reader of that language calls the theatre and its sides; theatre.toml's own names else
    sources.jsonl     known voices: {source_id, name, kind, side, aliases, url, maps, licence}
    places.csv        places that the base lacks or misnames
    history.csv       turns of control whose days are known, by which undated reports are dated
    outlines.geojson  what the map draws under everything: features with `kind` country or region
    rivers.geojson    river courses, features with `id` and `name`
    shapes.geojson    courses of roads, outlines of reservoirs, islands, forests: `id`, `name` and `kind`
    front.geojson     where the fighting was: polygons with `from` and `until`

`--theatre` takes the name of one that ships here, or the path of such a folder.
"""

from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Container, Iterable
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Struct

from contested.days import read_day
from contested.errors import SettingsError, UsageError
from contested.model import Day, KnownEvent, Place, VoiceKind
from contested.theatres.front import Front, read_front
from contested.theatres.shapes import Shape, read_shapes

HERE = Path(__file__).parent
SHAPES = ("rivers", "shapes")
MILITARY = " military"  # behind its adjective: a side's armed forces as a whole


class Side(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A party to the war. `holds` says whether it may control places (a co-belligerent may not).

    `held` is how its control reads in a sentence ("Ukrainian-held"); `colour` how it is drawn. `country` is the
    code of the country whose places are its own, `rear` are places elsewhere that it has held far behind
    the front throughout: what is hit there, and by whom, need not be said.
    """

    code: str
    name: str
    adjective: str
    held: str
    colour: str = "#777777"
    adversaries: tuple[str, ...] = ()
    holds: bool = False
    country: str | None = None
    rear: tuple[str, ...] = ()


class Source(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A voice that the theatre knows and vouches for. `maps`: it keeps a map of who holds what. `licence`: under which
    its words may be passed on, where that is known."""

    source_id: str
    name: str
    kind: VoiceKind
    side: str | None = None
    aliases: tuple[str, ...] = ()
    url: str | None = None
    maps: bool = False
    licence: str | None = None


class SideWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words of one language that name a side. A trailing `*` matches any ending.

    `state` acts and speaks ("Russia"); `government` speaks and acts but is also a place ("Moscow");
    `adjective` qualifies forces ("Russian"); `force` is a force by itself ("Wagner"); `people` its
    members ("Russians"); `leader` speaks for it; `foe` is what this side's voices call the adversary.
    In languages with cases, `agent` are forms of these words that say "by" it, `oblique` forms that no
    subject has.
    """

    state: tuple[str, ...] = ()
    government: tuple[str, ...] = ()
    adjective: tuple[str, ...] = ()
    force: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    leader: tuple[str, ...] = ()
    foe: tuple[str, ...] = ()
    agent: tuple[str, ...] = ()
    oblique: tuple[str, ...] = ()


class SideNames(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one language calls a side. `adjective` is whatever its templates put a side's name in (publish/wording): in
    Ukrainian the genitive, "України"."""

    name: str
    adjective: str
    held: str


class Names(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The theatre's names in one language; a side that is not listed keeps the name of `theatre.toml`."""

    name: str
    borders_note: str = ""
    parties: dict[str, SideNames] = {}


class TheatreFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`theatre.toml` as it is written. `bbox` is west, south, east, north in degrees; `time_zone` (IANA) is where its
    days begin; no report is older than `began`."""

    code: str
    name: str
    bbox: tuple[float, float, float, float]
    side: tuple[Side, ...]
    base_countries: tuple[str, ...] = ()
    borders_note: str = ""
    time_zone: str = "UTC"
    began: Day | None = None


class Theatre(Struct, frozen=True, kw_only=True, dict=True):
    """A war's sides, words, sources and places, read from `folder`. `shapes` are by the id of their place."""

    folder: Path
    settings: TheatreFile
    words: dict[str, dict[str, SideWords]]
    sources: tuple[Source, ...]
    places: tuple[Place, ...]
    front: tuple[Front, ...] = ()
    shapes: dict[str, Shape] = {}
    history: tuple[KnownEvent, ...] = ()
    names: dict[str, Names] = {}

    @property
    def code(self) -> str:
        return self.settings.code

    @property
    def sides(self) -> tuple[Side, ...]:
        return self.settings.side

    def name_sides(self, language: str) -> dict[str, Side]:
        """The sides by their codes, named in `language` where the theatre knows its names."""
        known = self.names[language].parties if language in self.names else {}
        return {side.code: rename(side, known.get(side.code)) for side in self.sides}

    @cached_property
    def zone(self) -> ZoneInfo:
        """Where its days begin. Raises SettingsError where there is no such time zone."""
        name = self.settings.time_zone
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise SettingsError(
                f"{self.folder / 'theatre.toml'}: time_zone = {name!r}: no such time zone; write one like Europe/Kyiv"
            ) from error

    @cached_property
    def holders(self) -> tuple[str, ...]:
        """Codes of the sides that may control a place, in the theatre's order."""
        return tuple(side.code for side in self.sides if side.holds)

    @cached_property
    def speakers(self) -> tuple[Source, ...]:
        """Everybody the theatre stands for as the author of a word: its sources, and each side as it speaks
        for itself ("Moscow said"), under all names of its state and government, and as its armed forces do where nobody of
        theirs is named ("the Ukrainian military said")."""
        forces = (self.forces(side) for side in self.sides if side.holds)
        return (*self.sources, *(self.speaker(side) for side in self.sides), *forces)

    def speaker(self, side: Side) -> Source:
        """A side as a voice."""
        tables = [table[side.code] for _, table in sorted(self.words.items()) if side.code in table]
        names = dict.fromkeys(name for words in tables for name in (*words.state, *words.government))
        spoken = tuple(name for name in names if "*" not in name and name != side.name)
        return Source(
            source_id=side_id(side.code), name=side.name, kind="official", side=side.code, aliases=spoken
        )

    def forces(self, side: Side) -> Source:
        """A side's armed forces as a voice."""
        return Source(
            source_id=forces_id(side.code),
            name=f"{side.adjective}{MILITARY}",
            kind="military",
            side=side.code,
        )

    def adversary(self, code: str | None) -> str | None:
        """The one side that `code` fights against, or null where there is none or more than one."""
        for side in self.sides:
            if side.code == code and len(side.adversaries) == 1:
                return side.adversaries[0]
        return None

    def home_of(self, place: str, country: str) -> str | None:
        """The side whose own a place is, by its name and its country's code, or null where that is nobody's."""
        for side in self.sides:
            if place in side.rear:
                return side.code
        return next((side.code for side in self.sides if country and side.country == country), None)

    def geometry(self, name: str) -> dict[str, Any]:
        """The GeoJSON of `outlines` or `rivers`; an empty collection where the theatre draws none."""
        file = self.folder / f"{name}.geojson"
        if not file.exists():
            return {"type": "FeatureCollection", "features": []}
        collection: dict[str, Any] = json.loads(file.read_text("utf-8"))
        return collection


def side_id(code: str) -> str:
    """The id of a side's state and government as a voice."""
    return f"side:{code}"


def forces_id(code: str) -> str:
    """The id of a side's armed forces as a voice."""
    return f"{side_id(code)}:military"


def find_office(sources: Iterable[Source], name: str, side: str, kinds: Container[str]) -> Source | None:
    """The one source of a side that is called so behind its country's name or adjective: Russia's for "Defence Ministry",
    but nobody's for "governor" or "brigade", of which a country has many."""
    theirs = [one for one in sources if one.side == side]
    country = {one.name.casefold() for one in theirs if one.source_id == side_id(side)}
    country |= {
        one.name.removesuffix(MILITARY).casefold() for one in theirs if one.source_id == forces_id(side)
    }
    called = {f"{owner} {name.casefold()}" for one in country for owner in (one, f"{one}'s")}
    known = [
        one
        for one in theirs
        if one.kind in kinds and not called.isdisjoint(alias.casefold() for alias in (one.name, *one.aliases))
    ]
    return known[0] if len(known) == 1 else None


def rename(side: Side, names: SideNames | None) -> Side:
    """A side under other names, or as it is."""
    return msgspec.structs.replace(side, **msgspec.structs.asdict(names)) if names else side


def list_theatres() -> dict[str, Path]:
    """Theatres that ship with the package, by name."""
    return {file.parent.name: file.parent for file in sorted(HERE.glob("*/theatre.toml"))}


def load_theatre(name: str, beside: Path | None = None) -> Theatre:
    """The theatre called `name`, or in the folder `name` (relative to `beside`, the desk's folder).

    Raises SettingsError where there is none, or one of its files is wrong.
    """
    folder = list_theatres().get(name) or (beside or Path()) / name
    if not folder.is_dir():
        known = ", ".join(list_theatres())
        raise SettingsError(f"theatre = {name!r}: no such theatre; known ones are {known}, or give a folder")
    if not (folder / "theatre.toml").exists():
        raise SettingsError(
            f"theatre = {name!r}: that folder has no theatre.toml; write one, as in docs/reference/theatre.md"
        )
    settings = read_toml(folder / "theatre.toml", TheatreFile)
    words = {file.stem: read_toml(file, dict[str, SideWords]) for file in sorted(folder.glob("words/*.toml"))}
    codes = {side.code for side in settings.side}
    for language, table in words.items():
        for code in table.keys() - codes:
            raise SettingsError(f"{folder / 'words' / language}.toml: [{code}] is no side of theatre.toml")
    names = {file.stem: read_toml(file, Names) for file in sorted(folder.glob("names/*.toml"))}
    for language, told in names.items():
        for code in told.parties.keys() - codes:
            raise SettingsError(
                f"{folder / 'names' / language}.toml: [parties.{code}] is no side of theatre.toml"
            )
    return Theatre(
        folder=folder,
        settings=settings,
        words=words,
        sources=read_sources(folder / "sources.jsonl"),
        places=read_places(folder / "places.csv"),
        front=read_front(folder / "front.geojson"),
        shapes={
            shape.place_id: shape for shape in read_shapes(folder / f"{name}.geojson" for name in SHAPES)
        },
        history=read_history(folder / "history.csv"),
        names=names,
    )


def read_toml(file: Path, kind: Any) -> Any:
    """A TOML file as records of `kind`; SettingsError names the file and what is wrong in it."""
    try:
        return msgspec.convert(tomllib.loads(file.read_text("utf-8")), kind)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise SettingsError(f"{file}: {error}") from error


def read_sources(file: Path) -> tuple[Source, ...]:
    """Known voices, one JSON object a line; SettingsError names the wrong line."""
    sources = []
    for number, line in enumerate(file.read_text("utf-8").splitlines() if file.exists() else (), 1):
        if line.strip():
            try:
                sources.append(msgspec.json.decode(line, type=Source))
            except msgspec.DecodeError as error:
                raise SettingsError(f"{file}:{number}: {error}") from error
    return tuple(sources)


def read_history(file: Path) -> tuple[KnownEvent, ...]:
    """Dated events, columns as `KnownEvent`; SettingsError names the wrong line."""
    if not file.exists():
        return ()
    found = []
    with file.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), 2):
            try:
                event = msgspec.convert(row, KnownEvent)
                read_day(event.start), read_day(event.end)
            except (msgspec.ValidationError, UsageError) as error:
                raise SettingsError(f"{file}:{number}: {error}") from error
            found.append(event)
    return tuple(found)


def read_places(file: Path) -> tuple[Place, ...]:
    """Places of a supplement; columns as `Place`, `names` and `former` separated by semicolons, empty ones left out."""
    places = []
    if not file.exists():
        return ()
    with file.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), 2):
            fields: dict[str, Any] = {key: value for key, value in row.items() if value}
            former = tuple(entry.rpartition("<") for entry in (row.get("former") or "").split(";") if entry)
            spelt = [*(row.get("names") or "").split(";"), *(name for name, _, _ in former)]
            fields["names"] = tuple(dict.fromkeys(name for name in spelt if name and name != row["name"]))
            fields["former"] = [{"name": name, "until": year} for name, _, year in former]
            try:
                places.append(msgspec.convert(fields, Place, strict=False))
            except msgspec.ValidationError as error:
                raise SettingsError(f"{file}:{number}: {error}") from error
    return tuple(places)
