"""How fast reports are read: words a second of one core's CPU time, beside spaCy's EntityRuler.

    python benchmarks/extract.py            the full run, some minutes
    python benchmarks/extract.py --quick    a short one

Reports are composed here from templates, the theatre's names and its sides: `dense` tells an event in every
sentence, `plain` in about one of four. Ours is the whole way from a text to located claims (`Workshop.read`,
the full gazetteer loaded). The peer is a blank English pipeline whose EntityRuler looks for the same names and
for the trigger phrases of the event frames: it finds words and makes no claims. Without spaCy (dependency
group `bench`) ours is measured alone.

Ours and the peer take turns; of several rounds the fastest counts. Loading is not timed.
"""

from __future__ import annotations

import argparse
import heapq
import math
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from itertools import cycle
from pathlib import Path
from typing import Any

import contested.extract.events
from contested.desk import Desk, Settings
from contested.extract.inflection import english_forms
from contested.extract.language import read_language
from contested.model import Place, Report, content_id
from contested.pipeline import Workshop
from contested.theatres import Theatre, list_theatres

SIZES = (100, 500, 1_000, 5_000, 20_000, 100_000)
QUICK = (100, 1_000, 5_000)
GROWTH_FROM = 1_000  # words: shorter reports show the cost of a report
LINEAR = 0.67  # of the words a second at that size that a longer report keeps
AT_LEAST = 5_000  # words of all reports of one size
PARAGRAPH = 4  # sentences
NEIGHBOURS = 12  # places that a paragraph chooses from
MIXES = ("dense", "plain")
Reader = Callable[[str], object]

# {a} and {b} are the sides, {x}, {y} and {z} places, {n} and {m} numbers, {d} a weekday.
EVENTS = (
    "{a} forces captured {x} on {d}.",
    "{a} troops seized the village of {x} after {n} days of fighting.",
    "{a} units took {x} and advanced toward {y}.",
    "{b} forces withdrew from {x} to {y}.",
    "{b} troops left {x} on {d}, the general staff said.",
    "{a} assault groups entered the outskirts of {x}.",
    "{a} forces advanced near {x} and {y}.",
    "{a} infantry attacked near {x}, {y} and {z}, but {b} forces repelled the attacks.",
    "{b} forces repelled {n} attacks near {x}.",
    "{b} soldiers held their positions in {x} despite shelling.",
    "{a} artillery shelled {x}, killing {n} people and wounding {m}.",
    "{a} drones struck an energy facility in {x}.",
    "{a} missiles hit {x} overnight, and at least {n} people were injured.",
    "{b} air defence shot down {n} of {m} drones over {x}.",
    "An air strike on {x} destroyed {n} houses.",
    "{a} aircraft dropped guided bombs on {x} and {y}.",
    "The {b} general staff said that fighting continued near {x}.",
    "According to the {a} defence ministry, its troops liberated {x}.",
    "The {a} defence ministry claimed that {x} was captured on {d}.",
    "{b} officials denied that {x} had fallen.",
    "Geolocated footage shows that {a} forces have taken {x}.",
    "{a} forces reportedly control most of {x}.",
    "{a} forces will probably try to encircle {x}.",
    "{a} commanders plan to take {x} before winter.",
    "{a} troops did not take {x}, a {b} spokesman said.",
    "{b} forces recaptured positions south of {x}.",
    "{a} forces surrounded a garrison in {x}.",
    "Clashes broke out between {a} and {b} units east of {x}.",
    "{b} saboteurs blew up a railway bridge near {x}.",
    "{a} troops cut the road between {x} and {y}.",
    "{b} forces lost {n} tanks and {m} armoured vehicles near {x}.",
    "About {n} {b} soldiers surrendered in {x}.",
    "{a} commanders sent {n} battalions to {x} as reinforcements.",
    "Authorities evacuated {n} residents from {x}, {m} of them children.",
    "{x} remains under {b} control, although {a} forces hold {y}.",
    "{a} forces broke through north of {x} and entered {y}, while {b} brigades still held {z}.",
    "“We hold {x},” a {b} officer said on {d}.",
    "{b} drones hit an oil depot in {x}, and a fire broke out.",
    "The mayor of {x} said that {n} people had been killed in a rocket attack.",
    "{a} gains near {x} threaten the supply of {b} troops in {y}.",
)
PROSE = (
    "The price of bread has risen again this month, and shopkeepers expect little change before spring.",
    "Delegates of several countries met for a second round of talks in a hotel by the lake.",
    "“Nobody sleeps much here,” a teacher from {x} told us over a cup of tea.",
    "The bus to {x} leaves twice a day, when there is fuel.",
    "A committee will look into how the money was spent.",
    "It was a quiet week by the standards of the season.",
    "Analysts disagree about what the vote means for the budget.",
    "The school reopened in October with {n} pupils and two stoves.",
    "Her brother, who used to work at the mill, now repairs radios for a living.",
    "Rain has turned the lanes around {x} to mud.",
    "The museum keeps its collection in the cellar, away from the windows.",
    "Parliament is to debate the bill next week; few doubt that it will pass.",
    "Volunteers sort parcels in a former cinema from early morning until dark.",
    "The exchange rate hardly moved, and traders were in no hurry.",
    "Most of the young have gone abroad, and those who stay look after the old.",
    "A new pump brings water to the upper streets for the first time in years.",
    "The minister spoke for an hour and answered no questions.",
    "In the market of {x} a stallholder weighs apples on a brass scale.",
    "Historians will argue about these months for a long time.",
    "The harvest was better than expected, and the silos are nearly full.",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EVENT_EVERY = {"dense": 1, "plain": 4}

# What is timed as a stage: the module whose name is called, the name (`Class.method` too), the stage.
STAGES = (
    ("contested.locate.gazetteer", "Gazetteer.find_names", "names"),
    ("contested.pipeline", "choose_places", "choose"),
    ("contested.pipeline", "unknown_mentions", "choose"),
    ("contested.pipeline", "resolve_claims", "resolve"),
    ("contested.extract.extractor", "split_sentences", "sentences"),
    ("contested.extract.extractor", "scan", "tokenize"),
    ("contested.extract.lexicon", "Lexicon.find", "lexicon"),
    ("contested.extract.lexicon", "Found.make", "lexicon"),
    ("contested.extract.extractor", "find_unknown", "unknown"),
    ("contested.extract.extractor", "find_sides", "sides"),
    ("contested.extract.extractor", "find_triggers", "triggers"),
    ("contested.extract.extractor", "find_dates", "dates"),
    ("contested.extract.extractor", "VoiceFinder.find", "voices"),
    ("contested.extract.extractor", "find_places", "places"),
    ("contested.extract.extractor", "EventReader.read", "events"),
    ("contested.extract.telling", "find_figures", "figures"),
    ("contested.extract.telling", "read_stance", "stance"),
    ("contested.extract.extractor", "Telling.claims", "claims"),
)


def main() -> None:
    """Measure and print; the options `--memory` and `--size` are how the script calls itself."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="fewer sizes and rounds")
    parser.add_argument("--sizes", type=int, nargs="+", help="words of a report")
    parser.add_argument("--rounds", type=int, help="of which the fastest counts")
    parser.add_argument("--theatre", default=next(iter(list_theatres())))
    parser.add_argument("--memory", choices=["ours", "peer"], help=argparse.SUPPRESS)
    parser.add_argument("--size", type=int, default=0, help=argparse.SUPPRESS)
    options = parser.parse_args()
    shop = Workshop(Desk(Path(), Settings(name="benchmark", theatre=options.theatre)))
    if options.memory:
        print_peak(shop, options.memory, options.size)
        return
    sizes = sorted(options.sizes or (QUICK if options.quick else SIZES))
    rounds = options.rounds or (2 if options.quick else 3)
    peaks = measure_peaks(
        options.theatre, sizes
    )  # first: a child's peak counts its parent's size at the fork
    ours, peer = our_reader(shop), peer_reader(shop)
    print(f"reader: {'compiled' if is_compiled() else 'pure Python'}, {len(shop.gazetteer.places):,} places")
    print(
        f"peer: {'spaCy ' + import_module('spacy').__version__ if peer else 'spaCy is not installed, none'}"
    )
    print("words a second of CPU time, one core\n")
    print(f"{'mix':<7}{'words':>9}{'claims':>8}{'ours':>10}{'peer':>10}{'ours/peer':>11}")
    for mix in MIXES:
        speeds = {}
        for size in sizes:
            texts = make_texts(shop, mix, size)
            words = sum(len(text.split()) for text in texts)
            spent, other = take_turns(ours, peer, texts, rounds)
            claims = sum(len(shop.read(report_of(text)).claims) for text in texts) // len(texts)
            speeds[size] = words / spent
            beside = f"{words / other:>10,.0f}{other / spent:>11.2f}" if other else f"{'–':>10}{'–':>11}"
            print(f"{mix:<7}{size:>9,}{claims:>8,}{speeds[size]:>10,.0f}{beside}", flush=True)
        print_growth(speeds)
    print_peaks(peaks)
    print_stages(shop, 1_000 if options.quick else 5_000, rounds)


def is_compiled() -> bool:
    """Whether the installed reader is machine code (`make compiled`)."""
    return not contested.extract.events.__file__.endswith(".py")


def report_of(text: str) -> Report:
    """A composed report, dated."""
    return Report(
        report_id=content_id(text),
        name="composed",
        raw_sha256="",
        text=text,
        cleaner="",
        reader="",
        publisher=None,
        published="2025-06-12",
        language="en",
    )


def our_reader(shop: Workshop) -> Reader:
    """Everything loaded, as it is after the first report of a desk."""
    shop.read(report_of("Nothing happened."))
    return lambda text: shop.read(report_of(text))


def peer_reader(shop: Workshop) -> Reader | None:
    """A blank pipeline with the gazetteer's names and the frames' phrases; None where spaCy is not installed."""
    try:
        spacy: Any = import_module("spacy")
    except ImportError:
        return None
    pipeline = spacy.blank("en")
    pipeline.max_length = 10_000_000
    names = {name for place in shop.gazetteer.places.values() for name in (place.name, *place.names)}
    patterns = [{"label": "PLACE", "pattern": name} for name in sorted(names)]
    patterns += [
        {"label": event.upper(), "pattern": phrase} for event, phrase in sorted(set(trigger_phrases()))
    ]
    pipeline.add_pipe("entity_ruler").add_patterns(patterns)
    pipeline("Nothing happened.")
    return lambda text: pipeline(text).ents


def trigger_phrases() -> Iterator[tuple[str, str]]:
    """Each form of each frame's words up to its gap, with its event type."""
    settings, events = read_language("en")
    for event, frames in events.items():
        for frame in frames.frame:
            for verb in frame.verbs:
                head, *rest = verb.split(" ~ ")[0].split()
                for form in english_forms(head, settings.irregular):
                    yield event, " ".join([form, *rest])
            for phrase in (*frame.words, *frame.passives, *frame.nouns, *frame.states):
                yield event, phrase.split(" ~ ")[0]


def make_texts(shop: Workshop, mix: str, size: int) -> list[str]:
    """Different reports of `size` words each, enough of them to be measured."""
    return [compose(shop.theatre, mix, size, seed) for seed in range(max(1, AT_LEAST // size))]


def compose(theatre: Theatre, mix: str, size: int, seed: int) -> str:
    """A report of about `size` words, the same for the same seed."""
    chance = random.Random(f"{mix} {size} {seed}")
    places = [place for place in theatre.places if place.kind == "settlement"]
    near: list[str] = []
    sides = [words.adjective[0] for words in theatre.words["en"].values() if words.adjective][:2]
    events, prose = (cycle(chance.sample(all_of, len(all_of))) for all_of in (EVENTS, PROSE))
    paragraphs: list[str] = []
    sentences: list[str] = []
    words = number = 0
    while words < size:
        template = next(prose if number % EVENT_EVERY[mix] else events)
        chance.shuffle(sides)
        if not sentences:
            centre = chance.choice(places)
            near = [place.name for place in heapq.nsmallest(NEIGHBOURS, places, distance_from(centre))]
        x, y, z = chance.sample(near, 3)
        n, m = chance.randint(2, 40), chance.randint(41, 900)
        day = chance.choice(WEEKDAYS)
        sentence = template.format(a=sides[0], b=sides[1], x=x, y=y, z=z, n=n, m=m, d=day)
        sentences.append(sentence)
        words += len(sentence.split())
        number += 1
        if len(sentences) == PARAGRAPH or words >= size:
            paragraphs.append(" ".join(sentences))
            sentences = []
    return "\n".join(paragraphs)


def distance_from(centre: Place) -> Callable[[Place], float]:
    """How far a place is from another, in degrees: good enough for neighbours."""
    return lambda place: math.hypot(place.lat - centre.lat, (place.lon - centre.lon) / 1.5)


def seconds(reader: Reader, texts: list[str]) -> float:
    """CPU time that reading takes."""
    began = time.process_time()
    for text in texts:
        reader(text)
    return time.process_time() - began


def take_turns(
    ours: Reader, peer: Reader | None, texts: list[str], rounds: int
) -> tuple[float, float | None]:
    """The least time of each, one behind the other in each round."""
    spent, other = [], []
    for _ in range(rounds):
        spent.append(seconds(ours, texts))
        if peer is not None:
            other.append(seconds(peer, texts))
    return min(spent), min(other, default=None)


def print_growth(speeds: dict[int, float]) -> None:
    """Whether time grows with the words of a report and no faster."""
    base = next((size for size in speeds if size >= GROWTH_FROM), None)
    top = max(speeds)
    if base is None or base == top:
        return
    kept = speeds[top] / speeds[base]
    verdict = "linear" if kept >= LINEAR else "NOT linear"
    print(f"       growth: words/s at {top:,} are {kept:.2f} of those at {base:,}: {verdict}")


def print_peak(shop: Workshop, who: str, size: int) -> None:
    """The peak memory of this process in MB, after one report was read."""
    reader = our_reader(shop) if who == "ours" else peer_reader(shop)
    if size and reader is not None:
        reader(compose(shop.theatre, "dense", size, 0))
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit)


def measure_peaks(theatre: str, sizes: list[int]) -> dict[int, list[str]]:
    """Peak memory with nothing read (0), the shortest and the longest report: ours, and the peer's where there is one."""
    whose = ["ours", "peer"] if find_spec("spacy") else ["ours"]
    return {size: [peak_of(theatre, who, size) for who in whose] for size in sorted({0, sizes[0], sizes[-1]})}


def peak_of(theatre: str, who: str, size: int) -> str:
    """What `print_peak` prints in a process of its own."""
    command = [sys.executable, __file__, "--theatre", theatre, "--memory", who, "--size", str(size)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def print_peaks(peaks: dict[int, list[str]]) -> None:
    print("\npeak memory of a process that reads one report (dense), MB\n")
    print(f"{'words':<16}{'ours':>10}{'peer':>10}")
    for size, own in peaks.items():
        print(
            f"{f'{size:,}' if size else 'none, loaded':<16}"
            + "".join(f"{one:>10}" for one in [*own, "–"][:2])
        )


def print_stages(shop: Workshop, size: int, rounds: int) -> None:
    """What each stage takes of the time; of a compiled reader nothing, for its calls cannot be watched."""
    print(f"\ncost by stage, reports of {size:,} words\n")
    if is_compiled():
        print("not to be watched in a compiled reader")
        return
    costs = {mix: time_stages(shop, make_texts(shop, mix, size), rounds) for mix in MIXES}
    print(f"{'stage':<12}" + "".join(f"{mix + ' µs/word':>16}{'share':>8}" for mix in MIXES))
    for stage in sorted(costs[MIXES[0]], key=lambda one: -costs[MIXES[0]][one]):
        cells = (f"{own[stage]:>16.2f}{own[stage] / sum(own.values()):>8.1%}" for own in costs.values())
        print(f"{stage:<12}" + "".join(cells))
    print(f"{'all':<12}" + "".join(f"{sum(own.values()):>16.2f}{'':>8}" for own in costs.values()))
    print('\n(a stage without those that it calls; watching itself costs a little, mostly in "the rest")')


def time_stages(shop: Workshop, texts: list[str], rounds: int) -> dict[str, float]:
    """µs a word by stage, of the fastest round; time in a stage within a stage is the inner one's."""
    words = sum(len(text.split()) for text in texts)
    best: dict[str, float] = {}
    for _ in range(rounds):
        with watched() as spent:
            whole = seconds(our_reader(shop), texts)
        spent["the rest"] = max(0.0, whole - sum(spent.values()))
        if not best or whole < sum(best.values()):
            best = dict(spent)
    return {stage: 1e6 * own / words for stage, own in best.items()}


@contextmanager
def watched() -> Iterator[dict[str, float]]:
    """Within, calls of the stages are timed into the dictionary."""
    spent = dict.fromkeys((stage for _, _, stage in STAGES), 0.0)
    inner: list[float] = []
    before: list[tuple[Any, str, Any]] = []

    def timed(call: Callable[..., Any], stage: str, lazy: bool) -> Callable[..., Any]:
        def run(*arguments: Any) -> Any:
            began = time.process_time()
            inner.append(0.0)
            try:
                return list(call(*arguments)) if lazy else call(*arguments)
            finally:
                own = time.process_time() - began
                spent[stage] += own - inner.pop()
                if inner:
                    inner[-1] += own

        return run

    try:
        for module, name, stage in STAGES:
            *holders, last = name.split(".")
            holder: Any = import_module(module)
            for one in holders:
                holder = getattr(holder, one)
            call = getattr(holder, last)
            before.append((holder, last, call))
            setattr(holder, last, timed(call, stage, last == "split_sentences"))
        yield spent
    finally:
        for holder, last, call in before:
            setattr(holder, last, call)


if __name__ == "__main__":
    main()
