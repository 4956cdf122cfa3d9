"""`docker compose` without an engine: programs of a service, as far as a process can stand in for a container.

What a container could not do is refused: options compose does not know, services and volumes that the file does not
name, files outside of volumes (the program starts in an empty folder that it may not write). `migrate` and the `shop`
command are the test's business; the words of every call are kept in `$FAKE_DOCKER/calls`.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

HOME = Path(os.environ["FAKE_DOCKER"])
COMPOSE: dict[str, Any] = yaml.safe_load((Path(os.environ["FAKE_DOCKER_FILE"])).read_text())
FLAGS = {"exec": {"-T"}, "run": {"--rm", "-T", "--no-deps", "--entrypoint"}}


def main(words: list[str]) -> int:
    """The exit code of what the service ran; 0 for what only an engine does (`up`, `stop`, `build`)."""
    assert words[0] == "compose", words
    verb, *rest = words[1:]
    with (HOME / "calls").open("a") as calls:
        calls.write(json.dumps(words[1:]) + "\n")
    if verb not in FLAGS:
        return 0
    flags, name, program = _split(verb, rest)
    assert "-T" in flags or not program or "--rm" in flags, "Without -T a terminal would spoil the bytes."
    service = COMPOSE["services"][name]
    if entrypoint := flags.get("--entrypoint"):
        program = [entrypoint, *program]
    elif verb == "run":
        return 0  # `migrate` and the like
    return _contained(service, program, is_run="--rm" in flags)


def _split(verb: str, words: list[str]) -> tuple[dict[str, str], str, list[str]]:
    flags: dict[str, str] = {}
    while words[0].startswith("-"):
        flag = words.pop(0)
        assert flag in FLAGS[verb], f"docker compose {verb} knows no {flag}"
        flags[flag] = words.pop(0) if flag == "--entrypoint" else ""
    return flags, words[0], words[1:]


def _contained(service: dict[str, Any], program: list[str], *, is_run: bool) -> int:
    assert service["read_only"] is True
    volumes = dict(reversed(volume.split(":")[:2]) for volume in service["volumes"])
    for inside, volume in volumes.items():
        program = [word.replace(f"={inside}", f"={HOME / volume}") for word in program]
    empty = HOME / "read-only"
    environment = {
        "PATH": os.environ["FAKE_DOCKER_PATH"],
        "PGHOST": os.environ["FAKE_DOCKER_PGHOST"] if "database" in volumes.values() else "/nowhere",
        "PGPORT": os.environ["FAKE_DOCKER_PGPORT"],
    }
    code = subprocess.run(program, cwd=empty, env=environment, check=False).returncode  # noqa: S603
    assert not any(empty.iterdir()), "A container may write its volumes alone."  # root could, here
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
