"""Node and packages of npm, for published clients that are not written in Python.

They are installed once, into the user's cache (`XDG_CACHE_HOME`, else `~/.cache`), never into the repository. Without
npm, or without a registry that answers, the tests that want them are skipped with a sentence.
"""

import asyncio
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

PACKAGES = {
    "@kapso/whatsapp-cloud-api": "0.3.0",
    "stripe": "23.1.0",
    "typescript": "7.0.2",
    "whatsapp-api-js": "6.3.0",
}
INSTALL_SECONDS, RUN_SECONDS = 180, 120


def packages_folder() -> Path:
    """The folder with `node_modules`; installs them when they are missing. Skips the test where that cannot be."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("There is no node with npm on this machine (apt-get install nodejs npm).")
    wanted = json.dumps({"private": True, "type": "module", "dependencies": PACKAGES}, sort_keys=True)
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "trastienda-tests" / f"npm-{hashlib.sha256(wanted.encode()).hexdigest()[:12]}"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "installed").exists():
            _install(folder, wanted)
    return folder


def _install(folder: Path, wanted: str) -> None:
    (folder / "package.json").write_text(wanted)
    command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock"]
    try:
        done = subprocess.run(  # noqa: S603  (our own words)
            command, cwd=folder, capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        pytest.skip("npm did not install the clients in time; is a registry reachable?")
    if done.returncode:
        pytest.skip(f"npm could not install the clients: {done.stderr.strip().splitlines()[-1:]}")
    (folder / "installed").touch()


async def run_node(folder: Path, script: Path, given: Any) -> Any:
    """What a script answers as JSON on its standard output; `given` is its standard input. Fails with its errors.

    Modules are looked for beside the script that imports them, so a copy is run from the packages' folder.
    """
    copy = folder / f"{script.stem}-{os.getpid()}{script.suffix}"
    shutil.copyfile(script, copy)
    try:
        process = await asyncio.create_subprocess_exec(
            "node", copy.name, cwd=folder, stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        async with asyncio.timeout(RUN_SECONDS):
            out, errors = await process.communicate(json.dumps(given).encode())
    finally:
        copy.unlink()
    assert process.returncode == 0, errors.decode()
    return json.loads(out)
