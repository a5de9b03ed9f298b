"""The tree of one origin: what hangs where, what is folded, who was first."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from contested.model import Claim, Drift, Link, Origin, TakenBack, Voice
from contested.publish.tree import Branch, Fold, Telling, Tree, grow_tree
from contested.publish.tree_text import draw_tree, fold_lines
from contested.publish.tree_words import say_reason
from tests.publish.small import WORDS, claim, link, origin

LOST = Drift("time", "dropped", "on Friday", "")
GROWN = Drift("place", "grown", "the outskirts", "Oldmill")
# A claim: its id, publisher, day, report, and how it came by its word: kind, from which claim, from whom, and changes.
Row = tuple[str, str, str, str, tuple[str, str | None, str] | None, tuple[Drift, ...]]
POST: Row = ("post", "Rybar", "2025-12-01", "rp", None, ())


def compose(rows: list[Row], first: str = "", **fields: object) -> tuple[Origin, dict[str, Claim]]:
    claims = [
        claim(claim_id=name, publisher=publisher, published=day, report_id=report, report_name=report, text=f"{name}.")
        for name, publisher, day, report, _, _ in rows
    ]  # fmt: skip
    links = [link(row[0], *row[4], *row[5]) for row in rows if row[4]]  # type: ignore[arg-type]
    found = origin(claims, links, **({"first": first or rows[0][0]} | fields))
    return found, {one.claim_id: one for one in claims}


def draw(rows: list[Row], first: str = "", **fields: object) -> list[str]:
    tree = grow_tree(*compose(rows, first, **fields))
    return fold_lines(list(draw_tree(tree, WORDS, "")), None).splitlines()


@pytest.mark.parametrize(
    ("rows", "first", "drawn"),
    [
        pytest.param([POST], "", ["Rybar, 1 December 2025 (first here): in its own words", "  “post.”"], id="alone"),
        pytest.param(
            [POST, ("b", "Wire", "2025-12-03", "rb", ("cites", "post", "Rybar"), (LOST,)),
             ("a", "Herald", "2025-12-02", "ra", ("cites", "post", "Rybar"), ())],
            "",
            ["Rybar, 1 December 2025 (first here): in its own words", "│  “post.”",
             "├─ Herald, 2 December 2025: cites Rybar", "│     “a.”",
             "└─ Wire, 3 December 2025: cites Rybar", "      “b.”", "      date lost: “on Friday”"],
            id="by day, with what each changed",
        ),
        pytest.param(
            [("a", "Herald", "2025-12-02", "ra", ("cites", None, "Rybar"), ()),
             ("b", "Wire", "2025-12-03", "rb", ("copies", "a", "Herald"), (GROWN,)),
             ("c", "Mirror", "2025-12-04", "rc", ("copies", "b", "Wire"), ())],
            "",
            ["Rybar; the original report is not held here", "└─ Herald, 2 December 2025 (first here): cites Rybar", "   │  “a.”",
             "   └─ Wire, 3 December 2025: copies Herald", "      │  “b.”", "      │  place grown: “the outskirts” → “Oldmill”",
             "      └─ Mirror, 4 December 2025: copies Wire", "            “c.”"],
            id="a chain whose origin is not held",
        ),
        pytest.param(
            [("a", "Herald", "2025-12-02", "ra", ("cites", None, "Rybar"), ()),
             ("a2", "Herald", "2025-12-02", "ra", ("cites", None, "Rybar"), (LOST,)),
             ("a3", "Herald", "2025-12-02", "ra", ("cites", None, "Rybar"), (LOST, GROWN)),
             ("h", "Herald", "2025-12-02", "ra", ("summarises", "a3", "Rybar"), ())],
            "h",
            ["Rybar; the original report is not held here", "└─ Herald, 2 December 2025 (first here): cites Rybar", "   │  “a.”",
             "   │  and two more sentences of it, where date lost: “on Friday”; place grown: “the outskirts” → “Oldmill”",
             "   └─ the same report: says so without naming Rybar (inferred)", "         “h.”"],
            id="the sentences of one report",
        ),
        pytest.param(
            [POST, ("new", "Rybar", "2025-12-05", "rp2", ("revises", "post", "Rybar"), ()),
             ("i", "ISW", "2025-12-02", "ri", ("repeats", "post", "Rybar"), ()),
             ("g", "Rybar", "2025-12-04", "rp3", ("again", "post", "Rybar"), ())],
            "i",
            ["Rybar, 1 December 2025: in its own words", "│  “post.”",
             "├─ Rybar, 4 December 2025: says so again", "│     “g.”",
             "├─ Rybar, 5 December 2025: a later version of the page", "│     “new.”",
             "└─ ISW, 2 December 2025 (first here): repeats Rybar without saying so (inferred: repeats)", "      “i.”"],
            id="its own first, and what is only inferred",
        ),
        pytest.param(
            [("a", "Herald", "2025-12-02", "ra", ("summarises", "b", "Rybar"), ()),
             ("b", "Herald", "2025-12-02", "ra", ("summarises", "a", "Rybar"), ())],
            "",
            ["Rybar; the original report is not held here",
             "└─ Herald, 2 December 2025 (first here): says so without naming Rybar (inferred)", "   │  “b.”",
             "   └─ the same report: says so without naming Rybar (inferred)", "         “a.”"],
            id="a ring ends",
        ),
    ],
)  # fmt: skip
def test_trees(rows: list[Row], first: str, drawn: list[str]) -> None:
    assert draw(rows, first) == drawn


def test_a_word_taken_back_says_since_when() -> None:
    (head, *_) = draw([POST], taken_back=TakenBack("2025-12-09", "post"))
    assert head == "Rybar, 1 December 2025 (first here): in its own words; taken back on 9 December 2025"


def test_what_an_assessor_is_made_to_say_names_it_and_the_report() -> None:
    found, claims = compose([POST, ("i", "Herald", "2025-12-02", "ri", ("repeats", "post", "Rybar"), ())])
    claims["i"] = claim(
        claim_id="i", report_id="ri", publisher="Herald", voices=(Voice(name="ISW", kind="think_tank"),)
    )
    text = fold_lines(list(draw_tree(grow_tree(found, claims), WORDS, "")), None)
    assert "ISW, as reported by Herald, 9 December 2025: repeats Rybar" in text


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("inferred: tells of it as Rybar does: “bridge”", "tells of it as Rybar does: “bridge”"),
        ("inferred: tells of it as Rybar does: " + ", ".join(f"“word {n}”" for n in range(30)),
         "tells of it as Rybar does: “word 0”, “word 1”, “word 2”, “word 3”, “word 4”, “word 5”, “word 6” …"),
    ],
)  # fmt: skip
def test_of_many_reasons_the_first_few_are_told(reason: str, said: str) -> None:
    assert say_reason(reason) == said


@pytest.mark.parametrize(
    ("others", "said"),
    [
        (1, ["Mirror 1, 2 December 2025: copies Rybar", "Mirror 2, 2 December 2025: copies Rybar"]),
        (2, ["Mirror 1, 2 December 2025: copies Rybar", "Two more reports copy Rybar: Mirror 2 and Mirror 3"]),
        (4, ["Mirror 1, 2 December 2025: copies Rybar",
             "Four more reports copy Rybar: Mirror 2, Mirror 3, Mirror 4 and one other"]),
        (9_999, ["Mirror 1, 2 December 2025: copies Rybar",
                 "9,999 more reports copy Rybar: Mirror 2, Mirror 3, Mirror 4 and 9,996 others"]),
    ],
)  # fmt: skip
def test_equal_copies_fold(others: int, said: list[str]) -> None:
    rows: list[Row] = [POST]
    rows += [
        (f"m{number}", f"Mirror {number}", "2025-12-02", f"r{number}", ("copies", "post", "Rybar"), ())
        for number in range(1, others + 2)
    ]
    assert [line[3:] for line in draw(rows) if line.startswith(("├─", "└─"))] == said


def test_reports_of_one_site_are_one_name() -> None:
    rows: list[Row] = [POST]
    rows += [(f"m{n}", "Mirror", "2025-12-02", f"r{n}", ("copies", "post", "Rybar"), ()) for n in range(5)]
    assert draw(rows)[-1] == "└─ Four more reports copy Rybar: Mirror"


def test_what_was_taken_from_folded_reports_is_counted() -> None:
    """Twelve sites cite the channel, three of them are copied: these are shown, the others folded."""
    rows: list[Row] = [POST]
    rows += [(f"c{n}", f"Site {n}", "2025-12-02", f"r{n}", ("cites", "post", "Rybar"), ()) for n in range(12)]
    rows += [
        (f"k{n}", f"Copier {n}", "2025-12-03", f"k{n}", ("copies", f"c{n % 9 + 3}", "Site"), ())
        for n in range(18)
    ]
    lines = draw(rows)
    shown = [line for line in lines if line.startswith("├─ Site")]
    assert [line[3:9] for line in shown] == [f"Site {n}" for n in range(3, 9)]
    assert lines[-1] == (
        "└─ Six more reports cite Rybar: Site 0, Site 1, Site 2 and three others; six more reports have it from these"
    )


def test_the_first_is_shown_whatever_else_is_folded() -> None:
    rows: list[Row] = [POST]
    rows += [
        (f"m{n:02}", f"Mirror {n}", "2025-12-02", f"r{n}", ("copies", "post", "Rybar"), ()) for n in range(30)
    ]
    assert "├─ Mirror 20, 2 December 2025 (first here): copies Rybar" in draw(rows, first="m20")


def list_branches(branches: tuple[Branch, ...]) -> Iterator[Branch]:
    for branch in branches:
        yield branch
        if isinstance(branch, Telling):
            yield from list_branches(branch.branches)


def count_reports(tree: Tree) -> int:
    """All reports that a tree tells of, shown or counted."""
    found = list(list_branches(tree.branches))
    told = {one.claim.report_id for one in found if isinstance(one, Telling)}
    return len(told) + sum(one.reports + one.beyond for one in found if isinstance(one, Fold))


@pytest.mark.parametrize("shape", ["flat", "chain", "spread", "changed"])
def test_ten_thousand_copies_make_a_short_tree_in_time(shape: str) -> None:
    """Copied all from one, each from the one before, each from one a third of the way down, or each changed."""
    parents = {"chain": lambda n: n - 1, "spread": lambda n: (n - 1) // 3}
    claims = [
        claim(claim_id=f"c{n}", publisher=f"Site {n}", report_id=f"r{n}", published="2025-12-02") for n in range(10_001)
    ]  # fmt: skip
    links: list[Link] = [
        link(f"c{n}", "copies", f"c{parents.get(shape, lambda _: 0)(n)}", "Site",
             *([Drift("figure", "rounded", str(n), "many")] if shape == "changed" else []))
        for n in range(1, 10_001)
    ]  # fmt: skip
    began = time.process_time()
    tree = grow_tree(origin(claims, links), {one.claim_id: one for one in claims})
    lines = list(draw_tree(tree, WORDS, ""))
    assert time.process_time() - began < 3
    assert len(lines) < 150
    assert count_reports(tree) == 10_000
