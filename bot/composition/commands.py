"""What each command does; ``bot/__main__.py`` reads the words on the line."""

import argparse
import sys
from pathlib import Path

from bot.composition.database import opened, owned, program_address
from bot.composition.failures import CommandMisused
from bot.settings import Settings
from bot.texts import Texts
from domain.clock import utc_now
from domain.imports.columns import Kind
from domain.origin import Channel, Origin, acting_from


async def run_command(asked: argparse.Namespace, settings: Settings, texts: Texts) -> int:
    """Raises: one of bot.composition.failures.FAILURES."""
    match asked.command:
        case "run":
            from bot.composition.production import run

            await run(settings, texts)
        case "playground":
            await _play(asked, settings, texts)
        case "migrate":
            await _migrate(settings, texts)
        case "backup":
            from bot.composition.backup_command import back_up

            await back_up(asked.file, settings, texts)
        case "restore":
            from bot.composition.backup_command import restore

            await restore(asked.file, settings, texts)
        case "doctor":
            from bot.composition.doctor_command import examine

            return await examine(settings, texts, as_json=asked.json)
        case "import":
            with acting_from(Origin(Channel.COMMAND_LINE)):
                return await _import(asked, settings, texts)
        case "invite":
            with acting_from(Origin(Channel.COMMAND_LINE)):
                await _invite(asked, settings, texts)
    return 0


async def _migrate(settings: Settings, texts: Texts) -> None:
    from storage.migrations.run import migrate, more_than_needed

    async with owned(settings) as url:
        role = await migrate(url, program_url=program_address(settings))
        print(texts.plain("cli-migrated"))
        if role is None:
            return
        print(texts.plain("cli-let-in", role=role))
        if await more_than_needed(url, role):
            print(texts.plain("cli-may-do-more", role=role), file=sys.stderr)


async def _play(asked: argparse.Namespace, settings: Settings, texts: Texts) -> None:
    if asked.data is not None and not asked.data.is_dir():
        raise CommandMisused("cli-no-such-folder", folder=str(asked.data))
    from bot.composition.playground import NotAPlayground, PortTaken, play
    from bot.playground.journal import FolderInUse

    try:
        await play(
            settings,
            texts,
            port=asked.port,
            opens_browser=not asked.no_browser,
            data=asked.data,
        )
    except PortTaken as error:
        raise CommandMisused("cli-port-taken", port=str(error.port)) from error
    except NotAPlayground as error:
        raise CommandMisused("cli-not-a-playground") from error
    except FolderInUse as error:
        raise CommandMisused("cli-playground-in-use") from error


async def _import(asked: argparse.Namespace, settings: Settings, texts: Texts) -> int:
    files = [
        (getattr(asked, kind.value), kind) for kind in Kind if getattr(asked, kind.value, None)
    ]
    if not files:
        raise CommandMisused("cli-import-no-files")
    if not asked.yes and not sys.stdin.isatty():
        raise CommandMisused("cli-import-needs-yes")
    for path, _ in files:
        _require_readable(path)
    # Late: what is refused above is refused at once.
    from bot.composition.import_command import import_files
    from bot.composition.wiring import wire
    from domain.rulebook.use_cases import InstallDefaultRulebook
    from storage.engine import make_engine

    async with opened(settings) as database_url:
        engine = make_engine(database_url, pool_size=settings.database_connections)
        try:
            container = wire(engine, utc_now)
            await container.get(InstallDefaultRulebook)()
            is_written = await import_files(container, files, texts, asks=not asked.yes)
        finally:
            await engine.dispose()
    return 0 if is_written else 1


def _require_readable(path: Path) -> None:
    if not path.is_file():
        raise CommandMisused("cli-no-such-file", file=str(path))
    try:
        path.open("rb").close()
    except OSError as error:
        raise CommandMisused("cli-file-unreadable", file=str(path)) from error


async def _invite(asked: argparse.Namespace, settings: Settings, texts: Texts) -> None:
    from bot.composition.invite_command import print_invitation

    async with opened(settings) as database_url:
        await print_invitation(asked.person, database_url, settings, texts)
