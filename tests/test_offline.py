"""No draft leaves the machine: with sockets blocked, everything that reads a draft still works."""

import socket

import pytest

from hegao.cli import main
from tests.drafts import FAULTY_REPORT


@pytest.fixture
def no_sockets(monkeypatch):
    def refuse(*arguments, **named):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.parametrize(
    "arguments",
    [["check"], ["duplicates"], ["suggest"], ["outline"], ["fix", "-o", "改.txt"]],
    ids=lambda arguments: arguments[0],
)
def test_nothing_opens_a_socket(no_sockets, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "稿.txt").write_text(FAULTY_REPORT, encoding="utf-8")
    command, *options = arguments
    assert main([command, "稿.txt", *options]) in (0, 1)
