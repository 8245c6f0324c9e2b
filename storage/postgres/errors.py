"""Why the database cannot be used, as facts.

Each class is one reason with its facts as attributes; words for the user are made elsewhere from
the class. ``str()`` is one short English line that ends with what to do next, for logs and for the
command line. No password ever gets in here.
"""

from pathlib import Path

OLDEST_SERVER = 15
"""The oldest major version of Postgres whose SQL the program speaks."""


class DatabaseUnusable(Exception):
    """The program cannot work with its database; nothing was changed there."""


class FolderNotWritable(DatabaseUnusable):
    """The home folder, or what lies in it, cannot be written by this user."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The folder {path} cannot be written. Give this user the right to write there, "
            "or set NAPARNIK_HOME to another folder."
        )
        self.path = path


class DiskFull(DatabaseUnusable):
    """No space is left where the data lie; ``path`` is None when that is another machine."""

    def __init__(self, path: Path | None) -> None:
        place = f"for {path}" if path else "on the database server"
        super().__init__(f"No disk space is left {place}. Free some space and start again.")
        self.path = path


class SocketFolderTaken(DatabaseUnusable):
    """Somebody else owns the folder where the server's socket must be."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The folder {path} belongs to somebody else or is open to others. "
            "Remove it, or set NAPARNIK_HOME to a folder with a shorter path."
        )
        self.path = path


class DataOfAnotherVersion(DatabaseUnusable):
    """The data folder was made by another major version of Postgres."""

    def __init__(self, path: Path, found: str, expected: str) -> None:
        super().__init__(
            f"The data in {path} were made by Postgres {found}, and this program brings "
            f"Postgres {expected}. Use the program that made them, or set NAPARNIK_HOME to "
            "another folder."
        )
        self.path = path
        self.found = found
        self.expected = expected


class ProgramsMissing(DatabaseUnusable):
    """The package that brings the server's programs is not installed."""

    def __init__(self, package: str) -> None:
        super().__init__(
            f"The package {package} is not installed. Install the program with its dependencies, "
            "or set DATABASE_URL to a server of your own."
        )
        self.package = package


class ServerNotStarted(DatabaseUnusable):
    """The embedded server did not come up; ``detail`` is the end of its log."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            f"The embedded Postgres in {path} did not start. Its log says: {detail} "
            "Put that right, or set DATABASE_URL to a server of your own."
        )
        self.path = path
        self.detail = detail


class ServerNotStopped(DatabaseUnusable):
    """The embedded server did not stop within a minute; nothing is lost by that."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            f"The embedded Postgres in {path} did not stop: {detail} "
            "The next start of the program will use it as it is."
        )
        self.path = path
        self.detail = detail


class AddressInvalid(DatabaseUnusable):
    """The database address cannot be read; ``problem`` names the part."""

    def __init__(self, problem: str) -> None:
        super().__init__(
            f"DATABASE_URL or MIGRATION_DATABASE_URL cannot be used: {problem}. Write it as "
            "postgresql://user:password@host:5432/database; "
            "a certificate's file is named in PGSSLROOTCERT."
        )
        self.problem = problem


class ServerUnreachable(DatabaseUnusable):
    """Nothing answers as Postgres at ``server`` (host and port, or a socket folder)."""

    def __init__(self, server: str, detail: str) -> None:
        super().__init__(
            f"Postgres at {server} cannot be reached ({detail}). "
            "Check that it runs, and the address in DATABASE_URL or MIGRATION_DATABASE_URL."
        )
        self.server = server
        self.detail = detail


class WrongPassword(DatabaseUnusable):
    """The server does not let this user in."""

    def __init__(self, server: str, user: str) -> None:
        super().__init__(
            f"Postgres at {server} does not let the user {user} in. "
            "Check the user and the password in DATABASE_URL or MIGRATION_DATABASE_URL."
        )
        self.server = server
        self.user = user


class DatabaseMissing(DatabaseUnusable):
    """The server has no such database, and this user may not create it."""

    def __init__(self, server: str, database: str) -> None:
        super().__init__(
            f"Postgres at {server} has no database {database}. "
            f'Create it there: CREATE DATABASE "{database}".'
        )
        self.server = server
        self.database = database


class ServerTooOld(DatabaseUnusable):
    """The server is older than ``needed``; both are major versions."""

    def __init__(self, found: int, needed: int = OLDEST_SERVER) -> None:
        super().__init__(
            f"The server is Postgres {found}, and {needed} or newer is needed. "
            "Upgrade it, or leave DATABASE_URL out to use the embedded one."
        )
        self.found = found
        self.needed = needed


class ExtensionNotAllowed(DatabaseUnusable):
    """An extension is missing in the database, and this user may not create it."""

    def __init__(self, extension: str) -> None:
        super().__init__(
            f"This user may not create the extension {extension}. Name the role that owns the "
            "database in MIGRATION_DATABASE_URL, or run there once as the server's administrator: "
            f"CREATE EXTENSION {extension}."
        )
        self.extension = extension


class ExtensionUnavailable(DatabaseUnusable):
    """The server has no files of an extension that the program needs."""

    def __init__(self, extension: str) -> None:
        super().__init__(
            f"The server does not have the extension {extension}. "
            "Install its contrib modules (on Debian the package postgresql-contrib)."
        )
        self.extension = extension


class ChangeNotAllowed(DatabaseUnusable):
    """This user may not create or change tables in the database."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            f"This user may not change the database ({detail}). "
            "Name the role that owns it in MIGRATION_DATABASE_URL."
        )
        self.detail = detail


class OwnerNeeded(DatabaseUnusable):
    """This user was not let in to the program's tables, or not to all that a backup takes."""

    def __init__(self, user: str) -> None:
        super().__init__(
            f"The user {user} may not read all of this database. Name the role that owns it in "
            "MIGRATION_DATABASE_URL; migrating then lets the program's own role in."
        )
        self.user = user


class DatabaseNewer(DatabaseUnusable):
    """A newer program changed the database to ``revision``, which this one does not know."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"The database is at revision {revision}, which this program does not know: it was "
            "changed by a newer one. Install the newer program."
        )
        self.revision = revision


class MigrationNeeded(DatabaseUnusable):
    """The database is at ``revision``, older than ``needed``, and this user may not change it.

    ``revision`` is "-" before the first migration.
    """

    def __init__(self, revision: str | None, needed: str) -> None:
        super().__init__(
            f"The database is at revision {revision or '-'}, and this program needs {needed}. "
            "This user may not change it: run `naparnik migrate` with MIGRATION_DATABASE_URL first."
        )
        self.revision = revision or "-"
        self.needed = needed


class RoleMissing(DatabaseUnusable):
    """The server has no role for the program, and this user may not make one."""

    def __init__(self, role: str) -> None:
        super().__init__(
            f"The server has no role {role}, and this user may not make it. As the server's "
            f"administrator run: CREATE ROLE \"{role}\" LOGIN PASSWORD '…'. Then migrate again."
        )
        self.role = role


class DatabaseBusy(DatabaseUnusable):
    """Somebody held a table that a migration has to change, for as long as it was tried."""

    def __init__(self) -> None:
        super().__init__(
            "A table that has to be changed was in use all the time. Nothing was changed. "
            "See who holds it in pg_stat_activity, and run naparnik migrate again."
        )


class DumpProgramsMissing(DatabaseUnusable):
    """No ``program`` that speaks with a server of this version; ``found`` are the versions seen."""

    def __init__(self, program: str, server: int, found: list[int]) -> None:
        seen = ", ".join(str(version) for version in sorted(set(found))) or "-"
        super().__init__(
            f"The server is Postgres {server}, and of {program} there is only version {seen}. "
            f"Install the client programs of Postgres {server} and put them onto PATH."
        )
        self.program = program
        self.server = server
        self.found = seen


class DumpFailed(DatabaseUnusable):
    """``pg_dump`` or ``pg_restore`` gave up; nothing of it is left."""

    def __init__(self, detail: str) -> None:
        super().__init__(f"It did not work: {detail}. Nothing was changed.")
        self.detail = detail


class NothingToBackUp(DatabaseUnusable):
    """The database has no tables of the program's."""

    def __init__(self) -> None:
        super().__init__("There is nothing to back up: the database is empty.")


class DatabaseNotEmpty(DatabaseUnusable):
    """A backup is restored into an empty database alone."""

    def __init__(self) -> None:
        super().__init__(
            "The database is not empty, and nothing was changed. Create a new one, and name it in "
            "MIGRATION_DATABASE_URL or DATABASE_URL."
        )


class BackupBroken(DatabaseUnusable):
    """The file cannot be read as a backup of this program's database."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            f"{path} is no whole backup of this program's ({detail}). Take another one."
        )
        self.path = path
        self.detail = detail


class BackupNewer(DatabaseUnusable):
    """The backup is of ``revision``, which this program does not know."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"The backup is of revision {revision}, which this program does not know: a newer one "
            "made it. Install the newer program."
        )
        self.revision = revision


class BackupOfNewerPostgres(DatabaseUnusable):
    """The backup was taken of a server newer than the one that it is to go to."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} was taken of a newer Postgres than this server is. Restore it into a server "
            "at least as new."
        )
        self.path = path
