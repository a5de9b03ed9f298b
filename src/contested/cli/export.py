"""`contested export`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from contested.cli.arguments import AsOfOption, Audience, DeskOption, make_command
from contested.cli.messages import count, say
from contested.cli.opening import open_read
from contested.days import now, read_moment
from contested.errors import UsageError

command = make_command("export", "contested export geojson --out kupiansk.geojson")


@command.default
def export(
    format: Annotated[str, Parameter(help="A format that `contested list exports` shows.")],
    /,
    *,
    out: Annotated[Path, Parameter(help="The file to write.")],
    audience: Annotated[Audience, Parameter(help="For whom the file is.")] = "public",
    as_of: AsOfOption = None,
    desk: DeskOption = None,
) -> None:
    """Write claims and control to a file for another program.

    For the public, what is newer than the desk's delay is held back, and no place is said more finely than
    a settlement. Without --as-of, the moment is now.
    """
    from contested.pipeline import Moment, take_account
    from contested.publish.exports import ExportSettings, list_exports

    writer = list_exports().get(format)
    if writer is None:
        raise UsageError(f"export: no format is called {format!r}; there are {', '.join(list_exports())}")
    if out.is_dir():
        raise UsageError(f"{out}: is a folder; give a file: --out {out / f'claims.{writer.extension}'}")
    if not out.parent.is_dir():
        raise UsageError(f"{out}: there is no folder {out.parent}; make it first: mkdir -p {out.parent}")
    shop = open_read(desk)
    moment = Moment(read_moment(as_of) if as_of else now())
    settings = ExportSettings(
        desk_name=shop.desk.settings.name,
        as_of=moment.until,
        status_of=shop.status_at(moment.until),
        audience=audience,
        synthetic=shop.desk.settings.synthetic,
    )
    account = take_account(shop, moment, audience)
    writer.write(account, shop.theatre, settings, out)
    say(f"{out}: {count(len(account.claims), 'claim')} written for the {audience}")
