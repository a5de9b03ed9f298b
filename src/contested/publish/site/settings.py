"""What a site is told about itself, apart from the account that it shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from contested.model import Control, Day, Status
from contested.publish.wording import list_languages

# The languages of the site: each has a file of sentences, and the page's words in `page/src/strings.LANGUAGE.json`.
LANGUAGES = list_languages()

StatusOn = Callable[[Control, Day], Status]


class SiteSettings(Struct, frozen=True, kw_only=True):
    """Settings of one site.

    `as_of` is the last day that the desk looked at. `language` is one of
    `LANGUAGES`. `tiles` is the URL template of the user's own raster tiles (`https://…/{z}/{x}/{y}.png`), or the
    URL of a PMTiles file, drawn under everything; none is needed, and without it the page
    asks the network for nothing. `credits` are printed as they stand. A `public` site is written from an
    account of what `publish.audience` lets through; beyond that it shows reports as excerpts only. `state_at` is the
    probability from which on the desk names a state.
    """

    name: str
    as_of: Day
    synthetic: bool = False
    audience: Literal["desk", "public"] = "desk"
    language: str = "en"
    tiles: str | None = None
    credits: tuple[str, ...] = ()
    state_at: float = 0.5
