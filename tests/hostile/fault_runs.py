"""Commands of contested run over and over, each in a process of its own that may be killed or have its disk fail.

`python fault_runs.py` serves: it loads everything once, then forks for each line of JSON on stdin, and writes what became
of it. `Runs` is that from the other side.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import io
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from contested.cli import main
from tests.told_samples import told_row, write_rows

HERE = Path(__file__).parent
THEATRE = HERE.parent / "theatres" / "tiny" / "theatre"
MODES = {
    name: number for number, name in enumerate(("off", "count", "kill", "torn", "once", "onward", "short"))
}


class Ran(NamedTuple):
    """What became of a command: its exit code or the signal that ended it, what it said, and how many calls to the disk
    it made."""

    code: int | None
    signal: int | None
    out: str
    err: str
    calls: int


class Runs:
    """The server's other side."""

    def __init__(self, folder: Path) -> None:
        compiler = shutil.which("cc")
        if compiler is None or sys.platform != "linux":
            pytest.skip("needs Linux and a C compiler, to put a failing disk below SQLite")
        library = folder / "faults.so"
        subprocess.run(
            [compiler, "-O1", "-shared", "-fPIC", "-o", str(library), str(HERE / "faults.c"), "-ldl"],
            check=True,
        )
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(HERE.parents[1]), *filter(None, sys.path)]),
            "LD_PRELOAD": str(library),
            "FAULTS": str(library),
            "XDG_CACHE_HOME": str(folder / "cache"),
        }
        self.server = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )

    def run(
        self, *arguments: str, mode: str = "off", at: int = 0, error: int = 0, kill_after: float = 0
    ) -> Ran:
        """Run one command; at the call numbered `at` the disk does what the mode says."""
        asked = {
            "arguments": arguments,
            "mode": MODES[mode],
            "at": at,
            "error": error,
            "kill_after": kill_after,
        }
        assert self.server.stdin is not None
        assert self.server.stdout is not None
        self.server.stdin.write(json.dumps(asked) + "\n")
        self.server.stdin.flush()
        return Ran(*json.loads(self.server.stdout.readline()))

    def close(self) -> None:
        assert self.server.stdin is not None
        self.server.stdin.close()
        self.server.wait(timeout=30)


def serve() -> None:
    """Run what is asked for on stdin."""
    load_all()
    for line in sys.stdin:
        print(json.dumps(run_one(json.loads(line))), flush=True)


def load_all() -> None:
    """What a command loads, once for all of them, and its libraries' own first-time work: by doing it once."""
    with tempfile.TemporaryDirectory() as place, contextlib.redirect_stdout(sys.stderr):
        folder = Path(place)
        report = {
            "text": "A composed report: the mill at Lower Ford changed hands.",
            "published": "2019-05-01",
        }
        (folder / "reports.jsonl").write_text(json.dumps(report) + "\n", "utf-8")
        told = write_rows(folder / "claims.jsonl", [told_row(places=[])])
        for words in (
            f"new {folder}/desk --theatre {THEATRE} --synthetic",
            f"add {folder}/reports.jsonl -d {folder}/desk",
            f"add --claims {told} -d {folder}/desk",
            f"verify -d {folder}/desk",
        ):
            assert main(words.split()) == 0
    gc.freeze()


def run_one(asked: dict[str, Any]) -> Ran:
    """One command in a forked process."""
    out, err, told = os.pipe(), os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        for one, standard in ((out, 1), (err, 2)):
            os.dup2(one[1], standard)
        run_child(asked, told[1])
    for one in (out, err, told):
        os.close(one[1])
    until = time.monotonic() + asked["kill_after"] if asked["kill_after"] else None
    texts = {one[0]: b"" for one in (out, err, told)}
    waiting = set(texts)
    while waiting:
        left = None if until is None else max(0, until - time.monotonic())
        ready, _, _ = select.select(list(waiting), [], [], left)
        if not ready:
            os.kill(child, signal.SIGKILL)
            until = None
        for one in ready:
            piece = os.read(one, 1 << 16)
            texts[one] += piece
            if not piece:
                waiting.discard(one)
                os.close(one)
    _, status = os.waitpid(child, 0)
    ended = os.WTERMSIG(status) if os.WIFSIGNALED(status) else None
    code = None if ended else os.WEXITSTATUS(status)
    said = [texts[one[0]].decode(errors="replace") for one in (out, err)]
    return Ran(code, ended, *said, int(texts[told[0]] or 0))


def run_child(asked: dict[str, Any], told: int) -> None:
    """The command itself; does not return."""
    sys.stdin = io.TextIOWrapper(io.BytesIO())
    for name, handle in (("stdout", 1), ("stderr", 2)):
        setattr(sys, name, os.fdopen(handle, "w", encoding="utf-8"))
    faults = ctypes.CDLL(os.environ["FAULTS"])
    code = 70
    with contextlib.suppress(BaseException):
        try:
            faults.faults_arm(asked["mode"], asked["at"], asked["error"])
            code = main(list(asked["arguments"]))
        except BaseException:
            traceback.print_exc()
            raise
        finally:
            calls = faults.faults_calls()
            faults.faults_arm(0, 0, 0)
            os.write(told, str(calls).encode())
            sys.stdout.flush()
            sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    serve()
