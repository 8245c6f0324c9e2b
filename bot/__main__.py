"""``naparnik``: the commands. Each imports what it needs when it runs."""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.settings import Settings, SettingsInvalid, read_settings
from bot.texts import Texts, texts_for
from domain.errors import DomainError
from domain.language import Language

DONE, FAILED, MISUSED = 0, 1, 2
PLAYGROUND_PORT = 8090
RUNNING_ON = ("run", "playground")
"""Commands whose words nobody waits for: a pipe that breaks in them is not their reader's."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the process's exit code: 0 done, 1 refused or failed, 2 wrong usage."""
    texts = texts_for(_terminal_language())
    asked = _parser(texts).parse_args(arguments)
    if asked.command in RUNNING_ON:
        return _answer(asked, texts)
    try:
        code = _answer(asked, texts)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read this has closed it, as `head` does; nor can what is left be written at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    return code


def _answer(asked: argparse.Namespace, texts: Texts) -> int:
    try:
        settings = read_settings()
    except SettingsInvalid as error:
        return _say_faults(error, texts)
    if asked.command == "check-config":
        print(texts.plain("cli-config-fine"))
        _say_misspelt(texts)
        if settings.bot_token is None:
            print(texts.plain("cli-config-no-token"))
        return DONE
    if asked.command == "run" and settings.bot_token is None:
        print(texts.plain("cli-token-missing"), file=sys.stderr)
        _say_misspelt(texts)
        return FAILED
    return _run_command(asked, settings, texts)


def _run_command(asked: argparse.Namespace, settings: Settings, texts: Texts) -> int:
    from bot.composition.commands import run_command
    from bot.composition.failures import FAILURES
    from bot.logs import set_up_logs
    from bot.runtime import hold_garbage_collection, run

    if asked.command == "run":
        hold_garbage_collection()
    set_up_logs(settings.log_level, settings.log_format, secrets=settings.secrets)
    try:
        return run(run_command(asked, settings, texts))
    except FAILURES as error:
        print(_words_of(error, texts), file=sys.stderr)
        return FAILED
    except (KeyboardInterrupt, asyncio.CancelledError):
        return FAILED


def _words_of(error: Exception, texts: Texts) -> str:
    from bot.composition.failures import words_of_failure
    from bot.errors import words_of

    if isinstance(error, DomainError):
        return words_of(error, texts)
    return words_of_failure(error, texts)


def _say_faults(error: SettingsInvalid, texts: Texts) -> int:
    print(texts.plain("cli-config-wrong"), file=sys.stderr)
    for fault in error.faults:
        print(f"  {fault.setting}: {texts.plain(fault.key, **fault.facts)}", file=sys.stderr)
    return FAILED


def _say_misspelt(texts: Texts) -> None:
    from bot.misspelt_settings import misspelt_settings

    for one in misspelt_settings():
        warning = texts.plain("cli-config-misspelt", name=one.name, meant=one.meant)
        print(warning, file=sys.stderr)


def _terminal_language() -> Language:
    """Russian where the terminal speaks it."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return Language.RUSSIAN if value.lower().startswith("ru") else Language.ENGLISH
    return Language.ENGLISH


def _parser(texts: Texts) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="naparnik", description=texts.plain("cli-about"))
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("run", help=texts.plain("cli-run"))
    play = commands.add_parser("playground", help=texts.plain("cli-playground"))
    play.add_argument("--port", type=int, default=PLAYGROUND_PORT)
    play.add_argument("--no-browser", action="store_true")
    play.add_argument("--data", type=Path, metavar="DIR")
    commands.add_parser("migrate", help=texts.plain("cli-migrate"))
    for command in ("backup", "restore"):
        with_file = commands.add_parser(command, help=texts.plain(f"cli-{command}"))
        with_file.add_argument("file", type=Path, metavar="FILE")
    imports = commands.add_parser("import", help=texts.plain("cli-import"))
    for kind in ("people", "products", "clients", "deals"):
        imports.add_argument(f"--{kind}", type=Path, metavar="FILE")
    imports.add_argument("--yes", action="store_true", help=texts.plain("cli-import-yes"))
    invite = commands.add_parser("invite", help=texts.plain("cli-invite"))
    invite.add_argument("person", nargs="?", help=texts.plain("cli-invite-person"))
    commands.add_parser("check-config", help=texts.plain("cli-check-config"))
    doctor = commands.add_parser("doctor", help=texts.plain("cli-doctor"))
    doctor.add_argument("--json", action="store_true", help=texts.plain("cli-doctor-json"))
    return parser


if __name__ == "__main__":
    sys.exit(main())
