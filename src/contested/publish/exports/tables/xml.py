"""Elements of XML, in; their text, out, one at a time: a long file is never held whole.

All text is made sound first: lxml escapes markup, and refuses what XML cannot hold.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from lxml import etree  # type: ignore[import-untyped]

from contested.publish.exports.tables.text import sound

Element: TypeAlias = Any  # lxml has no types
PROLOGUE = '<?xml version="1.0" encoding="UTF-8"?>\n'


def element(tag: str, text: str | None = None, **attributes: str) -> Element:
    """An element with text and attributes."""
    return fill(etree.Element(tag), text, attributes)


def add(parent: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
    """The same, as the last child of another."""
    return fill(etree.SubElement(parent, tag), text, attributes)


def fill(made: Element, text: str | None, attributes: dict[str, str]) -> Element:
    made.text = None if text is None else sound(text)
    for name, value in attributes.items():
        made.set(name, sound(value))
    return made


def write_element(one: Element) -> str:
    text: str = etree.tostring(one, encoding="unicode")
    return f"{text}\n"
