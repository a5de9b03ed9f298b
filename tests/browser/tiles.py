"""Tiles of one colour, and a server that hands them out: what a desk has of its own to lie under the map."""

from __future__ import annotations

import struct
import threading
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PNG_TILE, VECTOR_TILE = 2, 1


def draw_png(red: int, green: int, blue: int, size: int = 256) -> bytes:
    """A square of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes((red, green, blue)) * size) * size
    head = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def draw_shapes(layer: str) -> bytes:
    """A vector tile whose one layer covers it with a square."""
    square = [9, 0, 0, 26, 8192, 0, 0, 8192, 8191, 0, 15]  # move to a corner, three lines, close; zigzag
    feature = b"\x18\x03" + field(4, b"".join(map(varint, square)))
    told = field(1, layer.encode()) + field(2, feature) + b"\x28" + varint(4096) + b"\x78\x02"
    return field(3, told)


def field(number: int, data: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(data)) + data


def varint(number: int) -> bytes:
    parts = []
    while number > 0x7F:
        parts.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*parts, number])


def pack_archive(tile: bytes, kind: int, metadata: bytes = b"{}") -> bytes:
    """A PMTiles file (version 3) of one tile, the world's."""
    directory = varint(1) + varint(0) + varint(1) + varint(len(tile)) + varint(1)
    start = 127
    described = start + len(directory)
    tiles = described + len(metadata)
    header = b"PMTiles\x03" + struct.pack(
        "<11Q6B4iB2i",
        *(start, len(directory), described, len(metadata), tiles, 0, tiles, len(tile), 1, 1, 1),
        *(1, 1, 1, kind, 0, 0),
        *(-1_800_000_000, -850_000_000, 1_800_000_000, 850_000_000),
        *(0, 0, 0),
    )
    return header + directory + metadata + tile


@contextmanager
def serve(files: Mapping[str, bytes]) -> Iterator[str]:
    """The address of a server that has those files, in whole or by range, for pages from anywhere; `*` is any other."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            data = files.get(self.path, files.get("*"))
            if data is None:
                self.send_error(404)
                return
            asked = self.headers.get("Range")
            first, last = (
                (int(one) for one in asked.removeprefix("bytes=").split("-")) if asked else (0, len(data))
            )
            part = data[first : last + 1]
            self.send_response(206 if asked else 200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Access-Control-Expose-Headers", "ETag")
            self.send_header("Content-Length", str(len(part)))
            if asked:
                self.send_header("Content-Range", f"bytes {first}-{first + len(part) - 1}/{len(data)}")
            self.end_headers()
            self.wfile.write(part)

        def do_OPTIONS(self) -> None:
            self.send_response(204)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Access-Control-Allow-Headers", "Range")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
