"""Copies and citation chains: reports, claims and known sources in, origins out."""

from contested.trace.copies import find_copies
from contested.trace.origins import trace_origins

__all__ = ["find_copies", "trace_origins"]
