"""Composed reports and claims of an invented war, for the tests of this room."""

from __future__ import annotations

from contested.model import Claim, PlaceRef, Report, Stance, Voice, When, content_id
from contested.theatres import Source

SOURCES = (
    Source(source_id="staff-n", name="Northern Staff", kind="military", side="NO", aliases=("N. Staff",)),
    Source(source_id="ridge", name="Ridge", kind="channel", side="SO", url="https://t.me/ridge_says"),
    Source(
        source_id="institute", name="War Institute", kind="think_tank", url="https://www.institute.example/"
    ),
)
BULLETIN = (
    "The staff of the northern army said in its evening bulletin that its infantry had taken the village "
    "of Oldmill after two days of fighting, and that the crossing below it was again under its guns. "
    "Twelve prisoners were brought in. Nothing was said of losses, which other accounts put at forty men."
)


def make_report(
    name: str, text: str, published: str | None = "2031-05-04", publisher: str | None = None
) -> Report:
    return Report(
        report_id=content_id(name, text, publisher, published),
        name=name,
        raw_sha256="0" * 64,
        text=text,
        cleaner="test",
        reader="test",
        publisher=publisher,
        published=published,
    )


def make_claim(
    report: Report,
    event: str = "captured",
    actor: str | None = "NO",
    place: str | None = "oldmill",
    voices: tuple[Voice, ...] = (),
    stance: Stance = "asserted",
    on: tuple[str, str] | None = None,
    text: str | None = None,
) -> Claim:
    """A claim of a report, about its day of publication unless `on` dates it."""
    start, end = on or (report.published, report.published)
    text = text or report.text
    return Claim(
        claim_id=content_id(
            report.report_id, event, actor, place, [voice.name for voice in voices], stance, text
        ),
        report_id=report.report_id,
        report_name=report.name,
        start=0,
        end=len(text),
        text=text,
        event=event,
        actor=actor,
        target=None,
        places=(PlaceRef(text=place, role="at", place_id=f"theatre:{place}", name=place),) if place else (),
        when=When(start=start, end=end, text=None, basis="explicit" if on else "publication"),
        voices=voices,
        stance=stance,
        figures=(),
        rule="test",
        score=0.9,
        publisher=report.publisher,
        published=report.published,
    )


def voice(name: str, kind: str = "channel", side: str | None = None) -> Voice:
    return Voice(name=name, kind=kind, side=side)  # type: ignore[arg-type]
