"""A page's markup, in; its author, site and addresses, the mark of its day, and where each was found, out.

Only marks that are made to say it count: <meta>, linked data (JSON-LD), <link rel="canonical">, rel="author", and the line
that a browser writes into a page that it saves. Where marks differ, or say what names nobody (`page_names.py`), nothing is
taken: a wrong author is worse than none, and the archived page still has what it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml import html  # type: ignore[import-untyped]

from contested.ingest.addresses import host_of, is_home, is_same_site, tidy_address
from contested.ingest.linked_data import Linked, read_linked
from contested.ingest.page_day import Mark
from contested.ingest.page_names import is_platform, is_same_name, tidy_author, tidy_site, words_of
from contested.ingest.stated import Marked, Marks

# Chrome and others: "<!-- saved from url=(0042)https://… -->"; SingleFile: "Page saved with SingleFile url: https://… saved
# date: …"; HTTrack: "Mirrored from post.example/a.html by HTTrack". Each stands at the head; what the page itself says later
# does not count.
SAVED = (
    ("saved from url", re.compile(r"<!--\s*saved from url=\(\d{4}\)(?P<url>\S+)\s*-->")),
    ("SingleFile", re.compile(r"<!--\s*Page saved with SingleFile\s+url: (?P<url>\S+)\s")),
    ("HTTrack", re.compile(r"<!-- Mirrored from (?P<bare>\S+) by HTTrack")),
)
MOST = 50  # marks of one kind that are looked at
HEAD = 2_000  # characters of a page in which a browser's own line stands
COMMENT = re.compile("comment|review|reply", re.IGNORECASE)


def find_marks(markup: str, tree: html.HtmlElement, published: Mark | None, heads: Sequence[str]) -> Marks:
    """What a page says of itself. `published` is the mark of its day (`page_day.py`), `heads` are its headlines."""
    linked = read_linked(
        str(one.text or "") for one in tree.iter("script") if "ld+json" in one.get("type", "")
    )
    saved = find_saved(markup)
    titles = [*heads, *(mark.value for mark in find_meta(tree, ("og:title",)))]
    canonical = find_canonical(tree, saved and saved.value)
    address = choose_address(saved, canonical)
    site = find_site(tree, linked, titles)
    publisher = site if may_publish(site, saved, canonical) else None
    sites = [one for one in (site.value if site else None, address and host_of(address.value)) if one]
    author = find_author(tree, linked, sites, titles)
    found = {
        "url": address,
        "publisher": publisher,
        "published": published,
        "author": author,
        "site": site,
        "canonical": canonical,
    }
    return Marks(
        url=value_of(address),
        publisher=value_of(publisher),
        published=value_of(published),
        marked=Marked(
            author=value_of(author),
            site=value_of(site),
            canonical=value_of(canonical),
            found_in={key: mark.found_in for key, mark in found.items() if mark},
        ),
        credits=tuple(
            one.name for one in linked.authors if one.organisation and author and one.name in author.value
        ),
    )


def value_of(mark: Mark | None) -> str | None:
    return mark.value if mark else None


def find_saved(markup: str) -> Mark | None:
    """The address that whoever saved the page wrote at its head."""
    head = markup[:HEAD]
    for name, pattern in SAVED:
        if match := pattern.search(head):
            parts = match.groupdict()
            url = tidy_address(parts.get("url") or f"http://{parts.get('bare')}")
            return Mark(url, name) if url else None
    return None


def find_canonical(tree: html.HtmlElement, base: str | None) -> Mark | None:
    """The address that the page gives as its own, but for a front page's, where each kind of mark gives one only.

    In the body of a page these elements are somebody else's: browsers and search engines pass them over too.
    """
    heads = tree.findall("head")
    links = [
        str(one.get("href"))
        for head in heads
        for one in head.iter("link")
        if "canonical" in str(one.get("rel", "")).lower().split() and one.get("href")
    ]
    shown = [mark.value for head in heads for mark in find_meta(head, ("og:url",))]
    for values, found_in in ((links, "link rel=canonical"), (shown, "meta og:url")):
        urls = {tidy_address(one, base) for one in values}
        url = urls.pop() if len(urls) == 1 else None
        if url and not is_home(url):
            return Mark(url, found_in)
    return None


def choose_address(saved: Mark | None, canonical: Mark | None) -> Mark | None:
    """The page's address. That it is a copy of a page on another site, or that page itself, is its own word only: then it
    stands where it was saved from."""
    if saved and not (canonical and is_same_site(saved.value, canonical.value)):
        return None if is_home(saved.value) else saved
    return canonical


def may_publish(site: Mark | None, saved: Mark | None, canonical: Mark | None) -> bool:
    """Whether the site's name is the publisher's: not where many publish, nor where the page says to be another site's."""
    if site is None or is_platform(site.value):
        return False
    return not (saved and canonical) or is_same_site(saved.value, canonical.value)


def find_site(tree: html.HtmlElement, linked: Linked, titles: Sequence[str]) -> Mark | None:
    """The name of the site; none where two marks give names that have nothing in common."""
    marks = [
        *find_meta(tree, ("og:site_name",)),
        *(Mark(one, "JSON-LD publisher") for one in linked.sites[:1]),
        *find_meta(tree, ("dc.publisher", "dcterms.publisher", "citation_journal_title")),
    ]
    found = [Mark(name, mark.found_in) for mark in marks if (name := tidy_site(mark.value, titles))]
    if not found or not all(is_same_name(found[0].value, one.value) for one in found):
        return None
    return found[0]


def find_author(
    tree: html.HtmlElement, linked: Linked, sites: Sequence[str], titles: Sequence[str]
) -> Mark | None:
    """Who wrote it; none where two kinds of marks name different people."""
    kinds = (
        [Mark(one.name, "JSON-LD author") for one in linked.authors],
        find_meta(tree, ("author", "dc.creator", "dcterms.creator", "sailthru.author", "parsely-author")),
        find_meta(tree, ("article:author", "og:article:author")),
        [*find_rel_authors(tree)],
    )
    named = []
    for marks in kinds:
        names = dict.fromkeys(filter(None, (tidy_author(one.value, sites, titles) for one in marks)))
        if names:
            named.append(Mark(", ".join(names), marks[0].found_in))
    if not named or not all(share_word(named[0].value, one.value) for one in named):
        return None
    return named[0]


def share_word(one: str, other: str) -> bool:
    return not set(words_of(one)).isdisjoint(words_of(other))


def find_rel_authors(tree: html.HtmlElement) -> Iterator[Mark]:
    """Links to the author, and elements that are marked as such, where all give one name; readers' comments have theirs."""
    marked = islice(filter(marks_author, tree.iter("a", "span", "address")), MOST)
    found = [
        (str(one.text_content()), "rel=author" if one.get("rel") else "itemprop=author")
        for one in marked
        if not any(is_comment(parent) for parent in (one, *one.iterancestors()))
    ]
    if len({" ".join(name.split()) for name, _ in found}) == 1:
        yield Mark(*found[0])


def marks_author(element: html.HtmlElement) -> bool:
    return "author" in (*str(element.get("rel", "")).split(), *str(element.get("itemprop", "")).split())


def is_comment(element: html.HtmlElement) -> bool:
    """Whether an element holds what a reader wrote, or what leads to other articles."""
    if element.tag in ("aside", "nav", "footer"):
        return True
    return any(COMMENT.search(str(element.get(key, ""))) for key in ("class", "id", "itemtype", "itemprop"))


def find_meta(tree: html.HtmlElement, names: tuple[str, ...]) -> list[Mark]:
    """The contents of <meta> of these names, in the order of the names."""
    found: dict[str, list[str]] = {}
    for one in tree.iter("meta"):
        name = str(one.get("property") or one.get("name") or one.get("itemprop") or "").strip().lower()
        content = str(one.get("content") or "").strip()
        if name in names and content:
            found.setdefault(name, []).append(content)
    return [Mark(value, f"meta {name}") for name in names for value in found.get(name, [])[:MOST]]
