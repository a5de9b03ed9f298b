"""A site's answer about its robots.txt, in; what it lets this program ask for, and how often, out (RFC 9309).

    2xx               its rules; of the file the first 500 kB count
    4xx               there are none: everything may be asked for
    429, 5xx, silence nobody knows: nothing may be asked for until it answers

Matching is Protego's (wildcards, the longest rule counts), which Python's own parser lacks. Protego takes time by agents
times rules: 61 kB of 2,200 agents with 2,200 rules took 34 s. So it is given the groups that could be ours and no others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from protego import Protego

NAME = "contested"
MOST = 500_000
LONGEST_DELAY = (
    300.0  # seconds; a site that asks for an hour between two pages is asked every five minutes at most
)
AGENT = re.compile(r"user[- ]?agent(?:\s*:|\s)\s*(\S.*)", re.IGNORECASE)
TOKEN = re.compile(r"\*|[a-z_-]+")
# What stands on a line of its own between agents and rules without ending the group.
APART = re.compile(r"(?:#.*)?|site-?maps?\s*:.*|host\s*:.*", re.IGNORECASE)


class Rules(Struct, frozen=True):
    """What a site lets this program do. `silent` says why its robots.txt could not be had, where that
    is so: then nothing may be asked for."""

    parsed: Protego | None = None
    silent: str = ""

    def lets(self, url: str) -> bool:
        """Whether an address may be asked for."""
        return not self.silent and (self.parsed is None or self.parsed.can_fetch(url, NAME))

    @property
    def delay(self) -> float:
        """Seconds that are to lie between two requests."""
        asked = self.parsed.crawl_delay(NAME) if self.parsed else None
        return min(asked or 0.0, LONGEST_DELAY)


def read_rules(status: int, body: bytes) -> Rules:
    """The rules that an answer means."""
    if 200 <= status < 300:
        text = body[:MOST].decode("utf-8", "replace").removeprefix("\ufeff")
        return Rules(Protego.parse("\n".join(find_own(text))))
    if 400 <= status < 500 and status != 429:
        return Rules()
    return Rules(silent=f"the server answers {status}")


def find_own(text: str) -> Iterator[str]:
    """The lines of the groups that name this program or everybody, the names of others left out."""
    own = in_rules = False
    for line in map(str.strip, text.splitlines()):
        agent = AGENT.fullmatch(line)
        if agent is None:
            in_rules = in_rules or not APART.fullmatch(line)
            if own:
                yield line
            continue
        if in_rules:
            own = in_rules = False
        token = TOKEN.match(agent[1].lower())
        name = token[0] if token else ""
        if name in (NAME, "*"):
            own = True
            yield f"User-agent: {name}"
