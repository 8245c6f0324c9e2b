"""Congratulations made for everybody at once: what falls on the days costs, what is stored does
not.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import BigInteger, Date, DateTime, SmallInteger, Text, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.model import ClientId
from domain.greetings.holidays import Holiday
from domain.greetings.rules import Morning
from domain.rulebook.greetings import SegmentGreetings

# The function that follows bosses is called once for each owner, branch and charge. A date is the
# client's: on the morning of the responsible person it may be another day where the client is, and
# the days of the morning are shifted by as much. On what is not one person's, the client's first
# contact is congratulated. One message a congratulation is enough to ring
# for; of many at once the list is told.
MAKE = text(
    """
    WITH kept AS (
        SELECT * FROM unnest(:kept_on, :month_days) AS kept (kept_on, month_day)
    ), mornings AS MATERIALIZED (
        SELECT *
          FROM unnest(:people, :zones, :days, :begun, :firsts, :lasts)
            AS morning (person_id, zone, day, begun_at, first_on, last_on)
    ), feasts AS (
        SELECT * FROM unnest(:countries, :kinds, :keys, :feast_days, :ru, :en, :sectors)
            AS feast (country, kind, key, kept_on, ru, en, sector)
    ), segments AS (
        SELECT * FROM unnest(:segments, :charges, :feasts) AS of (segment, charge, feasts)
    ), found AS (
        SELECT client_id, contact_id, id AS personal_date_id, kind AS occasion, NULL AS holiday,
               NULL::jsonb AS holiday_names, kept_on, noted_at AS known_at
          FROM kept
          JOIN personal_dates ON month * 100 + day = month_day AND removed_at IS NULL
         WHERE CAST(:client_id AS bigint) IS NULL OR client_id = :client_id
        UNION ALL
        SELECT clients.id, NULL, NULL, feasts.kind, feasts.key,
               min(jsonb_build_object('ru', feasts.ru, 'en', feasts.en)::text)::jsonb,
               feasts.kept_on, clients.created_at
          FROM feasts
          JOIN branches ON branches.country = feasts.country
          JOIN clients ON clients.branch_id = branches.id AND clients.merged_into_id IS NULL
          LEFT JOIN segments ON segments.segment = clients.segment
          LEFT JOIN client_holidays chosen ON chosen.client_id = clients.id
                AND chosen.kind = feasts.kind AND chosen.holiday = feasts.key
         WHERE (CAST(:client_id AS bigint) IS NULL OR clients.id = :client_id)
           AND CASE WHEN chosen.is_wanted IS NOT NULL THEN chosen.is_wanted
                    WHEN feasts.kind = 'public' THEN segments.feasts = 'all'
                    ELSE segments.feasts IN ('all', 'professional')
                         AND (feasts.sector = '' OR feasts.sector = lower(trim(clients.sector)))
               END
         GROUP BY clients.id, feasts.kind, feasts.key, feasts.kept_on
    ), clear AS (
        SELECT found.*, clients.branch_id, coalesce(clients.owner_id, 0) AS owner_id,
               coalesce(segments.charge, 'owner') AS charge, branches.zone AS client_zone
          FROM found
          JOIN clients ON clients.id = found.client_id AND clients.merged_into_id IS NULL
          JOIN branches ON branches.id = clients.branch_id
          LEFT JOIN segments ON segments.segment = clients.segment
    ), charged AS MATERIALIZED (
        SELECT each_once.*,
               CASE WHEN charge = 'owner' AND people.is_active THEN people.id
                    ELSE nullif(head_of(owner_id, each_once.branch_id, charge), 0)
               END AS person_id
          FROM (SELECT DISTINCT owner_id, branch_id, charge FROM clear) AS each_once
          LEFT JOIN people ON people.id = owner_id
    ), made AS (
        INSERT INTO greetings (client_id, contact_id, personal_date_id, occasion, holiday,
                               holiday_names, occasion_on, due_on, overdue_at, charge,
                               responsible_id, changed_by, changed_via, changed_at)
        SELECT clear.client_id, coalesce(clear.contact_id, person.id), clear.personal_date_id,
               clear.occasion, clear.holiday, clear.holiday_names, clear.kept_on, morning.day,
               (greatest(morning.day, clear.kept_on - shifted.days) + CAST(:evening AS time))
                   AT TIME ZONE morning.zone,
               clear.charge, morning.person_id, NULL, 'clock', :now
          FROM clear
          JOIN charged USING (owner_id, branch_id, charge)
          JOIN mornings AS morning ON morning.person_id = charged.person_id
          LEFT JOIN LATERAL (
             SELECT min(id) AS id FROM contacts WHERE contacts.client_id = clear.client_id
         ) AS person ON true
         CROSS JOIN LATERAL (
             SELECT (morning.begun_at AT TIME ZONE clear.client_zone)::date - morning.day AS days
         ) AS shifted
         WHERE clear.kept_on BETWEEN morning.first_on + shifted.days
                                 AND morning.last_on + shifted.days
           AND clear.kept_on >= (clear.known_at AT TIME ZONE clear.client_zone)::date
        ON CONFLICT DO NOTHING
        RETURNING id, responsible_id
    ), told AS (
        SELECT responsible_id, stand_in(responsible_id, :now) AS recipient_id, count(*) AS many
          FROM made GROUP BY responsible_id
    ), rung AS (
        INSERT INTO ledger (recipient_id, kind, matter, matter_id, urgency, not_before, created_at,
                            dedupe_key)
        SELECT recipient_id, 'greeting', 'greeting', id, 'now', :now, :now,
               recipient_id || ':greeting:greeting:' || id
          FROM made JOIN told USING (responsible_id) WHERE many <= :most_cards
        UNION ALL
        SELECT DISTINCT recipient_id, 'greetings', 'greeting_list', recipient_id, 'now', :now, :now,
               recipient_id || ':greetings:greeting_list:' || recipient_id
          FROM told WHERE many > :most_cards
        ON CONFLICT DO NOTHING
    )
    SELECT count(*) FROM made
    """
).bindparams(
    bindparam("kept_on", type_=ARRAY(Date)),
    bindparam("month_days", type_=ARRAY(SmallInteger)),
    bindparam("people", type_=ARRAY(BigInteger)),
    bindparam("begun", type_=ARRAY(DateTime(timezone=True))),
    bindparam("client_id", type_=BigInteger),
    *(bindparam(name, type_=ARRAY(Date)) for name in ("days", "firsts", "lasts", "feast_days")),
    *(
        bindparam(name, type_=ARRAY(Text))
        for name in (
            *("zones", "countries", "kinds", "keys", "ru", "en", "sectors"),
            *("segments", "charges", "feasts"),
        )
    ),
)

# Whose it is can change until it is done: an owner hands over, somebody leaves. That it was the
# manager's or the owner's stays as it was made. A merge may take the date itself.
FOLLOW_OWNERS = text(
    """
    WITH due AS (
        SELECT greetings.id, coalesce(clients.owner_id, 0) AS owner_id, clients.branch_id,
               greetings.charge, responsible_id,
               holiday IS NULL AND personal_date_id IS NULL AS is_lost
          FROM greetings JOIN clients ON clients.id = greetings.client_id
         WHERE status = 'due'
    ), charged AS MATERIALIZED (
        SELECT each_once.*,
               CASE WHEN charge = 'owner' AND people.is_active THEN people.id
                    ELSE nullif(head_of(owner_id, each_once.branch_id, charge), 0)
               END AS person_id
          FROM (SELECT DISTINCT owner_id, branch_id, charge FROM due) AS each_once
          LEFT JOIN people ON people.id = owner_id
    )
    UPDATE greetings
       SET responsible_id = coalesce(charged.person_id, greetings.responsible_id),
           status = CASE WHEN due.is_lost THEN 'called_off' ELSE 'due' END,
           version = version + 1,
           changed_by = NULL, changed_via = 'clock', changed_at = :now
      FROM due JOIN charged USING (owner_id, branch_id, charge)
     WHERE greetings.id = due.id
       AND (due.is_lost OR charged.person_id <> greetings.responsible_id)
    """
)

TAKE_MORNINGS = text(
    """
    INSERT INTO greeting_mornings (person_id, day)
    SELECT * FROM unnest(:people, :days) AS morning (person_id, day) ORDER BY person_id
    ON CONFLICT DO NOTHING RETURNING person_id
    """
).bindparams(bindparam("people", type_=ARRAY(BigInteger)), bindparam("days", type_=ARRAY(Date)))

MOST_CARDS = 3
"""More new congratulations at once come as a list, not as cards that all ring."""


async def make(
    connection: AsyncConnection,
    mornings: Sequence[Morning],
    holidays: Sequence[tuple[str, Holiday]],
    segments: Sequence[SegmentGreetings],
    *,
    kept: Sequence[tuple[date, int]],
    evening: time,
    now: datetime,
    client_id: ClientId | None,
) -> int:
    values: dict[str, Any] = {
        "kept_on": [day for day, _ in kept],
        "month_days": [month_day for _, month_day in kept],
        "people": [morning.person_id for morning in mornings],
        "zones": [morning.zone.key for morning in mornings],
        "days": [morning.day for morning in mornings],
        "begun": [morning.at for morning in mornings],
        "firsts": [morning.first for morning in mornings],
        "lasts": [morning.last for morning in mornings],
        "segments": [known.segment for known in segments],
        "charges": [str(known.by) for known in segments],
        "feasts": [str(known.holidays) for known in segments],
        "evening": evening,
        "now": now,
        "client_id": client_id,
        "most_cards": MOST_CARDS,
        **_feasts(holidays),
    }
    return int(await connection.scalar(MAKE, values) or 0)


def _feasts(holidays: Sequence[tuple[str, Holiday]]) -> dict[str, list[Any]]:
    """A row for each sector whose a holiday is; the sector is empty where it is everybody's."""
    rows = [
        (country, holiday, sector)
        for country, holiday in holidays
        for sector in holiday.sectors or ("",)
    ]
    return {
        "countries": [country for country, _, _ in rows],
        "kinds": [str(holiday.kind) for _, holiday, _ in rows],
        "keys": [holiday.key for _, holiday, _ in rows],
        "feast_days": [holiday.on for _, holiday, _ in rows],
        "ru": [holiday.ru for _, holiday, _ in rows],
        "en": [holiday.en for _, holiday, _ in rows],
        "sectors": [sector for _, _, sector in rows],
    }
