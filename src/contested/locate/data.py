"""A table of words or rules that lies in this package, in; checked records, out."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TypeVar

import msgspec

HERE = Path(__file__).parent
T = TypeVar("T")


def read_data(name: str, kind: type[T]) -> T:
    """The TOML file of a name as records of a kind. Raises msgspec.ValidationError where it is no such table."""
    return msgspec.convert(tomllib.loads((HERE / name).read_text("utf-8")), kind)
