"""Which addresses are on the internet."""

from ipaddress import ip_address, ip_network

import pytest

from shop.images.addresses import may_lead_to

INSIDE = """
0.0.0.0 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 168.63.129.16 169.254.169.254
172.16.0.1 172.31.255.255 192.0.0.192 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.1
203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe
64:ff9b:1::1 100::1 2001::1 2001:10::1 2001:db8::1 2002:7f00:1:: 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1
fe80::1%eth0 2606:4700::1%eth0 fec0::1 ff02::1 ff0e::1
"""
OUTSIDE = """
1.1.1.1 8.8.8.8 100.63.255.255 100.128.0.1 126.255.255.255 128.0.0.1 169.253.1.1 172.15.0.1 172.32.0.1 192.0.1.1
192.167.1.1 198.17.1.1 198.20.1.1 223.255.255.255 ::ffff:8.8.8.8 64:ff9b::808:808 2001:4860:4860::8888
2606:4700:4700::1111 2a00:1450:4003::1
"""


@pytest.mark.parametrize("address", INSIDE.split())
def test_nothing_leads_inside(address: str) -> None:
    assert not may_lead_to(ip_address(address))


@pytest.mark.parametrize("address", OUTSIDE.split())
def test_the_internet_can_be_reached(address: str) -> None:
    assert may_lead_to(ip_address(address))


@pytest.mark.parametrize("address", ["127.0.0.1", "::ffff:127.0.0.1"])
def test_a_private_network_can_be_allowed_by_name(address: str) -> None:
    allowed = [ip_network("127.0.0.0/8")]
    assert may_lead_to(ip_address(address), allowed)
    assert not may_lead_to(ip_address("10.0.0.1"), allowed)
    assert not may_lead_to(ip_address("::1"), allowed)
