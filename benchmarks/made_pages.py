"""A number and a seed, in; so many saved pages of news sites, out, composed.

A page is built as those of news sites are: 60 to 350 kB, of which the article is 2 to 12 kB. The rest is styles, scripts
with data, menus, lists of other articles with pictures, comments and a footer. These sizes are a guess at what is usual;
no page of a real site was measured for them.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator

LATIN = [
    "army",
    "village",
    "mill",
    "bridge",
    "bank",
    "brigade",
    "soldier",
    "morning",
    "road",
    "school",
    "house",
    "river",
    "night",
    "council",
    "train",
    "field",
    "well",
]
CYRILLIC = [
    "армія",
    "село",
    "млин",
    "міст",
    "берег",
    "бригада",
    "солдат",
    "ранок",
    "дорога",
    "школа",
    "будинок",
    "річка",
    "ніч",
    "рада",
    "потяг",
    "поле",
    "криниця",
]
VERBS = {
    "en": ["left", "reached", "crossed", "held", "rebuilt", "lost"],
    "uk": ["залишила", "дійшла", "перейшла", "тримала", "відбудувала", "втратила"],
}
TITLES = ("Village left", "Bridge blown up", "Road reopened", "School moved", "Mill held")


class Site:
    """One site: its words, its frame and how its pages are built."""

    def __init__(self, number: int, seed: int) -> None:
        self.chance = random.Random(f"{seed} site {number}")
        self.number = number
        self.language = "uk" if number % 3 == 2 else "en"
        self.words = CYRILLIC if self.language == "uk" else LATIN
        self.prefix = "".join(self.chance.choices("abcdefghijkmnpqrstuvwxyz", k=4))
        self.style = "".join(
            f".{self.name('c')}{{margin:{n}px;padding:0 {n % 7}px;color:#{n:06x}}}"
            for n in range(self.chance.randint(300, 1_500))
        )
        self.menu = "".join(
            f'<li class="{self.name("m")}"><a href="/{word}/">{word.title()}</a></li>'
            for word in self.words * 3
        )
        self.depth = self.chance.randint(4, 14)

    def name(self, kind: str) -> str:
        """A class name as builders of pages make them."""
        return f"{self.prefix}-{kind}{self.chance.randrange(10_000):04d}"

    def sentence(self, chance: random.Random) -> str:
        verb = chance.choice(VERBS[self.language])
        return (
            " ".join(
                [
                    chance.choice(self.words).title(),
                    *chance.choices(self.words, k=chance.randint(5, 16)),
                    verb,
                    chance.choice(self.words),
                ]
            )
            + "."
        )

    def paragraph(self, chance: random.Random) -> str:
        inner = " ".join(self.sentence(chance) for _ in range(chance.randint(2, 5)))
        link = (
            f' <a href="https://site{self.number}.example/{chance.randrange(10**6)}">{chance.choice(self.words)}</a>'
            if chance.random() < 0.3
            else ""
        )
        return f'<p class="{self.name("p")}">{inner}{link}</p>'

    def page(self, number: int, seed: int) -> str:
        """One page."""
        chance = random.Random(f"{seed} page {number}")
        title = f"{chance.choice(TITLES)} {number}"
        day = f"2024-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        told = json.dumps(
            {
                "@context": "https://schema.org",
                "@type": "NewsArticle",
                "headline": title,
                "datePublished": f"{day}T09:00:00Z",
            }
        )
        state = json.dumps(
            {
                self.name("k"): [self.sentence(chance) for _ in range(3)]
                for _ in range(chance.randint(40, 400))
            },
            ensure_ascii=False,
        )
        cards = "".join(self.card(chance) for _ in range(chance.randint(30, 160)))
        article = "".join(self.paragraph(chance) for _ in range(chance.randint(6, 30)))
        comments = "".join(
            f'<div class="comment"><span>{self.name("u")}</span><p>{self.sentence(chance)}</p></div>'
            for _ in range(chance.randint(0, 40))
        )
        before = "".join(f'<div class="{self.name("w")}">' for _ in range(self.depth))
        return (
            f'<!DOCTYPE html>\n<html lang="{self.language}"><head><meta charset="utf-8"><title>{title} | Site {self.number}</title>\n'
            f'<meta property="og:title" content="{title}"><meta property="article:published_time" content="{day}T09:00:00+00:00">\n'
            f'<link rel="canonical" href="https://site{self.number}.example/{number}"><style>{self.style}</style>\n'
            f'<script type="application/ld+json">{told}</script><script>window.__STATE__={state}</script></head>\n'
            f"<body>{before}<header><nav><ul>{self.menu}</ul></nav></header>\n<main><article><h1>{title}</h1>"
            f'<div class="byline">Site {self.number} <time datetime="{day}">{day}</time></div>\n{article}</article>\n'
            f'<aside class="related">{cards}</aside><section class="comments">{comments}</section></main>\n'
            f"<footer><ul>{self.menu}</ul><p>© 2024 Site {self.number}. All rights reserved.</p></footer>{'</div>' * self.depth}</body></html>\n"
        )

    def card(self, chance: random.Random) -> str:
        """A teaser of another article."""
        return (
            f'<div class="{self.name("card")}"><a href="/{chance.randrange(10**6)}"><picture><source srcset="/i/{chance.randrange(10**9)}.webp 1x, '
            f'/i/{chance.randrange(10**9)}@2.webp 2x"><img alt="" loading="lazy" src="/i/{chance.randrange(10**9)}.jpg"></picture>'
            f'<h3 class="{self.name("h")}">{self.sentence(chance)}</h3></a><span class="{self.name("t")}">{chance.randint(1, 23)} h</span></div>'
        )


def make_pages(count: int, seed: int) -> Iterator[str]:
    """So many pages of forty sites."""
    sites = [Site(number, seed) for number in range(40)]
    for number in range(count):
        yield sites[number % len(sites)].page(number, seed)
