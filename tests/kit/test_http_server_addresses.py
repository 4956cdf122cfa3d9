"""Where nobody can listen, a sentence says why and what to choose instead."""

import errno
import socket

import pytest

from shop.kit.http_server import AddressRefused, PortTaken, bind


@pytest.mark.parametrize("port", [99_999, 65_536, -1, 10**12])
def test_what_is_no_port_is_said_to_be_none(port: int) -> None:
    with pytest.raises(
        AddressRefused, match=rf"^{port} is no port\. Choose one from 1 to 65535 with --port\.$"
    ):
        bind("127.0.0.1", port)


@pytest.mark.parametrize("host", ["198.51.100.7", "2001:db8::7"])
def test_an_address_of_another_machine_is_said_to_be_that(host: str) -> None:
    with pytest.raises(
        AddressRefused, match=rf"^{host} is no address of this machine\. Name one with --host"
    ):
        bind(host, 0)


@pytest.mark.parametrize("host", ["nowhere.invalid", "a..b", "::zz", "x" * 70 + ".example", "256.1.1.1"])
def test_a_host_without_an_address_is_said_to_be_that(host: str) -> None:
    with pytest.raises(AddressRefused, match=r"^No address is known for the host "):
        bind(host, 0)


def test_the_option_that_helps_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match="choose another with --sandbox-port"):
            bind("127.0.0.1", port, option="--sandbox-port")


def test_a_port_of_the_system_is_said_to_be_that(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel refuses it to ordinary users; tests may run as root, or where low ports are everybody's."""

    def refused(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", refused)
    with pytest.raises(
        AddressRefused, match=r"^This user may not listen on port 80: .* above 1023 with --port\.$"
    ):
        bind("127.0.0.1", 80)


@pytest.mark.parametrize("host", ["", " "])
def test_an_empty_address_is_not_every_address(host: str) -> None:
    with pytest.raises(AddressRefused, match=r"^--host names no address\. Name one with --host"):
        bind(host, 0)
