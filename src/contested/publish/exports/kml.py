"""Control and claims as KML 2.2 (OGC 07-147r2): a folder for the places of each state, and one for the claims.

What a viewer shows as a balloon is HTML there, so that text of reports is escaped twice: once for HTML, once for XML.
All fields are also in `ExtendedData`, as they are. A claim's `TimeSpan` is when it happened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

from contested.model import CONTESTED, UNKNOWN, Account
from contested.publish.exports import Export, ExportSettings, Written, write_pieces
from contested.publish.exports.tables import Cell, Row
from contested.publish.exports.tables.layers import LAYERS, Shaped
from contested.publish.exports.tables.text import guard_cell, title
from contested.publish.exports.tables.xml import PROLOGUE, Element, add, element, write_element
from contested.publish.licences import Licences
from contested.publish.words import Words, capitalise, load_words, say_percent, say_state
from contested.theatres import Theatre

NAMESPACE = "http://www.opengis.net/kml/2.2"
# What is contested and what is not known has neither side's colour; a claim has none.
CLAIM = "claim"
COLOURS = {CONTESTED: "#8a6d9b", UNKNOWN: "#9a9a94", CLAIM: "#5b616a"}
# In the balloon of a claim, in this order.
SHOWN = ("text", "origin", "publisher", "published", "stance", "licence")


def write_kml(account: Account, theatre: Theatre, settings: ExportSettings, path: Path) -> Written:
    """A placemark for each place with control and for each point of a claim."""
    statuses = list(LAYERS["status"].rows(account, theatre, settings))
    claims = list(LAYERS["claims"].rows(account, theatre, settings))
    write_pieces(write_document(account, statuses, claims, settings, load_words(theatre)), path)
    return Written(len(statuses) + len(claims), "placemark")


def write_document(
    account: Account, statuses: list[Shaped], claims: list[Shaped], settings: ExportSettings, words: Words
) -> Iterator[str]:
    yield f'{PROLOGUE}<kml xmlns="{NAMESPACE}">\n<Document>\n'
    yield from map(write_element, describe_document(account, settings, words))
    for state in (*words.theatre.holders, CONTESTED, UNKNOWN):
        held = [one for one in statuses if one.row["state"] == state]
        if held:
            yield from write_folder(
                capitalise(say_state(state, words)), (mark_status(one, words) for one in held)
            )
    if claims:
        yield from write_folder(words.wording.export["claims"], (mark_claim(one, words) for one in claims))
    yield "</Document>\n</kml>\n"


def write_folder(name: str, marks: Iterator[Element]) -> Iterator[str]:
    yield "<Folder>\n" + write_element(element("name", title(name)))
    yield from map(write_element, marks)
    yield "</Folder>\n"


def describe_document(account: Account, settings: ExportSettings, words: Words) -> Iterator[Element]:
    """Whose file it is, whose words are in it, and how the marks look: no picture that a viewer would have to fetch."""
    yield element("name", f"{title(settings.desk_name)}, {settings.as_of}")
    licences = [f"{one['source']}: {one['licence']}" for one in Licences(words.theatre).credit(account)]
    yield element("description", "<br>".join(map(escape, (settings.notice, *licences))))
    colours = {side.code: side.colour for side in words.theatre.sides} | COLOURS
    for name in list_styles(words):
        style = element("Style", id=style_id(name, words))
        for part, scale in (("IconStyle", 0.5), ("LabelStyle", 0.8)):
            look = add(style, part)
            add(look, "color", turn_colour(colours[name]))
            add(look, "scale", str(scale))
        yield style
    yield describe_about(settings)


def describe_about(settings: ExportSettings) -> Element:
    return describe_data({name: guard_value(value) for name, value in settings.about.items()})


def list_styles(words: Words) -> tuple[str, ...]:
    return (*words.theatre.holders, *COLOURS)


def style_id(name: str, words: Words) -> str:
    """A name that XML allows, whatever the theatre calls its sides."""
    return f"style-{list_styles(words).index(name)}"


def turn_colour(colour: str) -> str:
    """`#rrggbb` as KML has it: `aabbggrr`."""
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    return f"ff{blue}{green}{red}".lower()


def mark_status(one: Shaped, words: Words) -> Element:
    """A place, and in its balloon the chances of each state, the likeliest first."""
    row = one.row
    chances = {
        name.removeprefix("p_"): value
        for name, value in row.items()
        if name.startswith("p_") and isinstance(value, float)
    }
    lines = [
        f"{say_state(state, words)}: {say_percent(chance)}"
        for state, chance in sorted(chances.items(), key=lambda pair: (-pair[1], pair[0]))
        if round(chance, 2) > 0
    ]
    if row["disputed"]:
        lines.append(words.wording.export["disputed"])
    mark = element("Placemark")
    add(mark, "name", title(str(row["name"])))
    add(mark, "description", "<br>".join(map(escape, lines)))
    add(add(mark, "TimeStamp"), "when", str(row["on"]))
    add(mark, "styleUrl", "#" + style_id(str(row["state"]), words))
    mark.append(describe_data({"record": "status", **cells_of(row)}))
    return with_point(mark, one)


def mark_claim(one: Shaped, words: Words) -> Element:
    """A claim at one of its places, and in its balloon the sentence and whose word it is."""
    row = one.row
    mark = element("Placemark")
    add(mark, "name", title(f"{row['event']!s}: {row['place'] or ''!s}"))
    add(mark, "description", "<br>".join(escape(str(row[name])) for name in SHOWN if row.get(name)))
    if row["when_start"] or row["when_end"]:
        span = add(mark, "TimeSpan")
        for tag, day in (("begin", row["when_start"]), ("end", row["when_end"])):
            if day:
                add(span, tag, str(day))
    add(mark, "styleUrl", "#" + style_id(CLAIM, words))
    mark.append(describe_data({"record": "claim", **cells_of(row)}))
    return with_point(mark, one)


def cells_of(row: Row) -> dict[str, str]:
    """All cells that hold something, as text. The name is the mark's own."""
    return {
        name: guard_value(value) for name, value in row.items() if value not in (None, ()) and name != "name"
    }


def guard_value(value: Cell) -> str:
    """A value as text. No spreadsheet reads it, so that nothing stands before a formula."""
    return value if isinstance(value, str) else guard_cell(value).removeprefix("'")


def describe_data(cells: Mapping[str, str]) -> Element:
    data = element("ExtendedData")
    for name, value in cells.items():
        add(add(data, "Data", name=name), "value", value)
    return data


def with_point(mark: Element, one: Shaped) -> Element:
    lon, lat, _, _ = one.bounds
    add(add(mark, "Point"), "coordinates", f"{lon!r},{lat!r}")
    return mark


EXPORT = Export("kml", "kml", write_kml)
