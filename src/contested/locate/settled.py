"""What analysts settled about names, and a gazetteer, in; a gazetteer that knows their words for it, out.

A settled name is found in texts although no table has it, and means what the analyst says: a place of the gazetteer
(an alias), a place of its own (a pin), or no place. A word on one report goes before one on the whole desk; of two
words on the same name the later counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from contested.locate.fold import fold_name
from contested.locate.gazetteer import SAME_PLACE_KM, Gazetteer, Ruling, list_forms, make_gazetteer
from contested.locate.index import Index, Places
from contested.model import Name, Place, Settled
from contested.sphere import kilometres


class SettledNames:
    """All acts of a desk, in their order."""

    def __init__(self, acts: Sequence[Settled]) -> None:
        self.acts = tuple(acts)
        last = {(fold_name(act.name).strip(), act.report_name): act for act in acts}
        self.standing = [act for act in last.values() if not act.withdrawn]
        self.reports = {act.report_name for act in self.standing if act.report_name is not None}
        self.pins = [act.place for act in acts if act.place is not None]

    def added_to(self, base: Gazetteer, report_name: str | None = None) -> Gazetteer:
        """A gazetteer with the names that are settled in the whole desk and, where one is named, in a report."""
        acts = [act for act in self.standing if act.report_name is None]
        if report_name is not None:
            acts += [act for act in self.standing if act.report_name == report_name]
        return SettledGazetteer(base, acts, self.pins) if acts or self.pins else base


class MorePlaces(Places):
    """The places of an index, and a few that it lacks."""

    def __init__(self, index: Index, more: dict[str, Place]) -> None:
        super().__init__(index)
        self.more = more

    def __len__(self) -> int:
        return super().__len__() + len(self.more)

    def __iter__(self) -> Iterator[str]:
        yield from super().__iter__()
        yield from self.more

    def __getitem__(self, place_id: str) -> Place:
        found = self.more.get(place_id)
        return super().__getitem__(place_id) if found is None else found


class SettledGazetteer(Gazetteer):
    """A gazetteer with settled names. `pins` are all places that anybody ever gave a name, so that claims located by
    an act that no longer stands still have theirs."""

    def __init__(self, base: Gazetteer, acts: Iterable[Settled], pins: Iterable[Place]) -> None:
        super().__init__(base.index, base.front)
        here = {place.place_id: find_here(place, base) for place in pins}
        more = {place.place_id: place for place in here.values() if place.place_id not in base.places}
        more |= {given: replace(here[given], place_id=given) for given in here if given not in base.places}
        self.places = MorePlaces(base.index, more)
        self.ruled: dict[str, Ruling] = {}
        self.forms: dict[str, str] = {}  # other forms of the settled names, with the name
        names: dict[str, tuple[Place, list[str]]] = {}
        for form, act in {fold_name(act.name).strip(): act for act in acts}.items():
            place = here[act.place.place_id] if act.place else None
            number = (
                base.places.number_of(place.place_id) if place and place.place_id in base.places else None
            )
            self.ruled[form] = Ruling(place, number, say_who(act))
            written = Place(place_id="", name=act.name, kind="settlement", lat=0.0, lon=0.0)
            self.forms.update({one.text: form for one in list_forms(written)})
            if place is not None:
                names.setdefault(place.place_id, (place, []))[1].append(act.name)
        # Each place under its settled names only: they are found as those of any gazetteer are.
        self.more = make_gazetteer(
            replace(place, name=settled[0], names=tuple(settled[1:])) for place, settled in names.values()
        )

    def find_names(self, text: str) -> list[Name]:
        """The gazetteer's names and the settled ones in a text; where they overlap the first, then the longest."""
        found = super().find_names(text)
        more = self.more.find_names(text)
        if not more:
            return found
        together: list[Name] = []
        for name in sorted([*more, *found], key=lambda one: (one.start, -one.end)):
            if not together or name.start >= together[-1].end:
                together.append(name)
        return together

    def named(self, name: str) -> list[Place]:
        """The places that a name can mean, by tables or by settling."""
        found = {place.place_id: place for place in super().named(name)}
        for place in self.more.named(name):
            found.setdefault(place.place_id, self.places[place.place_id])
        return list(found.values())

    def ruling(self, name: str) -> Ruling | None:
        """What was settled about a name. Another case or spelling of it is meant too, unless it can be that of another
        name. What `find_names` finds only because it was settled has a ruling: no table bears it."""
        form = fold_name(name).strip()
        if form in self.ruled:
            return self.ruled[form]
        settled = self.forms.get(form)
        if settled is None:
            return None
        ruling = self.ruled[settled]
        could_be = {place.place_id for place in super().named(name)}
        known = {place.place_id for place in super().named(settled)}
        if ruling.place is not None:
            known.add(ruling.place.place_id)
        return ruling if could_be <= known else None


def find_here(place: Place, gazetteer: Gazetteer) -> Place:
    """A place as the gazetteer has it now: by its id, else one of its name within 3 km, for a table that was added since
    may know it by a better id; else as it was recorded."""
    if place.place_id in gazetteer.places:
        return gazetteer.places[place.place_id]
    near = [one for one in gazetteer.named(place.name) if kilometres(one, place) <= SAME_PLACE_KM]
    return min(near, key=lambda one: (kilometres(one, place), one.place_id), default=place)


def say_who(act: Settled) -> str:
    """The reason of a choice that somebody settled."""
    what = "" if act.place else ": names no place"
    where = " for this report" if act.report_name else ""
    return f"settled by {act.by} on {act.on_day}{where}{what}"
