"""`contested brief`."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import Parameter

from contested.cli.arguments import AsOfOption, Audience, DeskOption, PlaceArgument, day_option, make_command
from contested.cli.messages import say
from contested.cli.opening import open_read
from contested.cli.records import print_json
from contested.days import now, read_moment

command = make_command("brief", "contested brief Kupiansk --since 2025-11-01")


@command.default
def brief(
    place: PlaceArgument | None = None,
    /,
    *,
    since: Annotated[str | None, day_option("The first day. Without it: the beginning")] = None,
    until: Annotated[str | None, day_option("The last day. Without it: that of the newest report")] = None,
    format: Annotated[
        Literal["markdown", "html", "json"],
        Parameter(help="How it is printed: Markdown with footnotes, a page for print, or records."),
    ] = "markdown",
    rephrase: Annotated[
        bool, Parameter(help="Let the desk's model reword sentences, where desk.toml names one.")
    ] = True,
    audience: Annotated[Audience, Parameter(help="For whom it is.")] = "desk",
    as_of: AsOfOption = None,
    desk: DeskOption = None,
) -> None:
    """The sourced brief, of one place or of all: why it matters, what to know, who says what, what is next.

    For the public, what is newer than the desk's delay is held back. A model may reword sentences where desk.toml names
    one; what its claims do not hold is refused."""
    from contested.ask.brief import Asked, make_brief
    from contested.publish.brief_html import brief_html
    from contested.publish.markdown import brief_markdown

    shop = open_read(desk)
    moment = read_moment(as_of) if as_of else now() if audience == "public" else None
    asked = Asked(place=place, since=since, until=until, audience=audience, as_of=moment, rephrase=rephrase)
    made = make_brief(shop, asked)
    for trouble in made.troubles:
        say(trouble)
    if format == "json":
        print_json(made.record)
    elif format == "html":
        print(brief_html(made.page), end="")
    else:
        print(brief_markdown(made.page), end="")
