"""One person's data, collected and erased.

``ABOUT_CONTACT`` says of every column that names a contact what an erasure does with its rows, and
``FREE_TEXTS`` where people may have written of them: a test walks the schema for the first.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import String, bindparam, func, insert, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.erasure import (
    ERASED_NAME,
    PersonalData,
    Subject,
    hash_of,
    hashes_of,
    pattern_of,
)
from domain.clients.model import ClientId
from domain.errors import NotFound
from domain.imports.directory import name_key
from domain.org.model import PersonId
from storage.changes import change_marks
from storage.clients.references import REFERENCES, OnMerge
from storage.tables import clients, contacts, erased_keys, erasure_salts, erasures, metadata, phones


class OnErasure(StrEnum):
    DELETED = "deleted"
    KEPT = "kept"


ABOUT_CONTACT: dict[str, OnErasure] = {
    "phones.contact_id": OnErasure.DELETED,
    "personal_dates.contact_id": OnErasure.DELETED,
    "contact_consents.contact_id": OnErasure.DELETED,
    # What was done with the client stays, at a contact without a name.
    "interactions.contact_id": OnErasure.KEPT,
    "greetings.contact_id": OnErasure.KEPT,
    "visits.contact_id": OnErasure.KEPT,
    "requests.contact_id": OnErasure.KEPT,
}
OF_CLIENT = "client_id = :client"
OF_DEAL = "deal_id IN (SELECT id FROM deals WHERE client_id = :client)"
TASKS = f"SELECT id FROM tasks WHERE {OF_CLIENT} OR {OF_DEAL}"  # noqa: S608 - our own names
FREE_TEXTS: Sequence[tuple[str, str, str]] = (
    ("timeline", "facts", f"{OF_CLIENT} OR {OF_DEAL} OR task_id IN ({TASKS})"),
    ("deals", "title, next_step, lost_comment", OF_CLIENT),
    ("offers", "comment", OF_DEAL),
    (
        "tasks",
        "title, said, details, decline_reason, objection, result, approval_words",
        f"{OF_CLIENT} OR {OF_DEAL}",
    ),
    ("task_series", "title, details", f"{OF_CLIENT} OR {OF_DEAL}"),
    ("task_comments", "text, file_name", f"task_id IN ({TASKS})"),
    ("task_dates", "reason", f"task_id IN ({TASKS})"),
    ("task_briefs", "answers", f"task_id IN ({TASKS})"),
    ("interactions", "words", OF_CLIENT),
    ("cadence_moves", "reason, words", OF_CLIENT),
    (
        "interaction_files",
        "name",
        "interaction_id IN (SELECT id FROM interactions WHERE client_id = :client)",
    ),
    ("greetings", "note", OF_CLIENT),
    ("risks", "words, signs", OF_CLIENT),
    ("visits", "agreed, reason", OF_CLIENT),
    ("client_products", "words", OF_CLIENT),
    ("poll_answers", "words", OF_CLIENT),
    ("requests", "words, result", OF_CLIENT),
    (
        "request_files",
        "name",
        "request_id IN (SELECT id FROM requests WHERE client_id = :client)",
    ),
    ("client_merges", "was, became", "survivor_id = :client"),
    (
        "client_merge_moves",
        "taken_rows, filled_rows",
        "merge_id IN (SELECT id FROM client_merges WHERE survivor_id = :client)",
    ),
)
"""Tables, their columns of words, and which of their rows are about the client."""

PLACE_COLUMNS = ("address", "latitude", "longitude")
"""What no pattern finds in the rows of merges: it is taken out of them by name."""
MARKS = ("changed_by", "changed_via", "changed_at")


class SqlErasures:
    """See ``domain.clients.erasure_ports.Erasures``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def client_of(self, subject: Subject, subject_id: int) -> ClientId:
        named = (
            select(contacts.c.client_id).where(contacts.c.id == subject_id).scalar_subquery()
            if subject is Subject.CONTACT
            else subject_id
        )
        whole = clients.alias("whole")
        living = func.coalesce(whole.c.merged_into_id, whole.c.id)
        found = await self._connection.scalar(
            select(clients.c.id)
            .where(clients.c.id == select(living).where(whole.c.id == named).scalar_subquery())
            .with_for_update()
        )
        if found is None:
            raise NotFound(subject_id=subject_id)
        return ClientId(found)

    async def is_erased(self, subject: Subject, subject_id: int) -> bool:
        found = await self._connection.scalar(
            select(erasures.c.id).where(
                erasures.c.subject == str(subject), erasures.c.subject_id == subject_id
            )
        )
        return found is not None

    async def personal_data(self, subject: Subject, subject_id: int) -> PersonalData:
        of_contacts = (
            contacts.c.id == subject_id
            if subject is Subject.CONTACT
            else contacts.c.client_id == subject_id
        )
        of_phones = (
            phones.c.contact_id == subject_id
            if subject is Subject.CONTACT
            else phones.c.client_id == subject_id
        )
        people = (await self._connection.execute(select(contacts).where(of_contacts))).all()
        numbers: Iterable[str] = await self._connection.scalars(
            select(phones.c.number).where(of_phones)
        )
        names = [person.name for person in people]
        keys: list[str] = []
        if subject is Subject.CLIENT:
            rows = await self._connection.execute(
                select(clients).where(
                    (clients.c.id == subject_id) | (clients.c.merged_into_id == subject_id)
                )
            )
            for row in rows:
                names.append(row.name)
                keys += [key for key in (row.external_key, row.tax_number) if key]
                keys.append(name_key(row.name))  # a file of deals may name them by that alone
        return PersonalData(
            names=tuple(name for name in names if name != ERASED_NAME),
            phones=tuple(numbers),
            emails=tuple(person.email for person in people if person.email),
            keys=tuple(keys),
        )

    async def export(
        self, subject: Subject, subject_id: int
    ) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        if subject is Subject.CONTACT:
            own, columns = "contacts", list(ABOUT_CONTACT)
        else:
            moved = [name for name, rule in REFERENCES.items() if rule is OnMerge.MOVED]
            own, columns = "clients", [name for name in moved if not name.startswith("clients.")]
        parts = [(own, "id"), *(tuple(name.split(".")) for name in columns)]
        exported = {}
        for table, column in parts:
            rows = await self._connection.scalars(
                text(
                    f"SELECT to_jsonb({table}) - CAST(:marks AS text[]) "  # noqa: S608 - ours
                    f"FROM {table} WHERE {column} = :subject ORDER BY id"
                ).bindparams(bindparam("marks", list(MARKS), ARRAY(String))),
                {"subject": subject_id},
            )
            if found := list(rows):
                exported[table] = found
        return exported

    async def erase(
        self,
        subject: Subject,
        subject_id: int,
        client_id: ClientId,
        data: PersonalData,
        *,
        by: PersonId,
        reason: str,
        now: datetime,
    ) -> None:
        pattern = pattern_of(data)
        reason = await self._without(reason, pattern)
        erasure_id = await self._note(subject, subject_id, by=by, reason=reason, now=now)
        await self._keep_hashes(erasure_id, data)
        people = await self._people_of(subject, subject_id)
        await self._blank(subject, subject_id, people, now)
        for table, columns, condition in FREE_TEXTS:
            await self._scrub(table, columns.split(", "), condition, client_id, pattern, now)
        await self._connection.execute(
            text("UPDATE client_merges SET is_final = true WHERE survivor_id = :client"),
            {"client": client_id},
        )
        # Last, since blanking wrote what was there before into the audit once more. Only this
        # function may write there (migration 0029); a new table of words is added to it as well.
        await self._connection.execute(
            text("SELECT erase_from_audit(:erasure, :pattern)"),
            {"erasure": erasure_id, "pattern": pattern},
        )

    async def _without(self, words: str, pattern: str) -> str:
        """Reasons are kept for ever: the person's name is no part of them."""
        if not pattern:
            return words
        found = await self._connection.scalar(
            text("SELECT regexp_replace(:words, :pattern, :blank, 'gi')"),
            {"words": words, "pattern": pattern, "blank": ERASED_NAME},
        )
        return str(found)

    async def _note(
        self, subject: Subject, subject_id: int, *, by: PersonId, reason: str, now: datetime
    ) -> int:
        noted = await self._connection.scalar(
            insert(erasures)
            .values(
                subject=str(subject),
                subject_id=subject_id,
                erased_by=by,
                erased_at=now,
                reason=reason,
                **change_marks(now),
            )
            .returning(erasures.c.id)
        )
        return int(noted or 0)

    async def _keep_hashes(self, erasure_id: int, data: PersonalData) -> None:
        salt = await self._connection.scalar(select(erasure_salts.c.salt))
        for digest in hashes_of(bytes(salt or b""), data):
            await self._connection.execute(
                text(
                    "INSERT INTO erased_keys (erasure_id, hash) VALUES (:erasure, :hash) "
                    "ON CONFLICT DO NOTHING"
                ),
                {"erasure": erasure_id, "hash": digest},
            )

    async def _people_of(self, subject: Subject, subject_id: int) -> list[int]:
        if subject is Subject.CONTACT:
            return [subject_id]
        found: Iterable[int] = await self._connection.scalars(
            select(contacts.c.id).where(contacts.c.client_id == subject_id)
        )
        return list(found)

    async def _blank(
        self, subject: Subject, subject_id: int, people: list[int], now: datetime
    ) -> None:
        ids = {"people": people, "subject": subject_id, "blank": ERASED_NAME, **change_marks(now)}
        marks = "changed_by = :changed_by, changed_via = :changed_via, changed_at = :changed_at"
        nothing = "position = NULL, email = NULL, telegram_id = NULL"
        statements = [
            f"UPDATE contacts SET name = :blank, name_key = '', {nothing}, {marks} "  # noqa: S608 - our own names
            "WHERE id = ANY(:people)"
        ]
        for name, rule in ABOUT_CONTACT.items():
            table, column = name.split(".")
            if rule is OnErasure.DELETED:
                where = f"{column} = ANY(:people)"
                if table == "phones" and subject is Subject.CLIENT:
                    where = "client_id = :subject"
                statements += [
                    f"UPDATE {table} SET {marks} WHERE {where}",  # noqa: S608 - our own names
                    f"DELETE FROM {table} WHERE {where}",  # noqa: S608 - our own names
                ]
        if subject is Subject.CLIENT:
            keys = (
                "external_key = NULL, tax_number = NULL, address = NULL, latitude = NULL, "
                "longitude = NULL"
            )
            statements.append(
                f"UPDATE clients SET name = :blank, name_key = '', {keys}, {marks} "  # noqa: S608 - our own names
                "WHERE id = :subject OR merged_into_id = :subject"
            )
            without = f"CAST('{{{','.join(PLACE_COLUMNS)}}}' AS text[])"
            statements.append(
                f"UPDATE client_merges SET was = was - {without}, "  # noqa: S608 - our own names
                f"became = became - {without}, {marks} WHERE survivor_id = :subject"
            )
        for statement in statements:
            needed = {name: value for name, value in ids.items() if f":{name}" in statement}
            await self._connection.execute(text(statement), needed)

    async def _scrub(
        self,
        table: str,
        columns: Sequence[str],
        condition: str,
        client_id: ClientId,
        pattern: str,
        now: datetime,
    ) -> None:
        """The person's name, phones and e-mails out of words about the client."""
        if not pattern:
            return
        kinds = metadata.tables[table].c
        values = {"client": client_id, "pattern": pattern, "blank": ERASED_NAME}
        sets, holds = [], []
        for column in columns:
            is_json = "JSON" in str(kinds[column].type)
            words = f"regexp_replace({column}::text, :pattern, :blank, 'gi')"
            sets.append(f"{column} = " + (f"({words})::jsonb" if is_json else words))
            holds.append(f"{column}::text ~* :pattern")
        if "title_key" in kinds:
            sets.append("title_key = ''")
        if "changed_by" in kinds:
            sets.append("changed_by = :changed_by, changed_via = :changed_via")
            sets.append("changed_at = :changed_at")
            values |= change_marks(now)
        await self._connection.execute(
            text(
                f"UPDATE {table} SET {', '.join(sets)} "  # noqa: S608 - our own names
                f"WHERE ({condition}) AND ({' OR '.join(holds)})"
            ),
            values,
        )


async def erased_among(connection: AsyncConnection, values: Sequence[str]) -> frozenset[str]:
    """Which of these phones, e-mails and keys are of people whose data were erased."""
    salt = await connection.scalar(select(erasure_salts.c.salt))
    known: set[bytes] = set(await connection.scalars(select(erased_keys.c.hash)))
    if not known or salt is None:
        return frozenset()
    return frozenset(value for value in values if hash_of(bytes(salt), value) in known)
