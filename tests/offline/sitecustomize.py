"""Blocks the network in every Python that has this folder on PYTHONPATH: the tests, their kernels and servers.

An audit hook cannot be taken off again and sees every socket, whoever opened it.
"""

import sys

LOOPBACK = ("127.", "::1", "localhost")


class NetworkBlockedError(RuntimeError):
    """Something under test wanted to leave this machine."""


def _watch(event, details):
    if event in ("socket.connect", "socket.sendto"):
        address = details[1]
        if isinstance(address, tuple) and address and not str(address[0]).startswith(LOOPBACK):
            raise NetworkBlockedError(f"tests and lessons use no network, yet here is {event} to {address}")
    elif event == "socket.getaddrinfo":
        host = details[0]
        host = host.decode() if isinstance(host, bytes) else host
        if host and not host.startswith((*LOOPBACK, "0.0.0.0")):
            raise NetworkBlockedError(f"tests and lessons use no network, yet here is a look-up of {host}")


sys.addaudithook(_watch)
