"""A database looked at and changed past the program."""

import asyncpg

from storage.postgres.address import dsn

SHAPE = """
WITH own AS (
    SELECT c.oid, c.relname FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE 'alembic%'
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
)
SELECT format('%s.%s %s %s', relname, attname, format_type(atttypid, atttypmod), attnotnull)
FROM pg_attribute JOIN own ON own.oid = attrelid WHERE attnum > 0 AND NOT attisdropped
UNION ALL SELECT relname || ' ' || pg_get_constraintdef(pg_constraint.oid)
FROM pg_constraint JOIN own ON own.oid = conrelid
UNION ALL SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN own ON own.oid = indrelid
UNION ALL SELECT pg_get_triggerdef(pg_trigger.oid) FROM pg_trigger JOIN own ON own.oid = tgrelid
WHERE NOT tgisinternal
UNION ALL SELECT pg_get_functiondef(p.oid) FROM pg_proc p
WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'f'
  AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
UNION ALL SELECT typname FROM pg_type t
WHERE t.typnamespace = 'public'::regnamespace AND t.typtype IN ('e', 'd')
ORDER BY 1
"""


async def shape(url: str) -> list[str]:
    """Every column, constraint, index, trigger and function of the program's own, in words."""
    connection = await asyncpg.connect(dsn(url))
    rows = await connection.fetch(SHAPE)
    await connection.close()
    return [row[0] for row in rows]


async def execute(url: str, statement: str) -> None:
    connection = await asyncpg.connect(dsn(url))
    await connection.execute(statement)
    await connection.close()
