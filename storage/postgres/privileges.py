"""What the role that the program runs as may do, and nothing besides.

The owner of the tables changes the schema and lets the program's role in. That one reads all, and
writes rows, but not where only triggers write, and changes nothing where rows are only added.
It creates nothing, empties nothing, and cannot touch what the audit says of the past. Letting in is
repeated after every migration, so that what is new is covered, and may be repeated at any time.
"""

import hashlib
import hmac
import secrets
from base64 import b64encode
from collections.abc import Sequence
from contextlib import suppress

import asyncpg

WRITTEN_BY_TRIGGERS = ("audit", "deal_moves", "person_places")
"""Read by the program; a trigger writes them, as the owner."""
READ = ("alembic_version", "erasure_salts")
ADDED_TO = ("kpi_closings", "kpi_snapshots", "rulebooks", "erasures", "erased_keys")
"""What stands there once stands there for good."""
NEVER_DELETED_FROM = (
    "branches",
    "client_merges",
    "client_merge_moves",
    "clients",
    "deals",
    "handover_moves",
    "handovers",
    "interactions",
    "offers",
    "people",
    "segment_changes",
    "task_comments",
    "task_dates",
    "tasks",
    "timeline",
)
"""History and what it is about; a person's data are blanked in place."""

CALLED = ("analyze_reporting()", "erase_from_audit(bigint, text)")
"""Functions that act as the owner: each does one narrow thing."""
FIRED = ("audit_row()", "note_deal_move()", "note_person_place()")
"""Functions of triggers that act as the owner: on a table of one's own they would forge rows."""

SCRAM_ROUNDS = 4096

# Of tables, views and sequences that an extension brought nothing is said.
OUR_TABLES = """
SELECT format('%I', relname) FROM pg_class
 WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
   AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
 ORDER BY 1
"""
LET_IN_BEFORE = """
SELECT DISTINCT acl.grantee::regrole::text, pg_get_userbyid(acl.grantee) AS name
  FROM pg_default_acl, aclexplode(defaclacl) AS acl
 WHERE defaclrole = (SELECT oid FROM pg_roles WHERE rolname = current_user)
   AND defaclnamespace = 'public'::regnamespace AND defaclobjtype = 'r'
   AND acl.grantee <> 0 AND acl.grantee <> defaclrole
 ORDER BY name
"""
IS_OPEN_TO_ALL = """
SELECT EXISTS (SELECT FROM pg_namespace, aclexplode(nspacl) AS acl
                WHERE nspname = 'public' AND acl.grantee = 0 AND acl.privilege_type = 'CREATE')
"""
MAY_CHANGE_SCHEMA = """
SELECT CASE WHEN to_regclass('alembic_version') IS NULL
       THEN has_schema_privilege('public', 'CREATE')
       ELSE (SELECT pg_has_role(relowner, 'USAGE') FROM pg_class
              WHERE oid = to_regclass('alembic_version')) END
"""
MAY_DO_MORE = """
SELECT rolsuper OR rolcreaterole OR rolbypassrls OR rolreplication
       OR has_schema_privilege(rolname, 'public', 'CREATE')
       OR EXISTS (SELECT FROM unnest($2::text[]) AS added
                   WHERE has_table_privilege(rolname, added, 'UPDATE')
                      OR has_table_privilege(rolname, added, 'DELETE')
                      OR has_table_privilege(rolname, added, 'TRUNCATE'))
  FROM pg_roles WHERE rolname = $1
"""


async def role_exists(connection: asyncpg.Connection, role: str) -> bool:
    return bool(await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", role))


async def create_role(connection: asyncpg.Connection, role: str, password: str | None) -> None:
    """A role that may log in. The server is given a proof of the password, never the password:
    statements may be written to its log.

    Raises:
        asyncpg.InsufficientPrivilegeError: this user may not make roles.
    """
    proof = "" if password is None else f" PASSWORD '{scram_proof(password)}'"
    with suppress(asyncpg.DuplicateObjectError):  # somebody was faster, and that is as good
        await connection.execute(f"CREATE ROLE {_quoted(role)} LOGIN{proof}")


async def roles_let_in(connection: asyncpg.Connection) -> Sequence[str]:
    """Whom this user has let in before."""
    return [row["name"] for row in await connection.fetch(LET_IN_BEFORE)]


async def let_in(connection: asyncpg.Connection, role: str) -> None:
    """Give ``role`` what the program needs, and take from it whatever is more than that.

    Raises:
        asyncpg.InsufficientPrivilegeError: this user does not own the tables.
    """
    who = _quoted(role)
    tables = [row[0] for row in await connection.fetch(OUR_TABLES)]
    read = {*WRITTEN_BY_TRIGGERS, *READ}
    groups = {
        "SELECT": [name for name in tables if name in read],
        "SELECT, INSERT": [name for name in tables if name in ADDED_TO],
        "SELECT, INSERT, UPDATE": [name for name in tables if name in NEVER_DELETED_FROM],
        "SELECT, INSERT, UPDATE, DELETE": [
            name for name in tables if name not in {*read, *ADDED_TO, *NEVER_DELETED_FROM}
        ],
    }
    statements = [
        f"REVOKE ALL ON {', '.join(tables)} FROM {who}",
        *(f"GRANT {rights} ON {', '.join(of)} TO {who}" for rights, of in groups.items() if of),
        f"GRANT USAGE ON SCHEMA public TO {who}",
        f"REVOKE CREATE ON SCHEMA public FROM {who}",
        f"REVOKE ALL ON FUNCTION {', '.join((*CALLED, *FIRED))} FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION {', '.join(CALLED)} TO {who}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public "
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {who}",
    ]
    if await connection.fetchval(IS_OPEN_TO_ALL):  # as in databases older than Postgres 15
        statements.append("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    async with connection.transaction():
        for statement in statements:
            await connection.execute(statement)


async def may_change_schema(connection: asyncpg.Connection) -> bool:
    """Whether this user owns the tables, or may create them where there are none yet."""
    return bool(await connection.fetchval(MAY_CHANGE_SCHEMA))


async def may_do_more(connection: asyncpg.Connection, role: str) -> bool:
    """Whether ``role`` could change the schema or the past after all: a superuser, say."""
    fixed = [*WRITTEN_BY_TRIGGERS, *READ, *ADDED_TO]
    return bool(await connection.fetchval(MAY_DO_MORE, role, fixed))


def scram_proof(password: str, salt: bytes | None = None) -> str:
    """What Postgres keeps of a password (RFC 5803), made here."""
    salt = salt or secrets.token_bytes(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, SCRAM_ROUNDS)
    client_key = hmac.digest(salted, b"Client Key", "sha256")
    stored_key = hashlib.sha256(client_key).digest()
    server_key = hmac.digest(salted, b"Server Key", "sha256")
    salt64, stored64, server64 = (
        b64encode(part).decode() for part in (salt, stored_key, server_key)
    )
    return f"SCRAM-SHA-256${SCRAM_ROUNDS}:{salt64}${stored64}:{server64}"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
