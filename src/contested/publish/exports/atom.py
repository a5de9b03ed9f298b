"""Changes of who holds what as an Atom feed (RFC 4287): an entry for each place and day on which the state changed.

An entry's id is made of desk, place, day and state: the same change has the same id in every later feed, and a feed
reader shows it once. Text is plain text. Without `--since` the newest changes are in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from contested.model import UNKNOWN, Account, Claim, Day, Evidence, Report, Status
from contested.publish.exports import Export, ExportSettings, Written, write_pieces
from contested.publish.exports.tables.days import Turn, list_turns
from contested.publish.exports.tables.text import sound, title, web_address
from contested.publish.exports.tables.xml import PROLOGUE, Element, add, element, write_element
from contested.publish.licences import Licences
from contested.publish.words import Words, load_words, say_state, state_sentence
from contested.theatres import Theatre

NAMESPACE = "http://www.w3.org/2005/Atom"
NEWEST = 200  # entries, where no first day is asked for
QUOTED = 3  # sentences to an entry, the newest first


def write_atom(account: Account, theatre: Theatre, settings: ExportSettings, path: Path) -> Written:
    """Entries with the newest change first; ids and moments hang on nothing but the account and the desk's name."""
    turns = list_turns(account, settings)
    kept = turns if settings.since else turns[:NEWEST]
    write_pieces(write_feed(kept, account, settings, load_words(theatre)), path)
    return Written(len(kept), "change", len(turns) - len(kept), "older; ask for them with --since")


def write_feed(turns: list[Turn], account: Account, settings: ExportSettings, words: Words) -> Iterator[str]:
    claims = account.claims_by_id
    reports = {one.report_id: one for one in account.reports}
    name = title(settings.desk_name)
    yield f'{PROLOGUE}<feed xmlns="{NAMESPACE}">\n'
    yield write_element(element("id", make_id(settings)))
    yield write_element(element("title", words.wording.export["feed"].format(desk=name), type="text"))
    yield write_element(element("subtitle", settings.notice, type="text"))
    yield write_element(element("updated", moment_of(turns[0].on if turns else settings.as_of)))
    author = element("author")
    add(author, "name", name or "contested")
    yield write_element(author)
    yield write_element(element("generator", "contested"))
    credits = [f"{one['source']}: {one['licence']}" for one in Licences(words.theatre).credit(account)]
    if credits:
        yield write_element(element("rights", "; ".join(credits), type="text"))
    for turn in turns:
        yield write_element(describe_turn(turn, claims, reports, settings, words))
    yield "</feed>\n"


def describe_turn(
    turn: Turn,
    claims: Mapping[str, Claim],
    reports: Mapping[str, Report],
    settings: ExportSettings,
    words: Words,
) -> Element:
    """The change in the title; then the state line, and the newest sentences that it rests on, with their reports."""
    forms, place = words.wording.export, title(turn.control.place.name)
    state, was = say_state(turn.state, words), say_state(turn.was, words)
    status = settings.status_on(turn.control, turn.on)
    entry = element("entry")
    add(entry, "id", make_id(settings, turn.control.place.place_id, turn.on, turn.state))
    form = forms["first" if turn.was == UNKNOWN else "turn"]
    add(entry, "title", form.format(place=place, state=state, was=was), type="text")
    add(entry, "updated", moment_of(turn.on))
    add(entry, "category", term=turn.state, label=title(state))
    lines, links = [state_sentence(place, status, words)], {}
    for one in choose_evidence(status):
        if claim := claims.get(one.claim_id):
            lines.append(forms["quoted"].format(origin=title(one.origin), text=title(claim.text)))
            report = reports.get(claim.report_id)
            if report and (url := web_address(report.url)):
                links[url] = title(claim.publisher or report.name)
    add(entry, "content", "\n\n".join(lines), type="text")
    for url, name in links.items():
        add(entry, "link", rel="related", href=url, title=name)
    return entry


def choose_evidence(status: Status) -> list[Evidence]:
    """The newest statements on the place by that day, of one day the weightiest first."""
    heard = [one for one in status.evidence if one.on <= status.on and one.taken_back is None]
    return sorted(heard, key=lambda one: (one.on, one.weight), reverse=True)[:QUOTED]


def make_id(settings: ExportSettings, *parts: str) -> str:
    """A name that the same desk gives to the same thing each time."""
    return uuid5(NAMESPACE_URL, "\n".join(("contested", sound(settings.desk_name), *parts))).urn


def moment_of(day: Day) -> str:
    return f"{day}T00:00:00Z"


EXPORT = Export("atom", "atom", write_atom)
