"""An IP address, in; why nothing may be fetched from it, or null, out.

Python's `is_global` is not enough: which networks it knows depends on the version, and an address can lie within another
(`::ffff:127.0.0.1`, `64:ff9b::7f00:1`). The networks are those of IANA's registries of special-purpose addresses
(RFC 6890 and after), and of IPv6 only what is given out for the open network (2000::/3) is taken at all.
"""

from __future__ import annotations

import ipaddress
import socket
from contextlib import closing

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

SPECIAL_4 = (
    ("0.0.0.0/8", "this network"),
    ("10.0.0.0/8", "private"),
    ("100.64.0.0/10", "behind a carrier's NAT"),
    ("127.0.0.0/8", "this machine"),
    ("168.63.129.16/32", "a cloud's own service"),
    ("169.254.0.0/16", "link-local, where clouds keep their keys"),
    ("172.16.0.0/12", "private"),
    ("192.0.0.0/24", "for protocols"),
    ("192.0.2.0/24", "for documentation"),
    ("192.31.196.0/24", "a sink of the name system"),
    ("192.52.193.0/24", "for multicast tunnels"),
    ("192.88.99.0/24", "a relay of 6to4"),
    ("192.168.0.0/16", "private"),
    ("192.175.48.0/24", "a sink of the name system"),
    ("198.18.0.0/15", "for benchmarks"),
    ("198.51.100.0/24", "for documentation"),
    ("203.0.113.0/24", "for documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved"),
)
SPECIAL_6 = (
    ("::1/128", "this machine"),
    ("::/128", "unspecified"),
    ("::ffff:0:0/96", "an IPv4 address in disguise"),
    ("::/96", "an IPv4 address in disguise"),
    ("64:ff9b:1::/48", "a network's own NAT64"),
    ("100::/64", "a sink"),
    ("2001::/32", "a Teredo tunnel"),
    ("2001::/23", "for protocols"),
    ("2001:db8::/32", "for documentation"),
    ("2002::/16", "a 6to4 tunnel"),
    ("2620:4f:8000::/48", "a sink of the name system"),
    ("3fff::/20", "for documentation"),
    ("5f00::/16", "for segment routing"),
    ("fc00::/7", "private"),
    ("fe80::/10", "link-local"),
    ("fec0::/10", "private"),
    ("ff00::/8", "multicast"),
)
NETWORKS_4 = tuple((ipaddress.IPv4Network(network), what) for network, what in SPECIAL_4)
NETWORKS_6 = tuple((ipaddress.IPv6Network(network), what) for network, what in SPECIAL_6)
OPEN_6 = ipaddress.IPv6Network("2000::/3")
# By the well-known prefix of NAT64 (RFC 6052) a network without IPv4 reaches IPv4 addresses: the last 32 bits.
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def why_closed(address: Address) -> str | None:
    """What an address is, where it is not on the open network; else null."""
    if isinstance(address, ipaddress.IPv4Address):
        named = next((what for network, what in NETWORKS_4 if address in network), None)
    elif address.scope_id is not None:
        return "link-local"
    elif address in NAT64:
        return why_closed(ipaddress.IPv4Address(address.packed[-4:]))
    else:
        named = next((what for network, what in NETWORKS_6 if address in network), None)
        if named is None and address not in OPEN_6:
            named = "not given out"
    if named is None and (not address.is_global or address.is_multicast):
        named = "not for the open network"
    if named is None and is_own(address):
        named = "this machine"
    return named


def is_own(address: Address) -> bool:
    """Whether an address is one of this machine's own. Nothing is sent: the system is asked from where it would send."""
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    with closing(socket.socket(family, socket.SOCK_DGRAM)) as asked:
        try:
            asked.connect((str(address), 9))
        except OSError:  # no way there at all
            return False
        return ipaddress.ip_address(asked.getsockname()[0]) == address
