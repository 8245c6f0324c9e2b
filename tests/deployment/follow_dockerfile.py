# ruff: noqa: T201 - it talks to a terminal
"""Follow the Dockerfile in a clean folder, for want of a Docker engine: ``make follow-dockerfile``.

Its absolute paths become paths under that folder. Between two stages everything is taken away and
only what ``COPY --from`` names is put back, so the last stage runs on what it would have. Left out:
the base images (this Python stands for theirs) and the making of users. What comes out is started
as the image would be, against a stand-in for Telegram, is asked for its health, and is stopped.
"""

import asyncio
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from string import Template

from bot.playground.clock import MovableClock
from bot.playground.server import Playground

ROOT = Path(__file__).parent.parent.parent
TOKEN = "7000000003:a-token-of-nobody"
START_SECONDS = 90
FOLDERS = re.compile(r"(?<![\w./])/(opt|src|data)\b")


class Image:
    """The folder that stands for a container's file system, and what the last stage has set."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "root"
        self.stages = folder / "stages"
        self.python = folder / "python"
        self.name = ""
        self.workdir = self.root
        self.env: dict[str, str] = {}
        self.user = "root"
        self.command: list[str] = []
        self.health: list[str] = []
        self.python.mkdir()
        (self.python / "python").symlink_to(Path(sys.executable).resolve())

    def take(self, word: str, rest: str) -> None:
        match word:
            case "FROM":
                self._begin_stage(rest)
            case "WORKDIR":
                self.workdir = Path(self._here(rest))
                self.workdir.mkdir(parents=True, exist_ok=True)
            case "ENV":
                for name, value in re.findall(r"(\w+)=(\S+)", rest):
                    self.env[name] = Template(self._here(value)).substitute(self.environment())
            case "USER":
                self.user = rest
            case "COPY":
                self._copy(rest)
            case "RUN":
                self._run(rest)
            case "CMD":
                self.command = json.loads(rest)
            case "HEALTHCHECK":
                self.health = json.loads(rest[rest.index("[") :])
            case "VOLUME" | "EXPOSE":
                pass
            case _:
                raise SystemExit(f"{word}: not known here")

    def environment(self) -> dict[str, str]:
        return {"PATH": f"{self.python}:/usr/bin:/bin", "LC_ALL": "C.UTF-8", **self.env}

    def _begin_stage(self, rest: str) -> None:
        version = f"python:{sys.version_info.major}.{sys.version_info.minor}-slim"
        words = rest.split()
        wanted, name = words[0], words[-1]
        if wanted != version:
            print(f"  this Python is {version}, not {wanted}")
        if self.root.exists():
            self.stages.mkdir(exist_ok=True)
            self.root.rename(self.stages / self.name)
        self.root.mkdir()
        self.name = name
        self.workdir, self.env, self.user = self.root, {}, "root"

    def _copy(self, rest: str) -> None:
        *sources, target = [part for part in rest.split() if not part.startswith("--")]
        stage = re.search(r"--from=(\w+)", rest)
        base = self.stages / stage[1] if stage else ROOT
        for source in sources:
            found = base / source.lstrip("/")
            to = Path(self._here(target)) if target.startswith("/") else self.workdir / target
            if found.is_dir():
                ignored = shutil.ignore_patterns("__pycache__")
                shutil.copytree(
                    found, to, symlinks=True, dirs_exist_ok=True, ignore=None if stage else ignored
                )
            else:
                shutil.copy(found, to / found.name if to.is_dir() else to)

    def _run(self, rest: str) -> None:
        if rest.startswith("useradd"):
            Path(self._here("/data")).mkdir(parents=True)
            return
        pip = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
        subprocess.run(
            ["/bin/sh", "-ec", self._here(rest)],
            cwd=self.workdir,
            env={**pip, **self.environment(), "HOME": os.environ.get("HOME", "/")},
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def _here(self, text: str) -> str:
        return FOLDERS.sub(lambda found: f"{self.root}/{found[1]}", text)


def instructions(text: str) -> list[tuple[str, str]]:
    """Each word and what follows it; comments left out, continued lines joined."""
    bare = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    joined = re.sub(r"\\\n\s*", " ", bare)
    pairs = [line.split(None, 1) for line in joined.splitlines() if line.strip()]
    return [(word, rest) for word, rest in pairs]


async def start_and_ask(image: Image) -> None:
    """Raises: SystemExit, where it does not come up, is not healthy or does not stop."""
    telegram = Playground(
        token=TOKEN, bot_username="naparnik_bot", personas=(), clock=MovableClock()
    )
    settings = {"BOT_TOKEN": TOKEN, "BOT_API_URL": await telegram.start()}
    environment = {**image.environment(), **settings}
    process = await asyncio.create_subprocess_exec(
        *image.command, cwd=image.workdir, env=environment
    )
    try:
        until = time.monotonic() + START_SECONDS
        while await _code(image.health, environment) != 0:
            if process.returncode is not None or time.monotonic() > until:
                raise SystemExit("it did not become healthy")
            await asyncio.sleep(1)
        process.send_signal(signal.SIGTERM)
        if await asyncio.wait_for(process.wait(), START_SECONDS) != 0:
            raise SystemExit(f"it stopped with exit code {process.returncode}")
    finally:
        if process.returncode is None:
            process.kill()
        await telegram.stop()


async def _code(command: list[str], environment: dict[str, str]) -> int:
    process = await asyncio.create_subprocess_exec(
        *command, env=environment, stderr=asyncio.subprocess.DEVNULL
    )
    return await process.wait()


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="naparnik-image-") as folder:
        image = Image(Path(folder))
        for word, rest in instructions((ROOT / "Dockerfile").read_text()):
            print(word, rest, flush=True)
            image.take(word, rest)
        if image.user == "root":
            raise SystemExit("the image would run as root")
        asyncio.run(start_and_ask(image))
    print("Followed: it became healthy, and stopped when asked to.")


if __name__ == "__main__":
    main()
