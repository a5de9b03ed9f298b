"""Records with a hostile string in all fields that hold what somebody else wrote."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from msgspec import Struct
from msgspec.structs import replace


def poison(record: Any, evil: str, free: Set[str]) -> Any:
    """A record, or a tuple of them, with the string in each field whose name is one of `free`, at any depth."""
    if isinstance(record, tuple):
        return tuple(poison(one, evil, free) for one in record)
    if not isinstance(record, Struct):
        return record
    changed: dict[str, Any] = {}
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if name not in free:
            changed[name] = poison(value, evil, free)
        elif isinstance(value, str):
            changed[name] = evil
        elif isinstance(value, tuple):
            changed[name] = tuple(evil if isinstance(one, str) else poison(one, evil, free) for one in value)
    return replace(record, **changed)
