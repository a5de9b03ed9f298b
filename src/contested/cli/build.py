"""`contested build`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from contested.cli.arguments import AsOfOption, Audience, DeskOption, make_command
from contested.cli.messages import count, counting, print_found, say, say_habits, say_read_again
from contested.cli.opening import open_shop
from contested.days import now, read_moment

command = make_command("build", "contested build --as-of 2025-12-20")


@command.default
def build(
    *,
    audience: Annotated[Audience, Parameter(help="For whom the site is.")] = "desk",
    as_of: AsOfOption = None,
    out: Annotated[
        Path | None, Parameter(name="--out", help="Folder of the site. Without it: site, in the desk.")
    ] = None,
    relearn: Annotated[
        bool, Parameter(negative="", help="Learn the habits of sources anew from all that is known now.")
    ] = False,
    desk: DeskOption = None,
) -> int:
    """Bring claims, control and site up to date with the ledger.

    The site for the public holds back what is newer than the desk's delay, and says no place more finely
    than a settlement. Without --as-of, the moment is now. Where the desk names a second reader, it reads what
    it has not read yet; the exit code is 3 where it could not read some reports. What the words of sources are worth
    is learned by the first build and with --relearn.
    """
    from contested.ask.summary import count_found
    from contested.overrides import is_override, note_override
    from contested.pipeline import Moment, bring_up_to_date, build_site, read_again

    shop = open_shop(desk)
    with counting("reports read for claims") as progress:
        read = bring_up_to_date(shop, now(), progress)
    reader, again = shop.second_reader, None
    if reader is not None:
        with counting(f"reports read by {reader.name}") as progress:
            again = read_again(shop, now(), progress)
    folder = out or shop.desk.site
    moment = Moment(read_moment(as_of) if as_of else now())
    if audience == "public" and is_override(audience, shop.desk.settings.delay_hours):
        note_override(shop.desk, "build", audience, folder, now())
    account = build_site(shop, moment, audience, folder, now(), relearn)
    say(f"{count(read, 'report')} read for claims")
    if reader is not None and again is not None:
        say_read_again(reader.name, again)
    if account.rejections:
        say(f"{count(len(account.rejections), 'report')} set aside; see: contested list rejected")
    say_habits(account)
    print_found(count_found(shop, account, moment.until), moment.until, folder)
    return 3 if again and (again.rejected or again.waiting) else 0
