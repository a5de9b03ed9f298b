"""How fast place names are found in text, beside flashtext2 and geotext in the same run.

    python benchmarks/locate.py            the full run
    python benchmarks/locate.py --quick    a short one

Reports are composed here from templates and the theatre's names, in English and in Ukrainian with its cases.
Ours is `Gazetteer.find_names` with the theatre's whole gazetteer. flashtext2 (compiled, Rust) is given every
form of every name, but takes any case and no look at what joins a word; geotext knows cities of its own
and only Latin letters. Both find strings and know no candidates. A peer that is not installed (dependency group
`bench`) is left out. All take turns; of several rounds the fastest counts. Loading is not timed.

Then how fast the forms of a place are made (`name_variants`), as the gazetteer's index is built once; and what an
index of 500,000 composed names costs: making it, and opening it in a process of its own.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from contested.desk import Desk, Settings
from contested.locate.fold import fold_name
from contested.locate.gazetteer import Gazetteer
from contested.locate.index import Form, make_index, write_index
from contested.locate.variants import cases_of, name_variants
from contested.model import Place
from contested.pipeline import Workshop
from contested.theatres import list_theatres

Finder = Callable[[str], Sequence[object]]
SENTENCES = {
    "en": (
        "Forces advanced near {} and {} on Monday, but the attack on {} was repelled.",
        "The general staff said that fighting continued near {}.",
        "The price of bread has risen again this month, and few expect a change before spring.",
        "An air strike on {} destroyed twelve houses, and people were moved to {}.",
        "The school reopened in October with forty pupils and two stoves.",
    ),
    "uk": (
        "Ворог атакував у районі {} та {}, але біля {} його зупинили.",
        "За даними штабу, бої тривають поблизу {}.",
        "Ціна на хліб цього місяця знову зросла, і мало хто чекає змін до весни.",
        "Авіаудар по {} зруйнував дванадцять будинків, людей вивезли до {}.",
        "Школа відкрилася в жовтні, у ній сорок учнів і дві печі.",
    ),
}
REPORT = 40  # sentences
HEADS = ("Novo", "Staro", "Velyko", "Malo", "Verkhnio", "Nyzhnio", "Chervono")
TAILS = (
    "lypivka",
    "dubrava",
    "richchia",
    "hirne",
    "stavky",
    "krynytsia",
    "balka",
    "yarove",
    "pole",
    "khutir",
    "luhy",
)
IMPORTS = """
import re, time
from pathlib import Path
from contested.locate.gazetteer import Gazetteer
from contested.locate.index import open_index
"""
# What `getrusage` says of a process begins with what its parent had.
MEMORY = 'int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1000'
BARE = f"{IMPORTS}\nprint({MEMORY})"
OPENING = f"""{IMPORTS}
began = time.perf_counter()
gazetteer = Gazetteer(open_index(Path("{{folder}}")))
assert gazetteer.find_names("Fighting near {{name}}.")
print(f"{{{{time.perf_counter() - began:.3f}}}}", {MEMORY})
"""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="fewer reports and rounds")
    parser.add_argument("--theatre", default=next(iter(list_theatres())))
    options = parser.parse_args()
    shop = Workshop(Desk(Path(), Settings(name="benchmark", theatre=options.theatre)))
    gazetteer = shop.gazetteer
    gazetteer.find_names("Nothing happened.")
    reports, rounds = (100, 3) if options.quick else (600, 5)
    finders = {"ours": gazetteer.find_names, **peers(gazetteer)}
    print(f"{len(gazetteer.places):,} places; one core's CPU time; ratios are ours to the peer's")
    print(f"{'text':<6}{'finder':<20}{'MB/s':>9}{'ratio':>8}{'names/s':>12}{'ratio':>8}{'found':>9}")
    for code in SENTENCES:
        texts = compose(shop.theatre.places, code, reports)
        print_finders(code, texts, finders, rounds)
    print_variants(list(gazetteer.places.values())[: 3_000 if options.quick else 30_000])
    print_index(20_000 if options.quick else 500_000)


def peers(gazetteer: Gazetteer) -> dict[str, Finder]:
    """Those that are installed, loaded."""
    found: dict[str, Finder] = {}
    try:
        flashtext: Any = import_module("flashtext2")
        processor = flashtext.KeywordProcessor(case_sensitive=False)
        names = {name for place in gazetteer.places.values() for name in (place.name, *place.names)}
        processor.add_keywords_from_iter(
            sorted({form for name in names for form in cases_of(fold_name(name)) if form})
        )
        found[f"flashtext2 {version('flashtext2')}"] = processor.extract_keywords_with_span
    except ImportError:
        print("flashtext2 is not installed")
    try:
        geotext: Any = import_module("geotext")
        found[f"geotext {version('geotext')}"] = lambda text: geotext.GeoText(text).cities
    except ImportError:
        print("geotext is not installed")
    return found


def compose(places: Sequence[Place], code: str, reports: int) -> list[str]:
    """Reports of the theatre's settlements, the same in every run."""
    chance = random.Random(code)
    settlements = [place for place in places if place.kind == "settlement"]
    texts = []
    for _ in range(reports):
        near = chance.sample(settlements, 12)
        words = [chance.choice(written_in(place, code)) for place in near]
        sentences = [
            template.format(*chance.sample(words, 3))
            for template in chance.choices(SENTENCES[code], k=REPORT)
        ]
        texts.append(" ".join(sentences))
    return texts


def written_in(place: Place, code: str) -> list[str]:
    """A place's name, or for Ukrainian text its Cyrillic one with its cases, capital first."""
    if code == "en":
        return [place.name]
    cyrillic = next((name for name in place.names if not name.isascii()), place.name)
    return [" ".join(word.capitalize() for word in form.split(" ")) for form in cases_of(fold_name(cyrillic))]


def print_finders(code: str, texts: list[str], finders: dict[str, Finder], rounds: int) -> None:
    size = sum(len(text.encode()) for text in texts) / 1e6
    spent: dict[str, list[float]] = {name: [] for name in finders}
    counts: dict[str, int] = {}
    for _ in range(rounds):
        for name, find in finders.items():
            began = time.process_time()
            counts[name] = sum(len(find(text)) for text in texts)
            spent[name].append(time.process_time() - began)
    ours = min(spent["ours"])
    for name, times in spent.items():
        least = min(times)
        pace = counts[name] / least
        ratio = f"{least / ours:.2f}"
        names = f"{counts['ours'] / ours / pace:.2f}" if counts[name] else "–"
        print(f"{code:<6}{name:<20}{size / least:>9.2f}{ratio:>8}{pace:>12,.0f}{names:>8}{counts[name]:>9,}")


def print_variants(places: list[Place]) -> None:
    """How many forms a place has by their grounds, and how fast they are made, each place once."""
    began = time.process_time()
    forms = [len(name_variants((place.name, *place.names), place.country)) for place in places]
    spent = time.process_time() - began
    print(
        f"\nforms of a place: {sum(forms) / len(forms):.1f} on average, {max(forms)} at most; "
        f"{len(places) / spent:,.0f} places a second"
    )


def print_index(names: int) -> None:
    """What an index of so many composed names costs to make, and to open and ask in a process that does nothing else."""
    places = [
        Place(
            place_id=f"geonames:{number}",
            name=f"{HEADS[number % len(HEADS)]}{TAILS[number % len(TAILS)]} {number}",
            kind="settlement",
            lat=46.0 + number % 600 / 100,
            lon=24.0 + number % 1_700 / 100,
            names=tuple(
                f"{TAILS[number % len(TAILS)].capitalize()} {number} {extra}" for extra in ("A", "B", "C")
            ),
        )
        for number in range(names // 4)
    ]
    began = time.process_time()
    index = make_index(
        places, (plain_forms(place) for place in places), np.zeros((0, len(places)), np.float32)
    )
    made = time.process_time() - began
    with TemporaryDirectory() as folder:
        write_index(index, Path(folder))
        size = sum(file.stat().st_size for file in Path(folder).iterdir()) / 1e6
        code = OPENING.format(folder=folder, name=places[-1].name)
        opened = subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True
        ).stdout
    bare = subprocess.run([sys.executable, "-c", BARE], check=True, capture_output=True, text=True).stdout
    print(
        f"\nindex of {len(index.forms):,} names of {len(places):,} places: {size:.0f} MB on disk, "
        f"made in {made:.1f} s; opened and asked in {opened.split()[0]} s, "
        f"with {opened.split()[1]} MB in memory, of which Python and imports {bare.strip()}"
    )


def plain_forms(place: Place) -> list[Form]:
    """A place's names as they stand, without the spellings that rules make of them."""
    return [Form(name.lower(), 0) for name in (place.name, *place.names)]


if __name__ == "__main__":
    main()
