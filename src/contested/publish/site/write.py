"""An account, its theatre and its briefs, in; a folder that a browser opens, out.

The folder is built beside its target, checked, and swapped in whole. Equal input gives equal bytes.
"""

from __future__ import annotations

import html
import os
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from importlib import resources
from pathlib import Path
from string import Template
from typing import Any

from msgspec.structs import replace

from contested.errors import ContestedError, SettingsError, UsageError
from contested.lineage import Lineage
from contested.locate.gazetteer import SHOWN
from contested.model import Account, Claim, Event, Report
from contested.publish.edition import NamesOf, no_names
from contested.publish.licences import Licences
from contested.publish.reasons import tell_reason
from contested.publish.records import Briefs
from contested.publish.site.areas import describe_stated, lay_chunks
from contested.publish.site.briefs import describe_briefs
from contested.publish.site.changes import Touched
from contested.publish.site.check import check_site, list_cited
from contested.publish.site.chunks import Part, describe_once, join_keys, return_it, script
from contested.publish.site.courses import describe_periods, describe_shelves, lay_courses
from contested.publish.site.days import find_span
from contested.publish.site.desk import describe_desk, list_states
from contested.publish.site.disputes import choose_failed, choose_rivals, describe_disputes
from contested.publish.site.events import Links, describe_event
from contested.publish.site.figures import describe_figures, figures_of_places
from contested.publish.site.kin import describe_kin, find_kin
from contested.publish.site.listing import describe_lists, list_parts, start_lists
from contested.publish.site.memory import Frame, Memory
from contested.publish.site.packs import Packs, choose_packs, file_of
from contested.publish.site.pins import Pin, find_pins
from contested.publish.site.places import describe_place
from contested.publish.site.places import list_parts as parts_of_place
from contested.publish.site.reports import describe_report, keep_numbers, number_of, number_reports
from contested.publish.site.search import describe_search
from contested.publish.site.settings import LANGUAGES, SiteSettings, StatusOn
from contested.publish.site.sources import describe_sources, list_stories
from contested.publish.site.symbols import describe_symbols
from contested.publish.site.told import Made
from contested.publish.words import load_words
from contested.theatres import Theatre

HERE = resources.files("contested.publish.site")
ASSETS = ("page.css", "page.js")
MARKER = "data/desk.js"
# All that `copy_page` and `describe_all` write.
WRITTEN = re.compile(
    r"index\.html|assets/page\.(css|js)|data/(desk|symbols|figures|brief|stated|disputes|sources"
    r"|search(-names)?|(areas|bands|days|events|places?|reports?|source|cards|titles|words|brief|search-claims)-[0-9]+)\.js"
)


def write_site(
    account: Account,
    theatre: Theatre,
    desk: SiteSettings,
    folder: Path,
    briefs: Briefs,
    status_on: StatusOn,
    kept: Path | None = None,
    lineage: Lineage | None = None,
    names_of: NamesOf = no_names,
) -> None:
    """Writes the site of `account` to `folder`, in place of the site that was there.

    `status_on` says what is known of a place on a day. `kept` is a file of the user's cache that remembers what the site
    there was made from: what has not changed is taken over, the same to the byte. With the `lineage` of the account only
    what differs from the account before is looked at. `names_of` has what other languages call a place, for readers who
    choose one of them. Raises UsageError where `folder` holds anything but a site, SettingsError where the page does not
    speak the desk's language, and ContestedError where the page was not built.
    """
    if desk.language not in LANGUAGES:
        raise SettingsError(
            f"language = {desk.language!r}: the page has words for {', '.join(LANGUAGES)} only; name one of them first"
        )
    refuse_others(folder)
    memory = open_memory(theatre, desk, folder, kept)
    whole = memory.whole_key(desk.as_of, read_page(desk), lineage, account, briefs)
    if memory.stands(whole):
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as scratch:
        built, old = Path(scratch, "new"), Path(scratch, "old")
        (built / "data").mkdir(parents=True)
        copy_page(built, desk)
        chunks = describe_all(account, theatre, desk, briefs, status_on, memory, lineage, names_of)
        writer = Writer(built / "data", memory)
        writer.write_all(chunks)
        check_site(built, writer.names, writer.cited)
        if folder.exists():
            folder.rename(old)
        built.rename(folder)
        memory.save(whole, lineage.name if lineage else b"")


def is_written(theatre: Theatre, desk: SiteSettings, folder: Path, kept: Path, lineage: Lineage) -> bool:
    """Whether a folder holds the site of the account of that name, and nobody touched it."""
    memory = open_memory(theatre, desk, folder, kept)
    return memory.stands(memory.whole_key(desk.as_of, read_page(desk), lineage))


def open_memory(theatre: Theatre, desk: SiteSettings, folder: Path, kept: Path | None) -> Memory:
    """What is known of the site in a folder. Of the settings a part may read all but the day, with which a desk moves on."""
    return Memory(
        kept,
        folder / "data",
        (replace(desk, as_of=""), theatre.settings, theatre.words, theatre.sources),
    )


class Writer:
    """Puts chunks into the files of a new site: written, or taken over from the site that was there. `names` are those of
    all, `cited` those that the written ones link to."""

    def __init__(self, folder: Path, memory: Memory) -> None:
        self.folder, self.memory = folder, memory
        self.names, self.cited = set[str](), set[str]()

    def write_all(self, chunks: Iterable[tuple[str, Any]]) -> None:
        """Each in its file. How chunks are packed stands in that of the desk, which comes before those that are."""
        packs: Packs = {}
        packed: dict[str, dict[str, Part]] = defaultdict(dict)
        for name, value in chunks:
            if name == "desk":
                packs = value["packs"]
            part = value if isinstance(value, Part) else describe_once(partial(return_it, value))
            self.names.add(name)
            file = file_of(name, packs)
            if file == name:
                self.write(file, {name: part})
            else:
                packed[file][name] = part
        for file, held in packed.items():
            self.write(file, held)

    def write(self, name: str, held: Mapping[str, Part]) -> None:
        """One file with the chunks that it holds."""
        if all(part.stands for part in held.values()) and self.memory.link(name, None, self.folder):
            return
        key = join_keys(held)
        if self.memory.link(name, key, self.folder):
            return
        file = self.folder / f"{name}.js"
        scripts = []
        for one, part in held.items():
            described = part.describe()
            scripts.append(script(one, described))
            self.cited.update(list_cited(one, described))
        file.write_bytes(b"".join(scripts))
        self.memory.note(name, key, file)


def refuse_others(folder: Path) -> None:
    """Raises UsageError unless `folder` is new, empty, or a site and nothing else: a swap deletes what is there."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: is no folder; give a new or an empty one")
    entries = dict(list_entries(str(folder))) if folder.exists() else {}
    others = sorted(name for name, known in entries.items() if not known)
    if entries and not entries.get(MARKER):
        others = others or sorted(entries)
    if others:
        raise UsageError(f"{folder}: holds {others[0]}, which is of no site; give a new or an empty folder")


def list_entries(folder: str, within: str = "") -> Iterator[tuple[str, bool]]:
    """All that lies in a folder by name, and whether `write_site` makes a file or a folder of that name. A large site has
    tens of thousands."""
    with os.scandir(folder) as found:
        for entry in found:
            name = within + entry.name
            if entry.is_dir(follow_symlinks=False):
                yield name, name in ("assets", "data")
                yield from list_entries(entry.path, f"{name}/")
            else:
                yield name, not entry.is_symlink() and WRITTEN.fullmatch(name) is not None


def copy_page(folder: Path, desk: SiteSettings) -> None:
    """`index.html` with the desk's name in it, and the page's script and styles beside it."""
    (folder / "assets").mkdir()
    for name, content in read_page(desk).items():
        (folder / name).write_bytes(content)


def read_page(desk: SiteSettings) -> dict[str, bytes]:
    """The files of the page itself by their names."""
    files = {}
    for name in ASSETS:
        asset = HERE / "assets" / name
        if not asset.is_file():
            raise ContestedError(f"{asset}: the page is not built; run `make setup`")
        files[f"assets/{name}"] = asset.read_bytes()
    tiles = re.match(r"https?://[^/\s;,'\"{}]+", desk.tiles or "")
    page = Template((HERE / "index.html").read_text("utf-8")).substitute(
        language=html.escape(desk.language),
        name=html.escape(desk.name),
        tiles=html.escape(tiles[0]) if tiles else "",
    )
    return files | {"index.html": page.encode()}


def describe_all(
    account: Account,
    theatre: Theatre,
    desk: SiteSettings,
    briefs: Briefs,
    status_on: StatusOn,
    memory: Memory | None = None,
    lineage: Lineage | None = None,
    names_of: NamesOf = no_names,
) -> Iterator[tuple[str, Any]]:
    """All chunks of the site by name; `docs/reference/site.md` says what each holds. Of which there are many comes as a
    `Part`, to be described only where what it is made of has changed."""
    pins, span = find_pins(account), find_span(account, desk.as_of)
    first = span[0]
    memory = memory or Memory(None, Path(), None)
    touched = memory.find_touched(account, lineage)
    known = [
        memory.look_at(
            pin.control,
            desk.as_of,
            desk.state_at,
            status_on,
            touched is not None and pin.place_id not in touched.turned,
        )
        if pin.control and pin.control.days
        else None
        for pin in pins
    ]
    laid = [
        one.course_of(pin.control) if one and pin.control else None
        for pin, one in zip(pins, known, strict=True)
    ]
    courses = lay_courses(laid, list_states(account, theatre), span)
    stretches, ground = [], None
    if account.areas:
        for number, one in enumerate(lay_chunks(account.areas, first, *memory.known_stretches(first))):
            stretches.append(one.stretch)
            ground = one.before or ground
            yield f"areas-{number}", one.part
    lists = start_lists(account.events, span)
    packs = choose_packs({"place": len(pins), "report": len(account.reports)})
    reports = number_reports(account.reports)
    sources = memory.tell_sources(account, theatre.speakers, touched, lineage.before if lineage else None)
    stories, others = list_stories(sources.stories)
    memory.frame = Frame(
        first=first,
        last=span[1],
        until=desk.as_of,
        states=tuple(courses.states),
        places=tuple(one.place_id for one in pins),
        sources=tuple(one.key for one in stories),
        packs=packs,
        periods=tuple(courses.starts),
        lists=tuple(lists),
        stretches=tuple(stretches),
        ground=ground,
    )
    if touched and not (memory.goes_on() and keep_numbers(touched.gone | touched.come, reports)):
        touched = None
    starts = {"areas": [one.start for one in stretches], "events": lists}
    yield "desk", describe_desk(account, theatre, desk, pins, courses, span, starts, packs, names_of)
    standing = 0
    if touched and lineage and lineage.before:
        standing = memory.count_periods(touched, lineage.before, account)
    places = {pin.place_id: number for number, pin in enumerate(pins)}
    yield from describe_periods(courses, standing)
    same = touched if memory.keeps("last", "states") else None
    yield from describe_shelves(courses, {places[one] for one in same.places} if same else None)

    words = load_words(theatre, desk.language)
    called = {name: one.name for one in pins for code, name in one.called if code == SHOWN}
    made = Made(
        account=account,
        reports=reports,
        words=words,
        texts={one.report_id: one.text for one in account.reports},
        tell_reason=cache(partial(tell_reason, words=words, called=called)),
    )
    links = Links(account.claims_by_id, reports)

    def describe(event: Event) -> dict[str, Any]:
        return describe_event(event, made, places, links)

    def parts_of(events: Sequence[Event]) -> Any:
        return list_parts(events, made, places)

    moved = touched.happened if touched and memory.keeps("lists") else None
    yield from describe_lists(account.events, first, lists, parts_of, describe, moved)
    counted = figures_of_places(account.figures, links)
    for number, (pin, turned) in enumerate(zip(pins, courses.turns, strict=True)):
        figures = counted.get(pin.place_id, {"quantities": [], "findings": []})

        def describe_here(pin: Pin = pin, turned: Any = turned, figures: Any = figures) -> dict[str, Any]:
            return describe_place(pin, first, turned, made) | {"figures": figures}

        def list_here(pin: Pin = pin, turned: Any = turned, figures: Any = figures) -> Any:
            return first, parts_of_place(pin, turned, made), figures

        stands = touched is not None and pin.place_id not in touched.places
        yield f"place-{number}", Part(list_here, describe_here, stands)
    if account.areas:
        yield "stated", [describe_stated(one, made, places) for one in account.stated_areas]
    yield from describe_reports(account, reports, desk, Licences(theatre), touched, packs)
    spans = (span for one in known if one for span in one.disputes)
    disputes = describe_disputes(pins, spans, made, desk, links)
    failed = choose_failed(account.figures.findings, places, links)
    yield "disputes", disputes | choose_rivals(account.events, describe) | failed
    stand = sources.known if touched and memory.keeps("sources") else ()
    yield from describe_sources(stories, others, sources, theatre, places, made, links, desk, stand)
    yield from describe_search(account, pins, stories, made, desk, memory, touched, first)
    changed = {one.event_id for one in touched.happened} if touched else None
    spots_of = partial(memory.find_spots, claims=account.claims_by_id, moved=changed)
    yield "symbols", describe_symbols(account.events, spots_of, pins, first)
    yield "figures", describe_figures(account.figures, places, links)

    def same_brief(place_id: str) -> bool:
        return touched is not None and place_id not in touched.places and memory.keeps("until")

    yield from describe_briefs(briefs, account, places, links, made.words, same_brief)


def describe_reports(
    account: Account,
    numbers: Mapping[str, int],
    desk: SiteSettings,
    licences: Licences,
    touched: Touched | None,
    packs: Packs,
) -> Iterator[tuple[str, Part]]:
    """`report-N` for each report."""
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in account.claims:
        told[claim.report_id].append(claim)
    by_id = {one.report_id: one for one in account.reports}
    kin = find_kin(account.copies, {one: at for at, one in enumerate(by_id)})
    # A file that holds a report that is gone is another, whatever else it holds.
    left = (
        {file_of(f"report-{number}", packs) for number in map(number_of, touched.gone)}
        if touched
        else set[str]()
    )
    for report in account.reports:
        name = f"report-{numbers[report.report_id]}"

        def list_here(report: Report = report) -> tuple[Report, list[Claim], dict[str, Any], str | None]:
            beside = describe_kin(report, kin, numbers, by_id)
            return report, told[report.report_id], beside, licences.of_publisher(report.publisher)

        def describe(list_here: Callable[[], Any] = list_here) -> dict[str, Any]:
            report, claims, beside, licence = list_here()
            return describe_report(report, claims, desk, beside, licence)

        stands = touched is not None and report.report_id not in touched.reports
        yield name, Part(list_here, describe, stands and not (left and file_of(name, packs) in left))
