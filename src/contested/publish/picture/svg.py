"""Names of elements, lengths and words, in; elements of SVG, out. Words are escaped by lxml; what XML cannot hold is replaced."""

from __future__ import annotations

from lxml import etree  # type: ignore[import-untyped]

from contested.publish.exports.tables.text import title
from contested.publish.exports.tables.xml import Element as Element
from contested.publish.exports.tables.xml import fill

NAMESPACE = "http://www.w3.org/2000/svg"
# No font is fetched or carried: the first of these that the reader's machine has.
SANS = (
    "Segoe UI, Roboto, Helvetica Neue, Helvetica, Arial, Liberation Sans, Noto Sans, DejaVu Sans, sans-serif"
)
SERIF = "Georgia, Times New Roman, Times, Liberation Serif, Noto Serif, DejaVu Serif, serif"


def root(**attributes: str | float) -> Element:
    return fill(etree.Element(f"{{{NAMESPACE}}}svg", nsmap={None: NAMESPACE}), None, spell(attributes))


def shape(parent: Element, tag: str, /, **attributes: str | float) -> Element:
    """An element; `stroke_width` is the attribute `stroke-width`."""
    return fill(etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}"), None, spell(attributes))


def text(parent: Element, words: str, x: float, y: float, size: float, **attributes: str | float) -> Element:
    """Words on one line, beginning at a point of their base line."""
    made = shape(parent, "text", x=x, y=y, font_size=size, **attributes)
    made.text = title(words)
    return made


def spell(attributes: dict[str, str | float]) -> dict[str, str]:
    return {
        name.replace("_", "-"): value if isinstance(value, str) else number(value)
        for name, value in attributes.items()
    }


def number(value: float) -> str:
    said = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if said == "-0" else said
