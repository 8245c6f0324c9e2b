"""What clients use, and what to offer them next, as SQL.

The later of two counts: a deal that was won, or what somebody said. Similar clients are counted
over the whole company: figures alone tell nothing of anybody's client.
"""

from typing import Final

from sqlalchemy import text

ONE_CLIENT: Final = """
    SELECT coalesce(won.product_id, said.product_id) AS product_id,
           won.at IS NOT NULL AND (said.said_at IS NULL OR won.at > said.said_at) AS is_of_deal,
           CASE WHEN won.at IS NOT NULL AND (said.said_at IS NULL OR won.at > said.said_at)
                THEN 'used' ELSE said.state END AS state,
           won.at, said.said_at, said.said_by, said.words, said.version
    FROM (
        SELECT product_id, max(closed_at) AS at FROM deals
        WHERE status = 'won' AND product_id IS NOT NULL AND client_id = :client
        GROUP BY product_id
    ) AS won
    FULL JOIN (SELECT * FROM client_products WHERE client_id = :client) AS said USING (product_id)
"""
USES: Final = f"""
    SELECT products.*, used.state, used.is_of_deal, used.words, used.version AS use_version,
           CASE WHEN used.is_of_deal THEN used.at ELSE used.said_at END AS since,
           people.name AS said_by_name,
           EXISTS (SELECT FROM deals WHERE deals.client_id = :client AND deals.status = 'open'
                   AND deals.product_id = products.id) AS is_in_deal
    FROM products
    LEFT JOIN ({ONE_CLIENT}) AS used ON used.product_id = products.id
    LEFT JOIN people ON people.id = used.said_by
"""  # noqa: S608 - our own words
OF_CLIENT: Final = text(
    f"{USES} WHERE products.withdrawn_at IS NULL OR used.state IS NOT NULL"
    " ORDER BY products.name, products.id"
)
OF_PRODUCT: Final = text(f"{USES} WHERE products.id = :product")
NAMES_USED: Final = text(
    f"SELECT products.name FROM products JOIN ({ONE_CLIENT}) AS used"  # noqa: S608 - our own words
    " ON used.product_id = products.id WHERE used.state = 'used'"
    " ORDER BY products.name, products.id"
)
OFFERABLE: Final = f"""
    products.withdrawn_at IS NULL
    AND NOT EXISTS (SELECT FROM ({ONE_CLIENT}) AS own WHERE own.product_id = products.id
                    AND own.state IN ('used', 'not_needed'))
    AND NOT EXISTS (SELECT FROM deals WHERE deals.client_id = :client AND deals.status = 'open'
                    AND deals.product_id = products.id)
"""  # noqa: S608 - our own words
SUGGESTIONS: Final = text(
    f"""
    WITH asked AS (SELECT id, segment, sector FROM clients WHERE id = :client),
    won AS (
        SELECT client_id, product_id, max(closed_at) AS at FROM deals
        WHERE status = 'won' AND product_id IS NOT NULL AND client_id IS NOT NULL
        GROUP BY client_id, product_id
    ),
    used AS (
        SELECT users.id AS client_id, product_id,
               CASE WHEN users.segment = asked.segment AND users.sector = asked.sector THEN 1
                    WHEN users.segment = asked.segment THEN 2 ELSE 3 END AS nearest
        FROM won FULL JOIN client_products AS said USING (client_id, product_id)
        JOIN clients AS users ON users.id = client_id
        CROSS JOIN asked
        WHERE CASE WHEN won.at IS NOT NULL AND (said.said_at IS NULL OR won.at > said.said_at)
                   THEN true ELSE said.state = 'used' END
          AND users.merged_into_id IS NULL AND users.id <> asked.id
          AND NOT EXISTS (SELECT FROM erasures
                          WHERE erasures.subject = 'client' AND erasures.subject_id = users.id)
    ),
    users AS (
        SELECT nearest, product_id, count(*) AS users FROM used GROUP BY nearest, product_id
    ),
    clients_using AS (
        SELECT nearest, count(DISTINCT client_id) AS alike FROM used GROUP BY nearest
    ),
    levels AS MATERIALIZED (
        SELECT level, sum(alike) AS alike
        FROM generate_series(1, 3) AS level JOIN clients_using ON nearest <= level
        GROUP BY level HAVING sum(alike) >= :least_similar
    ),
    told AS (
        SELECT product_id, level, alike, sum(users) AS users
        FROM levels JOIN users ON nearest <= level
        GROUP BY product_id, level, alike
    ),
    closest AS (
        SELECT DISTINCT ON (product_id) * FROM told ORDER BY product_id, level
    )
    SELECT products.*, closest.users::int AS users, closest.alike::int AS alike, closest.level
    FROM closest JOIN products ON products.id = closest.product_id
    WHERE {OFFERABLE}
    ORDER BY closest.level, closest.users DESC, products.name, products.id
    LIMIT :limit
    """  # noqa: S608 - our own words
)


def _best_of_level(level: int, likeness: str) -> str:
    """The most used product of the clients that are alike; no row where there are too few."""
    return f"""
    (WITH alike AS MATERIALIZED (
        SELECT users.id FROM clients AS users
        JOIN clients AS asked ON asked.id = :client AND {likeness}
        WHERE users.merged_into_id IS NULL AND users.id <> asked.id
          AND NOT EXISTS (SELECT FROM erasures
                          WHERE erasures.subject = 'client' AND erasures.subject_id = users.id)
    ),
    used AS MATERIALIZED (
        SELECT client_id, product_id
        FROM (
            SELECT client_id, product_id, max(closed_at) AS at FROM deals
            WHERE status = 'won' AND product_id IS NOT NULL
              AND client_id IN (SELECT id FROM alike)
            GROUP BY client_id, product_id
        ) AS won
        FULL JOIN (
            SELECT * FROM client_products WHERE client_id IN (SELECT id FROM alike)
        ) AS said USING (client_id, product_id)
        WHERE CASE WHEN won.at IS NOT NULL AND (said.said_at IS NULL OR won.at > said.said_at)
                   THEN true ELSE said.state = 'used' END
    ),
    users AS (SELECT product_id, count(*) AS users FROM used GROUP BY product_id),
    clients_using AS (SELECT count(DISTINCT client_id) AS alike FROM used)
    SELECT products.*, users.users::int AS users, clients_using.alike::int AS alike,
           {level} AS level
    FROM clients_using
    CROSS JOIN users
    JOIN products ON products.id = users.product_id
    WHERE clients_using.alike >= :least_similar AND {OFFERABLE}
    ORDER BY users.users DESC, products.name, products.id
    LIMIT 1)
    """  # noqa: S608 - our own words


NEXT_MISSING: Final = text(
    " UNION ALL ".join(
        (
            _best_of_level(1, "users.segment = asked.segment AND users.sector = asked.sector"),
            _best_of_level(2, "users.segment = asked.segment"),
            _best_of_level(3, "true"),
        )
    )
    + " LIMIT 1"
)
"""The levels are tried in their order: what is found on a closer one is not looked for further."""
