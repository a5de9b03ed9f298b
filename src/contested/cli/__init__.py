"""The command line: arguments, in; an exit code, out. One command a module, in the order of the help.

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but some reports were set aside.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from io import TextIOWrapper

from cyclopts import App, CycloptsError

from contested.cli.messages import say
from contested.errors import ContestedError, UsageError

# Modules of this package; each has a `command`. They import the rooms they need only when they run.
COMMANDS = (
    "run",
    "new",
    "add",
    "retry",
    "watch",
    "build",
    "status",
    "explain",
    "timeline",
    "figures",
    "brief",
    "claims",
    "mentions",
    "export",
    "evidence",
    "gazetteer",
    "vouch",
    "listing",
    "takedown",
    "verify",
    "anchor",
    "backup",
    "restore",
    "evaluate",
)
DESK = ("--desk", "-d")


def main(arguments: list[str] | None = None) -> int:
    """Run one command; its exit code."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    tokens = desk_last(sys.argv[1:] if arguments is None else arguments)
    try:
        code = build_app()(tokens, exit_on_error=False, print_error=False)
        sys.stdout.flush()
    except CycloptsError as error:
        words = " ".join(["contested", *(error.command_chain or ())])
        say(f"{words}: {error}\nSee: {words} --help")
        return 2
    except UsageError as error:
        say(f"contested: {error}")
        return 2
    except BrokenPipeError:
        drop_output()  # whoever read it has seen enough
        return 0
    except ContestedError as error:
        say(f"contested: {error}")
        return 1
    except OSError as error:
        if error.filename is None:  # no file that was opened by name: the output
            drop_output()
        say(f"contested: {error.filename or 'the output'}: {error.strerror}")
        return 1
    return int(code or 0)


def drop_output() -> None:
    """Let what is still buffered for stdout go nowhere, so that it does not fail again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def build_app() -> App:
    """All commands under one name."""
    app = App(
        name="contested",
        help="Reads contradictory reports about a war and says who holds each settlement on each day, "
        "how surely, and on whose word.",
        help_format="markdown",
        help_epilogue="Start with: contested run examples/kupiansk/reports --out site --synthetic",
        result_action="return_value",
        version=read_version,
    )
    for number, name in enumerate(COMMANDS):
        command: App = import_module(f"{__name__}.{name}").command
        command.sort_key = number
        app.command(command)
    return app


def read_version() -> str:
    """The installed version."""
    from importlib.metadata import version

    return version("contested")


def desk_last(tokens: list[str]) -> list[str]:
    """The tokens with a desk that is named before the command moved behind it, where the command reads it."""
    if tokens and tokens[0].startswith("--desk="):
        return insert_option(tokens[1:], tokens[:1])
    if len(tokens) > 1 and tokens[0] in DESK:
        return insert_option(tokens[2:], tokens[:2])
    return tokens


def insert_option(tokens: list[str], option: list[str]) -> list[str]:
    """The tokens with the option at their end, or before a `--` after which nothing is an option."""
    end = tokens.index("--") if "--" in tokens else len(tokens)
    return [*tokens[:end], *option, *tokens[end:]]
