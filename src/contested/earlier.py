"""The account that was last taken of a desk for an audience, from the user's cache and back.

It can be made again from the ledger: one that is missing, damaged, of another desk or made by another program costs time
and changes no answer.
"""

from __future__ import annotations

import hashlib
import os
from typing import Any

from msgspec import Struct

from contested.cache import cache_folder, name_maker, program_files, read_cached, sweep, write_cached
from contested.desk import Desk
from contested.lineage import Lineage
from contested.model import Account, Day

# What has no part in an account.
APART = ("ask", "cli", "fetch", "publish", "warc")
NAME_BYTES = 16


class KeptAccount(Struct):
    """An account under a name that no other has; its controls are worked out to the day `until`."""

    name: bytes
    until: Day
    account: Account


class Shelf:
    """Where the account of a desk for an audience is kept; `given` is all that it rests on beside the ledger."""

    def __init__(self, desk: Desk, audience: str, *given: Any) -> None:
        whose = hashlib.sha256(f"{desk.folder.resolve()}\0{desk.database}\0{audience}".encode()).hexdigest()
        self.file = cache_folder() / "accounts" / f"{whose[:16]}.msgpack"
        self.made_by = name_maker(program_files(APART), given)

    def read(self) -> KeptAccount | None:
        """The account that was kept last, where the same program made it of the same."""
        return read_cached(self.file, KeptAccount, self.made_by)

    def keep(self, account: Account, until: Day, before: KeptAccount | None) -> Lineage:
        """Keep an account, unless it is the one that is kept; its name and that of the one before."""
        if before and before.account is account and before.until == until:
            return Lineage(before.name, account, before.name)
        name = os.urandom(NAME_BYTES)
        write_cached(self.file, KeptAccount(name, until, account), self.made_by)
        sweep(self.file.parent.glob("*"))
        return Lineage(name, before.account, before.name) if before else Lineage(name)
