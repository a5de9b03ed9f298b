"""A claim's voices and publisher in; the one on whose word it stands, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile

from msgspec import Struct, structs

from contested.model import PERSONS, Claim, Voice, VoiceKind
from contested.theatres import Source, find_office

NAMED = " (named by a vouched source)"
SPEAKS_FOR = frozenset({"ministry", "military", "official"})


class Speaker(Struct, frozen=True):
    """Who first says a thing. `source` is the theatre's id where `vouched`, else a key made of the name.

    `apart` names the report where two reports with the same `source` are still two witnesses. `maps`: it keeps a map
    of who holds what.
    """

    source: str
    name: str
    kind: VoiceKind
    side: str | None
    vouched: bool
    apart: str = ""
    maps: bool = False


class Directory:
    """Known sources, found by name, alias or web address, or by their id."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self.by_key: dict[str, Source] = {}
        self.by_id: dict[str, Source] = {}
        self.found: dict[str, Source | None] = {}
        self.bare: dict[tuple[str, str], Source | None] = {}  # offices without their country, by side
        self.known: dict[tuple[str, VoiceKind, str | None, str | None], Speaker] = {}
        self.sources = sorted(sources, key=lambda one: one.source_id)
        for source in self.sources:
            self.by_id[source.source_id] = source
            keys = [source.name, *source.aliases]
            if source.url:
                keys.append(address_of(source.url))
            for key in keys:
                self.by_key.setdefault(key.strip().casefold(), source)

    def offices(self, side: str | None) -> Iterator[Speaker]:
        """A side's ministries, staffs and officials that may have spoken where only the side is named."""
        for source in self.sources:
            if side is not None and source.side == side and source.kind in SPEAKS_FOR:
                yield Speaker(source.source_id, source.name, source.kind, source.side, True)

    def find(self, name: str) -> Source | None:
        """The source called `name`, or whose address is `name` or the host of it; each name is looked for once."""
        if name not in self.found:
            self.found[name] = self.look_for(name)
        return self.found[name]

    def look_for(self, name: str) -> Source | None:
        address = address_of(name)
        keys = (name.strip().casefold(), address, address.partition("/")[0])
        found = next((self.by_key[key] for key in keys if key in self.by_key), None)
        bearer, _, story = name.strip().removesuffix(")").partition(" (")
        if found is None and story:  # "Example Times (AP)": an agency's story in a paper
            found = self.find(bearer) or self.find(story)
        return found

    def find_address(self, address: str) -> Source | None:
        """The source that publishes at exactly this address."""
        return self.by_key.get(address.casefold())

    def identify_voice(self, voice: Voice) -> Speaker:
        """A claim's voice as a speaker."""
        return self.identify(voice.name, voice.kind, voice.side, voice.source_id)

    def find_office(self, name: str, side: str | None) -> Source | None:
        """The one office of a side that is called so without the side: of a side's agency "the Defence Ministry" is its
        own, "the country's defence ministry" too. Each is looked for once."""
        bare = name.strip().casefold().rpartition("'s ")[2].removeprefix("the ")
        if side is None:
            return None
        if (bare, side) not in self.bare:
            self.bare[bare, side] = find_office(self.sources, bare, side, SPEAKS_FOR)
        return self.bare[bare, side]

    def identify(self, name: str, kind: VoiceKind, side: str | None, source_id: str | None = None) -> Speaker:
        """The speaker called `name`; what the theatre knows of it goes before what the claim says."""
        key = (name, kind, side, source_id)
        if key not in self.known:
            self.known[key] = self.make_speaker(*key)
        return self.known[key]

    def make_speaker(self, name: str, kind: VoiceKind, side: str | None, source_id: str | None) -> Speaker:
        proper = proper_name(name)
        source = self.by_id.get(source_id or "") or self.find(name)
        if source is None and kind in PERSONS:
            source = self.find(proper)
        if source:
            return Speaker(source.source_id, source.name, source.kind, source.side, True, maps=source.maps)
        return Speaker(source_id or f"name:{proper.casefold()}", name.strip(), kind, side, False)


def proper_name(name: str) -> str:
    """A name without what describes its bearer in small letters before it: "regional governor Serhiy Haidai" is Serhiy
    Haidai, "Telegram channel Ridge Diary" is Ridge Diary. A single word left over would be anybody's name."""
    words = name.split()
    proper = list(takewhile(lambda word: not word[:1].islower(), reversed(words)))[::-1]
    return " ".join(proper if len(proper) > 1 else words)


def address_of(name: str) -> str:
    """A web address without its scheme and slash: `https://www.site.example/` is `site.example`."""
    return (
        name.strip().casefold().partition("://")[2 if "://" in name else 0].removeprefix("www.").rstrip("/")
    )


def find_publisher(claim: Claim, directory: Directory) -> Speaker:
    """The publisher as a speaker; a report without one is an unnamed witness of its own."""
    if claim.publisher:
        return directory.identify(claim.publisher, "outlet", None)
    return Speaker("unnamed", claim.report_name, "unnamed", None, False, apart=claim.report_id)


def voices_of(claim: Claim) -> tuple[Voice, ...]:
    """Its voices, outermost first; footage that is known only through a voice is that voice's."""
    voices = claim.voices
    while len(voices) > 1 and voices[-1].kind == "footage":
        voices = voices[:-1]
    return voices


def find_speaker(claim: Claim, directory: Directory) -> Speaker:
    """The last voice of the chain, else the publisher.

    Unnamed voices ("it has been reported") are one unknown witness a report. Footage that the publisher itself shows is
    a witness of its own, with the habits of the publisher's footage.
    """
    voices = voices_of(claim)
    publisher = find_publisher(claim, directory)
    if not voices:
        return publisher
    last = voices[-1]
    if last.kind == "unnamed":
        return Speaker("unnamed", last.name, "unnamed", last.side, False, apart=claim.report_id)
    if last.kind == "footage":
        return Speaker(
            source=f"footage:{publisher.source}",
            name=f"footage shown by {publisher.name}",
            kind="footage",
            side=publisher.side or last.side,
            vouched=publisher.vouched,
            apart=claim.report_id,
        )
    speaker = directory.identify_voice(last)
    if speaker.vouched or last.kind not in SPEAKS_FOR:
        return speaker
    outer = voices[-2].side if len(voices) > 1 else None
    office = directory.find_office(last.name, last.side or outer or publisher.side)
    if office is not None:
        return directory.identify(office.name, office.kind, office.side)
    return vouch_through(speaker, publisher)


def vouch_through(speaker: Speaker, publisher: Speaker) -> Speaker:
    """A governor, a brigade or a spokesman of a known side, whom somebody vouched for has named: as sure as that. What other
    sites put into the same mouth is not the same speaker's, so that they can neither add to it nor take from it."""
    if not publisher.vouched or speaker.side is None or not is_somebody(speaker):
        return speaker
    return structs.replace(speaker, source=f"{speaker.source}{NAMED}", vouched=True)


def is_somebody(speaker: Speaker) -> bool:
    """Whether a name is of an office, a unit or a man: "Kharkiv governor", "3rd Assault Brigade", not "Ukrainian soldier"."""
    first, *rest = speaker.name.split() or [""]
    if speaker.kind != "military":
        return first[:1].isupper()
    return first[:1].isdigit() or any(word[:1].isupper() or word[:1].isdigit() for word in rest)


def name_chain(claim: Claim, speaker: Speaker, directory: Directory) -> tuple[str, ...]:
    """Names from the publisher to the origin, each once."""
    cited = (directory.identify_voice(voice).name for voice in claim.voices)
    return tuple(dict.fromkeys((find_publisher(claim, directory).name, *cited, speaker.name)))
