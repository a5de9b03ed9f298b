"""Addresses, in; what stands there, within limits and good manners, out. Nothing else in contested asks the network for
reports; docs/decisions/2026-11-26-fetching.md tells why it is made so."""

from contested.fetch.errors import FetchError
from contested.fetch.fetcher import Fetched, Fetcher, Memory, Validators
from contested.fetch.limits import LIMITS, Limits

__all__ = ["LIMITS", "FetchError", "Fetched", "Fetcher", "Limits", "Memory", "Validators"]
