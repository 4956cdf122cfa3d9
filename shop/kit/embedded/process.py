"""The server process of one data folder: launch it, find it, end it, clear what a dead one left."""

import os
import shlex
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from shop.kit.embedded.binaries import EmbeddedServerFailed, run

PORT = 5432  # only names the socket file; nothing listens on the network
LONGEST_SOCKET_PATH = 100  # bytes; the kernel's limit is 107 on Linux, 103 on macOS
SOCKET = f".s.PGSQL.{PORT}"
_PROC = Path("/proc")  # Linux; macOS has none
_PASSING = (  # the log's words for what is over in a moment
    "is still in use",  # children of a killed server have not noticed yet
    "already exists",  # the pg_ctl of a start that was killed came first
)


def launch(place: Path, version: int, settings: Mapping[str, str]) -> None:
    """Start the server of `place/data`, its socket in `place` or, where that path is too long, elsewhere."""
    settings = {**settings, "unix_socket_directories": str(_short_folder(place))}
    options = shlex.join(f"--{name}={value}" for name, value in settings.items())
    where = ("-D", str(place / "data"), "-l", str(place / "log"))
    for patience in (*[0.2] * 15, None):
        try:
            run(place, version, "pg_ctl", "start", "-w", "-t", "60", "-s", *where, "-o", options)
        except EmbeddedServerFailed as failure:
            said = _end_of_log(place)
            if patience is None or not any(sign in said for sign in _PASSING):
                raise EmbeddedServerFailed(f"{failure}\n{said}") from failure
            time.sleep(patience)
            end(place / "data")
        else:
            return


def end(data: Path) -> None:
    """End the server of this folder if one runs, gently first, and clear what it left."""
    sockets = socket_folder(data)
    for sign, patience in ((signal.SIGINT, 20), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
        if not _signal_and_wait(data, sign, patience):
            break
    if not _wait_until(lambda: not answers(data), seconds=2):  # a killed server's socket outlives it briefly
        raise EmbeddedServerFailed(
            f"{data} is in use by a PostgreSQL of another container: stop that one first."
        )
    for left in (data / "postmaster.pid", data.parent / SOCKET, data.parent / f"{SOCKET}.lock"):
        left.unlink(missing_ok=True)  # with the number of a stranger in it the next server would not start
    if sockets != data.parent:
        shutil.rmtree(sockets, ignore_errors=True)


def answers(data: Path) -> bool:
    """Does a server listen on this folder's socket?"""
    path = socket_folder(data) / SOCKET
    if _is_too_long(path):
        return False
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except (FileNotFoundError, ConnectionRefusedError):
            return False
    return True


def socket_folder(data: Path) -> Path:
    """Where the server of this folder listens: the fifth line of its lock file says it."""
    with suppress(FileNotFoundError):
        lines = (data / "postmaster.pid").read_text().splitlines()
        if len(lines) >= 5 and lines[4]:
            return Path(lines[4])
    return data.parent


def _end_of_log(place: Path) -> str:
    log = place / "log"
    return "\n".join(log.read_text(errors="replace").splitlines()[-6:]) if log.exists() else ""


def _short_folder(place: Path) -> Path:
    if not _is_too_long(place / SOCKET):
        return place
    bases = (os.environ.get("XDG_RUNTIME_DIR", ""), tempfile.gettempdir())
    short = [base for base in bases if os.access(base, os.W_OK) and len(base) < 60]
    return Path(tempfile.mkdtemp(prefix="trastienda-", dir=short[0] if short else None))


def _is_too_long(path: Path) -> bool:
    return len(os.fsencode(path)) > LONGEST_SOCKET_PATH


def _signal_and_wait(data: Path, sign: signal.Signals, patience: float) -> bool:
    """Signal the server and give it `patience` seconds. Returns whether it still runs."""
    pid = _postmaster(data)
    if pid is None:
        return False
    with suppress(ProcessLookupError):
        os.kill(pid, sign)
    return not _wait_until(lambda: not _runs(pid), seconds=patience)


def _wait_until(done: Callable[[], bool], *, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not (reached := done()) and time.monotonic() < deadline:
        time.sleep(0.01)
    return reached


def _postmaster(data: Path) -> int | None:
    """The process id of the running server of this folder."""
    try:
        pid = int((data / "postmaster.pid").read_text().partition("\n")[0])
    except (FileNotFoundError, ValueError):
        return None
    return pid if _is_server_of(data, pid) else None


def _is_server_of(data: Path, pid: int) -> bool:
    """A number from a stale lock file may name a stranger by now; only our own server may be signalled."""
    return f"-D {data} " in f"{_command_line(pid)} "


def _runs(pid: int) -> bool:
    """A process that ended and whose parent has not asked yet does not run."""
    if _PROC.exists():
        with suppress(FileNotFoundError, ProcessLookupError):
            return (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
        return False
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


def _command_line(pid: int) -> str:
    if _PROC.exists():
        with suppress(FileNotFoundError, ProcessLookupError):
            return os.fsdecode((_PROC / str(pid) / "cmdline").read_bytes()).replace("\0", " ")
        return ""
    command = ["ps", "-o", "command=", "-p", str(pid)]
    return subprocess.run(command, capture_output=True, text=True).stdout.strip()  # noqa: S603
