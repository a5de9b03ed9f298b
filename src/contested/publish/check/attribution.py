"""A text and who speaks in it, in; the text without the words that say so, or why these are wrong, out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from contested.model import AHEAD
from contested.publish.check.facts import Facts
from contested.publish.check.lexicon import Attribution, Lexicon
from contested.publish.check.numbers import any_of

ON = r"(?:,? on ⟨D\d⟩,?)?"
# At the head of a sentence a day is that of the report; after a clause it is that of the event.
LEAD_ON = r"(?:(?<=¶)on ⟨D\d⟩,? )?"


class Attributed(Struct, frozen=True):
    """The text without its attribution, and the words of that."""

    rest: str
    said: str


def take_attribution(text: str, facts: Facts, lexicon: Lexicon) -> Attributed | None:
    """Cuts out the words that say whose word it is; null where nothing says it rightly."""
    for pattern in attribution_forms(facts, lexicon):
        pieces = pattern.split(" | ")
        rest, said = f"¶{text.strip()}", []
        for piece in pieces:
            found = re.search(rf"(?<!\w)(?:{piece})(?!\w)", rest, re.I)
            if not found:
                break
            said.append(found[0])
            rest = f"{rest[: found.start()]} {rest[found.end() :]}"
        else:
            return Attributed(rest.replace("¶", ""), " ".join(said))
    return None


def attribution_forms(facts: Facts, lexicon: Lexicon) -> Iterator[str]:
    """Patterns of all ways to say who speaks, longest first; the spaces of names are any spaces."""
    words = lexicon.attribution
    verbs = lexicon.say if facts.stance != "denied" else (*lexicon.deny, *lexicon.say)
    if facts.stance in AHEAD:
        verbs = (*verbs, *(one for one in lexicon.stances[facts.stance] if one.endswith("s")))
    say = "(?:" + "|".join(map(re.escape, sorted(verbs, key=len, reverse=True))) + ")"
    flags = "|".join(re.escape(one) for flag in facts.flags for one in lexicon.flags[flag])
    origin = spell(facts.speaker) + (rf"(?:,? (?:that )?(?:{flags}))?" if flags else "")
    carriers = [spell(one) for one in facts.carriers]
    if facts.footage:
        yield from footage_forms(origin, carriers, facts, words)
        return
    if not carriers:
        for form in sorted(words.direct, key=len, reverse=True):
            yield fill(form, origin, "", say)
        return
    either = "(?:" + "|".join(map(re.escape, words.then)) + ")"
    for form in sorted(words.carried, key=len, reverse=True):
        yield fill(form, origin, either.join(carriers), say)
    citing = "(?:" + "|".join(map(re.escape, words.citing)) + ")"
    for form in words.citations:
        yield fill(form.replace("{citing}", citing), origin, citing.join(reversed(carriers)), say)


def footage_forms(origin: str, carriers: list[str], facts: Facts, words: Attribution) -> Iterator[str]:
    """What is shown has no verb of saying: it is cited, for what its stance allows, by whoever passed it on."""
    cited, purpose = (any_of(words.footage[key]) for key in ("cited", facts.stance))
    by = rf",? (?:as )?reported by {f'(?:{any_of(words.then)})'.join(carriers)}{ON},?" if carriers else ""
    yield rf"{origin},? (?:{cited}){by} (?:{purpose})"


def spell(name: str) -> str:
    """A name as a pattern; an article before it may be left out or added."""
    return rf"(?:the )?{re.escape(re.sub(r'^[Tt]he ', '', name))}"


def fill(form: str, origin: str, carriers: str, say: str) -> str:
    """A form of the file as a pattern."""
    lead = form.startswith("{on}")
    body = form.removeprefix("{on}").replace("{on}", ON)
    return (LEAD_ON if lead else "") + body.replace("{say}", say).replace("{o}", origin).replace(
        "{c}", carriers
    )
