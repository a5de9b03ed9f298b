"""Acts of vouching and the sources that are known without them, in; the sources that a desk stands for, out."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from contested.model import Vouch
from contested.theatres import Source, Theatre


class Vouched:
    """All acts of a desk, in their order. Of two on one source the later counts."""

    def __init__(self, acts: Sequence[Vouch]) -> None:
        self.acts = tuple(acts)
        self.last = {act.source_id: act for act in acts}
        self.standing = [act for _, act in sorted(self.last.items()) if not act.withdrawn]

    def added_to(self, theatre: Theatre) -> Theatre:
        """A theatre that knows the vouched sources beside its own.

        What it has come to know by itself since goes before: a source of the same id or name is the theatre's, and a
        name that another source bears is that one's.
        """
        if not self.standing:
            return theatre
        ids = {source.source_id for source in theatre.speakers}
        taken = {fold_source(name) for one in theatre.speakers for name in (one.name, *one.aliases)}
        added = []
        for act in self.standing:
            if act.source_id in ids or fold_source(act.name) in taken:
                continue
            source = source_of(act)
            added.append(replace(source, aliases=tuple(free_names(source.aliases, taken))))
            taken.update(map(fold_source, (source.name, *added[-1].aliases)))
        return replace(theatre, sources=(*theatre.sources, *added))


def source_of(act: Vouch) -> Source:
    """The source that an act is about."""
    return Source(**{field: getattr(act, field) for field in Source.__struct_fields__})


def fold_source(name: str) -> str:
    """A source's name as others are compared with it."""
    return " ".join(name.split()).casefold()


def free_names(names: Sequence[str], taken: set[str]) -> list[str]:
    return [name for name in names if fold_source(name) not in taken]
