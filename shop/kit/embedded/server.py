"""A PostgreSQL of our own for the demo and the tests: no installation, no port, one folder.

`start(data_dir)` keeps everything in `data_dir/postgres18` (mode 700): `data`, `log`, the socket, two lock
files. PostgreSQL refuses to run as root. Started by root, programs and data therefore live below
`/var/lib/trastienda` (the only folder that is added; no permission of an existing folder is changed), run
as uid 65534, and `data_dir/postgres18/place` is a link to the data. Whoever deletes `data_dir` gets a fresh
database; the data it left are removed by a start that is more than a day later.

Several processes may start the same folder: the first launches, later ones join, the last to stop ends the
server. A process that was killed leaves a server behind; the next start that is alone replaces it.
"""

import atexit
import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

from shop.kit.embedded import process as embedded_process
from shop.kit.embedded.binaries import INSTALLATIONS, EmbeddedServerFailed, run
from shop.kit.embedded.directories import forget_abandoned, root_place_of
from shop.kit.embedded.process import PORT

SUPERUSER = "postgres"  # of the cluster: for roles and migrations only, row-level security does not bind it
# Seconds to wait for another start or stop of the same folder.
PATIENCE = 60

_SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "400",
    "shared_buffers": "64MB",
    "max_parallel_workers_per_gather": "0",  # parallel plans want /dev/shm, which is 64 MB in most containers
    "timezone": "UTC",
    "log_timezone": "UTC",
}
_FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class EmbeddedServer:
    """A running local server that this process takes part in until `stop()`."""

    def __init__(self, folder: Path, place: Path, users: int) -> None:
        self.folder = folder
        self.place = place
        self._users: int | None = users
        self._sockets = embedded_process.socket_folder(place / "data")

    def dsn(self, user: str, database: str) -> str:
        """A URL for SQLAlchemy with asyncpg; without its `+asyncpg` asyncpg itself reads it."""
        where = f"host={quote(str(self._sockets), safe='/')}&port={PORT}"
        return f"postgresql+asyncpg://{quote(user, safe='')}@/{quote(database, safe='')}?{where}"

    @property
    def admin_dsn(self) -> str:
        """The superuser's URL: for `ensure_roles` and for creating databases, never for the application."""
        return self.dsn(SUPERUSER, "postgres")

    def stop(self) -> None:
        """Stop using the server; the last user ends it. A second call does nothing."""
        users, self._users = self._users, None
        if users is None:
            return
        atexit.unregister(self.stop)
        try:
            with _start_lock(self.folder):
                if _may_lock(users):
                    embedded_process.end(self.place / "data")
        finally:
            os.close(users)

    def discard(self) -> None:
        """Stop and delete all data: for tests. No other process may be taking part."""
        self.stop()
        shutil.rmtree(self.place)
        shutil.rmtree(self.folder, ignore_errors=True)  # the same folder, unless root started it

    def __enter__(self) -> "EmbeddedServer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def start(data_dir: Path, *, version: int = 18, durable: bool = True) -> EmbeddedServer:
    """Launch, replace or join the server of `data_dir`; well under a second once it is initialised.

    `version` is 16 or 18, each with data of its own. `durable=False` trades safety against power cuts for
    speed (tests); who joins a running server takes it as it is. Raises EmbeddedServerFailed.
    """
    if version not in INSTALLATIONS:
        raise EmbeddedServerFailed(f"There is no local PostgreSQL {version}, only {sorted(INSTALLATIONS)}.")
    folder = data_dir.resolve() / f"postgres{version}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _start_lock(folder):
            server = _enter(folder, version, durable)
    except OSError as error:
        raise EmbeddedServerFailed(
            f"The local PostgreSQL cannot use {error.filename or folder}: {error.strerror or error}. "
            "Set SHOP_DATA_DIR to a folder that this user may write."
        ) from error
    atexit.register(server.stop)
    return server


def _enter(folder: Path, version: int, durable: bool) -> EmbeddedServer:
    users = os.open(folder / "users", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        place = _place_of(folder)
        if _may_lock(users) or not embedded_process.answers(place / "data"):
            embedded_process.end(place / "data")
            _initialise(place, version, durable)
            embedded_process.launch(place, version, _SETTINGS if durable else _SETTINGS | _FORGETFUL)
        # Held while we take part; the kernel lets go of it if we are killed.
        fcntl.flock(users, fcntl.LOCK_SH)
        return EmbeddedServer(folder, place, users)
    except BaseException:
        os.close(users)
        raise


def _place_of(folder: Path) -> Path:
    """Where the server's own files are: the folder itself or, for root, what the link in it names."""
    if os.geteuid() != 0:
        return folder
    if (owner := folder.stat().st_uid) != 0:
        raise EmbeddedServerFailed(
            f"{folder} is user {owner}'s: run as that user, or choose another SHOP_DATA_DIR."
        )
    forget_abandoned()
    return root_place_of(folder)


def _initialise(place: Path, version: int, durable: bool) -> None:
    """Make the cluster once, under another name first: a half-made one is thrown away.

    The name is our own, because the initdb of a start that was killed may still be writing.
    """
    data, unfinished = place / "data", place / f"data.partial-{os.getpid()}"
    if data.exists():
        return
    for half_made in place.glob("data.partial-*"):
        shutil.rmtree(half_made, ignore_errors=True)
    options = ["--encoding=UTF8", "--locale=C.UTF-8"]
    if version >= 17:
        options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    if not durable:
        options.append("--no-sync")
    run(place, version, "initdb", "-D", str(unfinished), "-U", SUPERUSER, "--auth=trust", *options)
    unfinished.rename(data)


@contextmanager
def _start_lock(folder: Path) -> Iterator[None]:
    """One start or stop of this folder at a time. Raises EmbeddedServerFailed after a minute of waiting."""
    lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        deadline = time.monotonic() + PATIENCE
        while not _may_lock(lock):
            if time.monotonic() > deadline:
                raise EmbeddedServerFailed(
                    f"Another process has been starting {folder} for a minute: end it first."
                )
            time.sleep(0.02)
        yield
    finally:
        os.close(lock)


def _may_lock(file: int) -> bool:
    """Take the file for ourselves alone, if nobody else holds it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
