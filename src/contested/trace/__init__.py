"""Copies and citation chains: reports, claims and known sources in, origins out."""

from contested.trace.copies import find_copies
from contested.trace.memory import Earlier, Memory
from contested.trace.origins import Trace, trace, trace_origins

__all__ = ["Earlier", "Memory", "Trace", "find_copies", "trace", "trace_origins"]
