"""Sources that a desk knows, and one more, in; its id, or who bears its name already, out."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from contested.errors import RejectedReport
from contested.locate.tables.rows import plain_words
from contested.model import content_id
from contested.pipeline import Workshop
from contested.theatres import Source
from contested.theatres.vouched import fold_source, source_of
from contested.trace.voices import address_of

LONGEST_SLUG = 60


class Register:
    """All sources of a desk by what they are found by: ids, names, aliases, web addresses. `stated` are the theatre's
    and the desk file's, `standing` those vouched for. It learns as a batch goes on."""

    def __init__(self, shop: Workshop) -> None:
        self.stated = {source.source_id: source for source in shop.stated.speakers}
        self.file = shop.desk.settings.sources
        self.own = {source.source_id for source in shop.own_sources}
        self.standing = {act.source_id: source_of(act) for act in shop.vouched.standing}
        # Also of sources that were taken back: an id is never given to another.
        self.ids = {fold_source(act.name): act.source_id for act in shop.vouched.last.values()}
        self.given = {*self.stated, *shop.vouched.last}
        self.bearers: dict[str, Source] = {}
        self.hosts: dict[str, Source] = {}
        for source in [*self.stated.values(), *self.standing.values()]:
            self.enter(source)

    def enter(self, source: Source) -> None:
        """Note what a source is found by."""
        for _, key in keys_of(source):
            self.bearers.setdefault(key, source)
        if source.url:
            self.hosts.setdefault(address_of(source.url).partition("/")[0], source)

    def take_in(self, source: Source, where: str) -> Source:
        """The source with its id, known from now on. Raises RejectedReport where it, or one of its names, is another's."""
        source = replace(source, source_id=source.source_id or self.choose_id(source.name))
        if source.source_id in self.stated:
            raise self.refuse(where, "source_id", source.source_id, self.stated[source.source_id])
        for field, key in keys_of(source):
            bearer = self.bearers.get(key)
            if bearer is not None and bearer.source_id != source.source_id:
                raise self.refuse(where, field, key, bearer)
        address = address_of(source.url or "")
        host = self.hosts.get(address)
        if host is not None and host.source_id != source.source_id:
            found = f"'url': {address!r} is where {host.name} ({host.source_id}) publishes too"
            raise RejectedReport(where, found, "write the whole address of this source")
        before = self.standing.get(source.source_id)
        if before is not None:
            self.forget(before)
            self.ids.pop(fold_source(before.name), None)
        self.enter(source)
        self.standing[source.source_id] = source
        self.ids[fold_source(source.name)] = source.source_id
        self.given.add(source.source_id)
        return source

    def take_out(self, source_id: str | None, name: str | None, where: str) -> Source:
        """The vouched source of an id or a name, known no more. Raises RejectedReport where the ledger vouches for none."""
        wanted = (source_id or name or "").strip()
        found = self.standing.get(source_id or self.ids.get(fold_source(wanted), wanted))
        if found is None:
            bearer = self.stated.get(wanted) or self.bearers.get(fold_source(wanted))
            if bearer is None:
                reason, remedy = "is vouched for by nobody", "see: contested list sources"
            elif bearer.source_id in self.stated:
                reason, remedy = (
                    f"is known from {self.holder(bearer)}",
                    "only what was vouched for is taken back",
                )
            else:
                reason, remedy = f"is an alias of {bearer.name}", "write its name, or its source_id"
            raise RejectedReport(where, f"{wanted[:100]!r} {reason}", remedy)
        self.forget(found)
        del self.standing[found.source_id]
        return found

    def forget(self, source: Source) -> None:
        """Let go of what a source was found by."""
        host = address_of(source.url or "").partition("/")[0]
        keys = [(self.bearers, key) for _, key in keys_of(source)]
        for book, key in [*keys, (self.hosts, host)]:
            if key in book and book[key].source_id == source.source_id:
                del book[key]

    def choose_id(self, name: str) -> str:
        """The id of a source that has none written: what it had, else one made of its name, which no other has."""
        folded = fold_source(name)
        if folded in self.ids:
            return self.ids[folded]
        mark = content_id("source", folded)[:8]
        slug = "-".join(plain_words(name))[:LONGEST_SLUG].strip("-") or f"source-{mark}"
        return slug if slug not in self.given else f"{slug}-{mark}"

    def refuse(self, where: str, field: str, key: str, bearer: Source) -> RejectedReport:
        """What is said of a key that is another source's."""
        found = f"{field!r}: {key!r} is {bearer.name} ({bearer.source_id}), known from {self.holder(bearer)}"
        if bearer.source_id in self.stated:
            return RejectedReport(where, found, "who is known already need not be vouched for; leave it out")
        remedy = (
            f'if that is the same source, write "source_id": "{bearer.source_id}"; else leave the name out'
        )
        return RejectedReport(where, found, remedy)

    def holder(self, source: Source) -> str:
        """Where a source is known from."""
        if source.source_id in self.own:
            return f"{self.file}, which desk.toml names"
        return "the theatre" if source.source_id in self.stated else "an earlier vouch"


def keys_of(source: Source) -> Iterator[tuple[str, str]]:
    """What a source is found by, each with the field where it stands."""
    yield "name", fold_source(source.name)
    for alias in source.aliases:
        yield "aliases", fold_source(alias)
    if source.url:
        yield "url", address_of(source.url)
