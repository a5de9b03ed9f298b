"""A hundred thousand claims of ten thousand places: how large the index of the page's search is, how long it takes to
write, and how long a query takes in a browser that opens the site from the disk.

    python benchmarks/search.py FOLDER

Words are made of syllables in Latin and Cyrillic letters and are as frequent as words of a language are (Zipf): the
k-th in one of k cases. A sentence has twenty of them and the name of its place.
"""

from __future__ import annotations

import argparse
import random
import time
from bisect import bisect
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from contested.days import shift_day
from contested.model import Account, Claim, Origin, PlaceRef, Report, Status, When, content_id
from contested.publish.records import Briefs
from contested.publish.site import SiteSettings, write_site
from contested.publish.site.memory import Memory
from contested.publish.site.pins import find_pins
from contested.publish.site.places import Made
from contested.publish.site.search import describe_search
from contested.publish.site.sources import list_stories
from contested.publish.sources import Sources, name_publishers
from contested.publish.words import load_words
from contested.theatres import load_theatre

CLAIMS, PLACES, A_REPORT, WORDS = 100_000, 10_000, 5, 60_000
SENTENCE, BETWEEN = 20, 2  # words of a sentence; sentences without a claim behind each that has one
FIRST, DAYS = "2023-01-01", 1_000
LATIN = [a + b for a in "bdgklmnprstvz" for b in "aeiou"]
CYRILLIC = [a + b for a in "бвгдзклмнпрст" for b in "аеиоу"]
ENDINGS = {"L": ("", "s", "ed", "ing"), "C": ("", "а", "у", "ом", "и")}
CHROMIUM = "/usr/bin/chromium"
# The map has a benchmark of its own, and draws ten thousand places while the first query is looked for.
WITHOUT_MAP = ("--no-sandbox", "--disable-3d-apis")


class Writer:
    """Sentences of made words."""

    def __init__(self) -> None:
        self.chance = random.Random(5)
        self.words = list(dict.fromkeys(self.make_words()))
        self.weights = list(accumulate(1 / (rank + 2) for rank in range(len(self.words))))

    def make_words(self) -> Iterator[str]:
        for number in range(WORDS):
            script = "LC"[number % 2]
            root = "".join(
                self.chance.choices(LATIN if script == "L" else CYRILLIC, k=self.chance.choice((1, 2, 3, 3)))
            )
            yield root + self.chance.choice(ENDINGS[script])

    def sentence(self, *names: str) -> str:
        drawn = (self.chance.random() * self.weights[-1] for _ in range(SENTENCE))
        return (
            " ".join([self.words[bisect(self.weights, one)] for one in drawn] + [*names]).capitalize() + "."
        )


def make_account() -> Account:
    """Claims of places, five a report, an origin each, in three languages' worth of made words."""
    writer, chance = Writer(), random.Random(6)
    names = list(dict.fromkeys("".join(chance.choices(LATIN, k=4)).capitalize() for _ in range(2 * PLACES)))[
        :PLACES
    ]
    events = ("captured", "holds", "withdrew", "entered", "shelling", "drone_strike")
    reports, claims, origins = [], [], []
    for number in range(CLAIMS // A_REPORT):
        day = shift_day(FIRST, number * DAYS * A_REPORT // CLAIMS)
        report_id, publisher, text = content_id("search", number), f"Paper {number % 60}", ""
        for _ in range(A_REPORT):
            at = chance.randrange(PLACES)
            sentence = writer.sentence(names[at])
            start = len(text)
            text += " ".join((sentence, *(writer.sentence() for _ in range(BETWEEN)), ""))
            ref = PlaceRef(
                text=names[at], role="at", place_id=f"made:{at}", name=names[at],
                lat=46 + at % 100 / 20, lon=30 + at // 100 / 12, uncertainty_km=2.0,
            )  # fmt: skip
            claim = Claim(
                claim_id=content_id(report_id, start), report_id=report_id, report_name=f"{number}",
                start=start, end=start + len(sentence), text=sentence, event=chance.choice(events),
                actor=chance.choice(("UA", "RU")), target=None, places=(ref,),
                when=When(start=day, end=day, text=None, basis="publication"), voices=(), stance="asserted",
                figures=(), rule="made", score=0.9, publisher=publisher, published=day,
            )  # fmt: skip
            claims.append(claim)
            origins.append(
                Origin(
                    origin_id=claim.claim_id, source=f"name:{publisher.casefold()}", name=publisher, kind="outlet",
                    side=None, vouched=True, first=claim.claim_id, claims=(claim.claim_id,), chain=(publisher,), reasons=(),
                )
            )  # fmt: skip
        reports.append(
            Report(
                report_id=report_id, name=f"{number}", raw_sha256="0", text=text, cleaner="made", reader="made",
                publisher=publisher, published=day, published_basis="stated", title=writer.sentence()[:60],
            )
        )  # fmt: skip
    return Account(
        reports=tuple(reports), claims=tuple(claims), mentions=(), origins=tuple(origins), controls=(), events=()
    )  # fmt: skip


def measure_index(account: Account) -> None:
    """Seconds that the index takes by itself."""
    theatre = load_theatre("russia_ukraine")
    pins = find_pins(account)
    stories, _ = list_stories(Sources(account, name_publishers(theatre.speakers), {}).stories)
    memory = Memory(None, Path(), None)
    made = Made(
        claims={one.claim_id: one for one in account.claims},
        origins={one.origin_id: one for one in account.origins},
        traced={claim_id: one.origin_id for one in account.origins for claim_id in one.claims},
        reports={one.report_id: number for number, one in enumerate(account.reports)},
        words=load_words(theatre),
    )
    began = time.process_time()
    names = [
        name for name, _ in describe_search(account, pins, stories, made, settings(), memory, None, FIRST)
    ]
    print(f"index: {len(names)} chunks in {time.process_time() - began:.1f} s of one core")


def settings() -> SiteSettings:
    return SiteSettings(name="Search", as_of=shift_day(FIRST, DAYS), synthetic=True)


def write(folder: Path, account: Account) -> None:
    def no_status(*_: object) -> Status:
        raise AssertionError("no place here has a status")

    began = time.process_time()
    write_site(account, load_theatre("russia_ukraine"), settings(), folder, Briefs(), no_status)
    print(f"site: {time.process_time() - began:.1f} s of one core")
    sizes = {file.stem: file.stat().st_size for file in (folder / "data").iterdir()}
    for kind in ("search", "search-names", "search-claims-", "words-", "cards-", "titles-"):
        found = [
            size
            for name, size in sizes.items()
            if name == kind or (kind.endswith("-") and name.startswith(kind))
        ]
        print(
            f"  {kind:14} {len(found):4} files, {sum(found) / 1e6:6.2f} MB, the largest {max(found) / 1e3:.0f} kB"
        )


def ask(page: Page, query: str) -> str:
    """How long it takes from a query to its list, and what it says it has found."""
    took = page.evaluate(
        """async (query) => {
          const began = performance.now();
          location.hash = `tab=search&q=${encodeURIComponent(query)}`;
          const view = document.getElementById('view');
          while (view.querySelector('h2')?.textContent !== `“${query}”` || view.getAttribute('aria-busy') === 'true')
            await new Promise((done) => setTimeout(done, 5));
          return performance.now() - began;
        }""",
        query,
    )
    heads = page.locator("#view h3").all_inner_texts()
    return f"  {query!r}: {took:.0f} ms; {'; '.join(heads)}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    account = make_account()
    print(f"{len(account.claims):,} claims, {len(account.reports):,} reports")
    measure_index(account)
    write(folder, account)
    told, rare = account.claims[7].text.split(), account.claims[77].text.split()
    place = account.claims[500].places[0].name or ""
    longest = max(rare, key=len)
    queries = (
        place,
        place[:3],
        told[3],
        f"{told[3]} {told[5]}",
        longest,
        f"{place} {told[0]}",
        "ба",
        "ka",
        longest,
    )
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=WITHOUT_MAP)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto((folder / "index.html").resolve().as_uri())
        page.locator("#view[aria-busy=false]").wait_for(state="attached", timeout=60_000)
        for query in queries:
            print(ask(page, query))
        browser.close()


if __name__ == "__main__":
    main()
