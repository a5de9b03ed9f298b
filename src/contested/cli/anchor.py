"""`contested anchor`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from contested.cli.arguments import DeskOption, check_paths, make_command
from contested.cli.messages import say
from contested.cli.opening import open_shop
from contested.days import now
from contested.errors import UsageError

command = make_command("anchor", "contested anchor --to heads.jsonl")


@command.default
def anchor(
    *,
    to: Annotated[
        Path | None, Parameter(help="A file of heads for somebody else to keep; the head is added to it.")
    ] = None,
    rfc3161: Annotated[
        str | None, Parameter(help="Address (https) of a timestamp authority, which is asked for one.")
    ] = None,
    request: Annotated[
        Path | None, Parameter(help="Write a request for a timestamp here, to be sent by other means.")
    ] = None,
    response: Annotated[Path | None, Parameter(help="Keep the authority's answer in this file.")] = None,
    desk: DeskOption = None,
) -> None:
    """Fix the ledger's head outside of the desk, so that nobody can make over what came before it unseen.

    Prints the head, `SIZE:ROOT`. Give the file to an organisation that does not answer to you, or have the head stamped;
    `contested verify` then says how many of the entries that covers. Only --rfc3161 uses the network, and sends nothing but
    a digest.
    """
    from contested.ledger.stamps import ask_authority, make_request

    if sum(one is not None for one in (to, rfc3161, request, response)) != 1:
        raise UsageError(
            "anchor: give one of --to, --rfc3161, --request, --response; see contested anchor --help"
        )
    shop = open_shop(desk)
    with shop.ledger() as ledger:
        if to is not None:
            head, new = ledger.anchor_in_file(to, now())
            say(
                f"{to}: {'added' if new else 'held already'}; have a copy kept where nobody of this desk can write"
            )
        elif request is not None:
            head = ledger.head()
            request.write_bytes(make_request(head))
            say(f"{request}: to be sent to a timestamp authority; then: contested anchor --response FILE")
        else:
            if response is not None:
                (file,) = check_paths([str(response)])
                answer, where = file.read_bytes(), file.name
            else:
                assert rfc3161 is not None
                answer, where = ask_authority(rfc3161, make_request(ledger.head())), rfc3161
            head, stamp = ledger.anchor_by_stamp(answer, where, now())
            say(
                f"stamped on {stamp.moment} by {stamp.signer}; check its signature by: contested verify --ca FILE"
            )
    print(head)
