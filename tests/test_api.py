"""The public names are there, and importing them costs little."""

from __future__ import annotations

import subprocess
import sys

import pytest

import contested


@pytest.mark.parametrize("name", contested.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(contested, name) is not None


def test_unknown_names_are_refused() -> None:
    with pytest.raises(AttributeError, match="nothing_like_it"):
        _ = contested.nothing_like_it


def test_importing_loads_no_stage() -> None:
    program = "import sys, contested; print([m for m in sys.modules if m.startswith('contested.')])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
