"""Which IP addresses a merchant's URL may lead to: public ones, and networks that the operator allows.

Lists of our own, because `ipaddress.is_global` differs between Python's releases. Source: IANA's registries of
special-purpose addresses (RFC 6890 and its updates).
"""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

IpAddress = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_NOT_PUBLIC: tuple[Network, ...] = (
    *(
        IPv4Network(network)
        for network in (
            "0.0.0.0/8",  # this host
            "10.0.0.0/8",
            "100.64.0.0/10",  # carriers' own; also where one cloud answers for metadata
            "127.0.0.0/8",
            "168.63.129.16/32",  # one cloud's inside, though it looks public
            "169.254.0.0/16",  # link-local; where most clouds answer for metadata
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",  # multicast, reserved, broadcast
        )
    ),
    *(
        IPv6Network(network)
        for network in (
            "2001::/23",  # protocols, among them Teredo: another address inside
            "2001:db8::/32",
            "2002::/16",  # 6to4: another address inside
            "3fff::/20",
        )
    ),
)
_PUBLIC_V6 = IPv6Network("2000::/3")  # all that is handed out
_NAT64 = IPv6Network("64:ff9b::/96")  # an IPv4 address in its last 32 bits (RFC 6052)


def may_lead_to(address: IpAddress, allowed: Sequence[Network] = ()) -> bool:
    """Is it public, or in a network that was allowed?"""
    meant = meant_by(address)
    if any(meant in network for network in allowed):
        return True
    if isinstance(meant, IPv6Address) and (meant not in _PUBLIC_V6 or meant.scope_id is not None):
        return False
    return not any(meant in network for network in _NOT_PUBLIC)


def meant_by(address: IpAddress) -> IpAddress:
    """The IPv4 address that some IPv6 addresses stand for."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address


def read_address(text: str) -> IpAddress:
    """An address as resolvers write it, without a zone. Raises ValueError."""
    return ip_address(text)
