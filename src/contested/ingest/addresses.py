"""An address as some markup or table states it, in; one that a browser would open, out."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit


def web_address(written: object, base: str | None = None) -> str | None:
    """An address that a browser would open; a relative one is taken from `base`. Null where there is none such."""
    if not written:
        return None
    try:
        address = urljoin(base or "", str(written).strip())
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.hostname else None
