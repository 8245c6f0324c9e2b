"""A company as large as asked for, made set by set; the same for the same sizes."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import product

import asyncpg

from domain.transliteration import search_key, to_latin
from storage.postgres.address import dsn

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
"""A Wednesday, noon in Moscow: what every bench calls now."""
SEED = 7
REGIONS = 7
CITIES = 70
DIRECTOR = 1
FIRST_LEAD = 3 + REGIONS
REPS_OF_LEAD = 10
DUE_OF_REP = 10
"""Offers of one rep that are due, where any are."""
TELEGRAM = 100_000
"""A person's chat is this plus their id."""
SYLLABLES = (
    *("ка", "ро", "ми", "се", "ла", "ви", "то", "не", "бу", "ша", "до", "ги", "ра", "ле", "му"),
    *("по", "зи", "фа", "чу", "жи", "те", "ко", "ма", "ри", "су", "на", "во", "бе", "ди", "го"),
)
ENDINGS = ("н", "р", "кс", "л", "тех", "гор", "мед", "строй", "лес", "свет")
BUSINESSES = (
    *("Сервис", "Климат", "Торг", "Плюс", "Групп", "Снаб", "Монтаж", "Парк", "Дом", "Центр"),
    *("Маркет", "Проект", "Инвест", "Транс", "Агро", "Пром", "Сити", "Восток", "Север", "Юг"),
)
FIRST_NAMES = ("Анна", "Олег", "Марина", "Рустам", "Пётр", "Ирина", "Антон", "Дарья", "Егор")
LAST_NAMES = ("Сергеева", "Ким", "Ильина", "Галиев", "Лапин", "Зотова", "Орлов", "Белых")


@dataclass(frozen=True, slots=True)
class Sizes:
    """Every open deal has an offer that awaits its answer; ``due`` of them are due by ``NOW``."""

    deals: int
    clients: int
    reps: int
    due: int

    @property
    def offers(self) -> int:
        return self.deals * 3 // 10

    @property
    def first_rep(self) -> int:
        return FIRST_LEAD + max(1, self.reps // REPS_OF_LEAD)

    def tenth(self) -> "Sizes":
        """Ten times less stored, by a company of a tenth of the people; as much is due."""
        return Sizes(self.deals // 10, self.clients // 10, self.reps // 10, self.due)


async def make_company(database_url: str, sizes: Sizes) -> None:
    """Fill a migrated, empty database."""
    connection = await asyncpg.connect(dsn(database_url))
    try:
        # What is made at once needs neither a check of each reference nor a line of history.
        await connection.execute("SET session_replication_role = replica")
        await connection.execute("SET maintenance_work_mem = '256MB'")
        await _make_people(connection, sizes)
        await _make_clients(connection, sizes)
        await _make_deals(connection, sizes)
        for table in ("branches", "people", "clients", "contacts", "phones", "deals", "offers"):
            await connection.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
            )
        await connection.execute("VACUUM ANALYZE")
        await connection.execute("CHECKPOINT")
    finally:
        await connection.close()


async def _make_people(connection: asyncpg.Connection, sizes: Sizes) -> None:
    first_city = 2 + REGIONS
    await connection.execute(
        f"""
        INSERT INTO branches (id, name, parent_id, country, zone)
        SELECT 1, 'Группа', NULL, 'RU', 'Europe/Moscow'
        UNION ALL
        SELECT 1 + i, 'Регион ' || i, 1, 'RU', 'Europe/Moscow'
          FROM generate_series(1, {REGIONS}) AS i
        UNION ALL
        SELECT {first_city} + i, 'Город ' || i, 2 + i % {REGIONS}, 'RU', 'Europe/Moscow'
          FROM generate_series(0, {CITIES - 1}) AS i;

        INSERT INTO branch_tree
        WITH RECURSIVE above AS (
            SELECT id AS ancestor_id, id AS descendant_id FROM branches
            UNION
            SELECT parent_id, descendant_id FROM above JOIN branches ON branches.id = ancestor_id
             WHERE parent_id IS NOT NULL)
        SELECT * FROM above;

        INSERT INTO people (id, name, role, branch_id, boss_id)
        SELECT {DIRECTOR}, 'Елена Орлова', 'director', 1, NULL::bigint
        UNION ALL
        SELECT {DIRECTOR + 1}, 'Мария Лебедева', 'administrator', 1, {DIRECTOR}
        UNION ALL
        SELECT 3 + i, 'Управляющий ' || i, 'manager', 2 + i, {DIRECTOR}
          FROM generate_series(0, {REGIONS - 1}) AS i
        UNION ALL
        SELECT {FIRST_LEAD} + i, 'Руководитель ' || i, 'lead', {first_city} + i % {CITIES},
               3 + i % {REGIONS}
          FROM generate_series(0, {sizes.first_rep - FIRST_LEAD - 1}) AS i
        UNION ALL
        SELECT {sizes.first_rep} + i, 'Продавец ' || i, 'rep', {first_city} + i % {CITIES},
               {FIRST_LEAD} + i % {sizes.first_rep - FIRST_LEAD}
          FROM generate_series(0, {sizes.reps - 1}) AS i;

        UPDATE people SET telegram_id = {TELEGRAM} + id, telegram_language = 'ru',
                          joined_at = '{NOW - timedelta(days=900)}';

        INSERT INTO reporting (boss_id, subordinate_id, depth)
        WITH RECURSIVE chain AS (
            SELECT id AS boss_id, id AS subordinate_id, 0 AS depth FROM people
            UNION ALL
            SELECT people.boss_id, chain.subordinate_id, chain.depth + 1
              FROM chain JOIN people ON people.id = chain.boss_id
             WHERE people.boss_id IS NOT NULL)
        SELECT * FROM chain;
        """
    )


async def _make_clients(connection: asyncpg.Connection, sizes: Sizes) -> None:
    chance = random.Random(SEED)
    words = ["".join(word) for word in product(SYLLABLES, SYLLABLES, ENDINGS)]
    people = [" ".join(name) for name in product(FIRST_NAMES, LAST_NAMES)]
    keys = _keys_of((*words, *BUSINESSES))
    clients: list[tuple[object, ...]] = []
    contacts: list[tuple[object, ...]] = []
    for id_ in range(1, sizes.clients + 1):
        word, business = chance.choice(words), chance.choice(BUSINESSES)
        owner = sizes.first_rep + id_ % sizes.reps
        branch = 2 + REGIONS + id_ % sizes.reps % CITIES
        name, key = f"ООО «{word.capitalize()} {business}»", f"{keys[word]} {keys[business]}"
        clients.append((id_, name, key, branch, owner, "regular", NOW - timedelta(days=900)))
        person = chance.choice(people)
        contacts.append((id_, id_, person, to_latin(person)))
    await connection.copy_records_to_table(
        "clients",
        records=clients,
        columns=("id", "name", "name_key", "branch_id", "owner_id", "segment", "created_at"),
    )
    await connection.copy_records_to_table(
        "contacts", records=contacts, columns=("id", "client_id", "name", "name_key")
    )
    await connection.copy_records_to_table(
        "phones", records=_phones(sizes), columns=("id", "client_id", "number")
    )


@cache
def _keys_of(names: tuple[str, ...]) -> dict[str, str]:
    """What each name is searched by; every company of a run is named with the same."""
    return {name: search_key(name) for name in names}


def _phones(sizes: Sizes) -> Iterator[tuple[object, ...]]:
    return ((id_, id_, f"+79{id_:09d}") for id_ in range(1, sizes.clients + 1))


async def _make_deals(connection: asyncpg.Connection, sizes: Sizes) -> None:
    """Three in ten are open, five won, two lost, over two and a half years. A rep has what the rep
    of the same place has in a company of a tenth: as many deals, as many of them due.
    """
    most_with_due = max(1, sizes.due // DUE_OF_REP)
    stages = "ARRAY['prospecting','engaging','offer','negotiation','contract','payment']"
    await connection.execute(
        f"""
        INSERT INTO deals (id, title, client_id, owner_id, branch_id, status, stage, stage_since,
                           stage_due_at, amount, currency, closes_on, next_step, next_step_at,
                           lost_reason, created_at, closed_at)
        SELECT i, 'Поставка ' || i, 1 + (i - 1) % {sizes.clients},
               {sizes.first_rep} + i % {sizes.reps}, {2 + REGIONS} + i % {sizes.reps} % {CITIES},
               status, ({stages})[1 + nth / 10 % 6], made_at,
               CASE WHEN status = 'open' THEN made_at + interval '20 days' END,
               1000 + i % 7919 * 113, 'RUB', made_at::date + 60,
               CASE WHEN status = 'open' THEN 'Позвонить' END,
               CASE WHEN status = 'open' AND nth % 50 < 48
                    THEN timestamptz '{NOW}'
                         + ((nth * 37 + i % {sizes.reps} * 11) % 1400 - 30) * interval '1 hour' END,
               CASE WHEN status = 'lost' THEN 'price' END,
               made_at, CASE WHEN status <> 'open' THEN made_at + interval '30 days' END
          FROM (SELECT i, nth,
                       CASE WHEN nth % 10 < 3 THEN 'open'
                            WHEN nth % 10 < 8 THEN 'won' ELSE 'lost' END AS status,
                       timestamptz '{NOW}' - CASE WHEN nth % 10 < 3
                           THEN (nth + i % {sizes.reps}) % 25 * interval '1 day'
                           ELSE (40 + i % 900) * interval '1 day' END AS made_at
                  FROM (SELECT i, i / {sizes.reps} AS nth
                          FROM generate_series(1, {sizes.deals}) AS i) AS numbered) AS made;

        INSERT INTO offers (id, deal_id, amount, currency, status, sent_by, sent_at, follow_up_at,
                            ladder, ladder_to, steps_done, next_step_at)
        SELECT nth, id, amount, currency, 'awaiting', owner_id, follow_up_at - interval '3 days',
               follow_up_at, ladder, ARRAY['owner', 'owner', 'lead', 'manager'], steps_done,
               ladder[steps_done + 1]
          FROM (SELECT *, row_number() OVER (ORDER BY id) AS nth,
                       row_number() OVER (ORDER BY id % {sizes.reps} >= {most_with_due}, id) AS due
                  FROM deals WHERE status = 'open') AS open_deals
         CROSS JOIN LATERAL (
               SELECT CASE WHEN due <= {sizes.due} THEN (due % 4)::int ELSE 0 END AS steps_done,
                      CASE WHEN due <= {sizes.due}
                           THEN timestamptz '{NOW}' - interval '10 minutes'
                                - (ARRAY['0 h', '4 h', '1 day', '2 days'])[1 + due % 4]::interval
                           ELSE timestamptz '{NOW}' + interval '5 hours'
                                + (id / {sizes.reps} * 37 + id % {sizes.reps} * 11) % 40000
                                  * interval '1 minute' END AS follow_up_at) AS moment
         CROSS JOIN LATERAL (
               SELECT ARRAY[follow_up_at, follow_up_at + interval '4 h',
                            follow_up_at + interval '1 day',
                            follow_up_at + interval '2 days'] AS ladder) AS steps;
        """
    )
