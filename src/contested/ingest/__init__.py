"""Ingest: files and folders in; `Report` records with the bytes to archive, or `Rejection`s, out."""

from contested.ingest.isolation import start_worker
from contested.ingest.reading import Kept, clean_again, read_reports, read_source
from contested.ingest.registry import Reader, readers
from contested.ingest.sources import Found, count_passed, find_sources

__all__ = [
    "Found",
    "Kept",
    "Reader",
    "clean_again",
    "count_passed",
    "find_sources",
    "read_reports",
    "read_source",
    "readers",
    "start_worker",
]
