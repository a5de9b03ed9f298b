"""A Parquet file, in; its rows as objects of JSON, out. Needs pyarrow, which comes with `contested[tables]`.

A row has no bytes of its own in such a file: what is archived of it are its values, in the order of the columns.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from contested.errors import RejectedReport

MISSING = "is a Parquet file, and pyarrow, which reads them, is not installed"
INSTALL = "install it with: pip install 'contested[tables]', or export the table as CSV"
AT_ONCE = 64  # rows in memory
# Bytes that the values of one group of rows may take: writers make groups of about 128 MB.
MOST_GROUP = 1_000_000_000


def read_rows(file: Path) -> Iterator[bytes]:
    """Each row as one object. Raises RejectedReport where the file is none, or pyarrow is not there."""
    try:
        arrow: Any = importlib.import_module("pyarrow")
        parquet: Any = importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise RejectedReport(str(file), MISSING, INSTALL) from error
    try:
        # By one thread: each takes memory of its own, of which a worker has little.
        with parquet.ParquetFile(file, memory_map=True, pre_buffer=False) as table:
            groups = (table.metadata.row_group(number) for number in range(table.num_row_groups))
            largest = max((group.total_byte_size for group in groups), default=0)
            if largest > MOST_GROUP:
                found = f"a group of rows takes {largest:,} bytes, which no table of reports does"
                raise RejectedReport(str(file), found, "write it in smaller groups, or export it as CSV")
            for batch in table.iter_batches(batch_size=AT_ONCE, use_threads=False):
                for row in batch.to_pylist():
                    yield msgspec.json.encode(row, enc_hook=str)
    except (arrow.ArrowException, OSError, ValueError, TypeError, NotImplementedError) as error:
        reason = f"is no sound Parquet file: {' '.join(str(error).split())[:200]}"
        raise RejectedReport(str(file), reason, "write it again, or export it as CSV") from error
