"""contested: from contradictory reports to who holds each settlement on each day, how surely, and on whose word.

    from contested import Moment, Workshop, add_paths, bring_up_to_date, open_desk, take_account

    shop = Workshop(open_desk(Path("desk")))
    add_paths(shop, [Path("reports")], "2025-12-20T12:00:00Z")
    bring_up_to_date(shop, "2025-12-20T12:00:00Z")
    account = take_account(shop, Moment("2025-12-20"))

The records are in `contested.model`. Names are loaded when they are first used, so that importing is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contested.desk import Desk, create_desk, find_desk, open_desk
    from contested.pipeline import (
        Moment,
        Workshop,
        add_paths,
        bring_up_to_date,
        build_site,
        take_account,
        verify,
    )

__all__ = [
    "Desk",
    "Moment",
    "Workshop",
    "add_paths",
    "bring_up_to_date",
    "build_site",
    "create_desk",
    "find_desk",
    "open_desk",
    "take_account",
    "verify",
]
__version__ = "0.1.0"

IN_DESK = frozenset({"Desk", "create_desk", "find_desk", "open_desk"})


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'contested' has no attribute {name!r}")
    return getattr(import_module("contested.desk" if name in IN_DESK else "contested.pipeline"), name)
