"""What counts as a fact of sales, and where people stood on its day."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

# A deal that comes in closed was on its stage from its creation, as far as anybody knows, and how
# long it stayed there is not known. Of one moment the same end counts once.
NOTE_DEAL_MOVE = """
CREATE FUNCTION note_deal_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO deal_moves (at, deal_id, kind, stage, owner_id, branch_id)
        VALUES (NEW.created_at, NEW.id, 'created', NEW.stage, NEW.owner_id, NEW.branch_id),
               (CASE WHEN NEW.status = 'open' THEN NEW.stage_since ELSE NEW.created_at END,
                NEW.id, 'entered', NEW.stage, NEW.owner_id, NEW.branch_id);
        IF NEW.status <> 'open' THEN
            INSERT INTO deal_moves (at, deal_id, kind, stage, from_stage, owner_id, branch_id)
            VALUES (NEW.closed_at, NEW.id, NEW.status, NEW.stage, NEW.stage, NEW.owner_id,
                    NEW.branch_id);
        END IF;
        RETURN NULL;
    END IF;
    IF NEW.owner_id <> OLD.owner_id OR NEW.branch_id <> OLD.branch_id THEN
        INSERT INTO deal_moves (at, deal_id, kind, stage, owner_id, from_owner_id, branch_id)
        VALUES (NEW.changed_at, NEW.id, 'given', OLD.stage, NEW.owner_id,
                nullif(OLD.owner_id, NEW.owner_id), NEW.branch_id);
    END IF;
    IF NEW.status = 'open' AND OLD.status <> 'open' THEN
        INSERT INTO deal_moves (at, deal_id, kind, stage, owner_id, branch_id)
        VALUES (NEW.stage_since, NEW.id, 'reopened', OLD.stage, NEW.owner_id, NEW.branch_id);
    END IF;
    IF NEW.stage <> OLD.stage THEN
        INSERT INTO deal_moves (at, deal_id, kind, stage, from_stage, from_since, owner_id,
                                branch_id)
        VALUES (NEW.stage_since, NEW.id, 'entered', NEW.stage, OLD.stage,
                CASE WHEN OLD.status = 'open' THEN OLD.stage_since END, NEW.owner_id,
                NEW.branch_id);
    END IF;
    IF NEW.status <> 'open'
       AND (NEW.status <> OLD.status OR NEW.closed_at IS DISTINCT FROM OLD.closed_at) THEN
        INSERT INTO deal_moves (at, deal_id, kind, stage, from_stage, from_since, owner_id,
                                branch_id)
        VALUES (NEW.closed_at, NEW.id, NEW.status, NEW.stage, NEW.stage,
                CASE WHEN OLD.status = 'open' THEN NEW.stage_since END, NEW.owner_id,
                NEW.branch_id)
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$
"""

# Two changes of one moment leave the last of them. A boss or a department that was not known at
# first is filled in for all the time before, as an import does: nobody has moved.
NOTE_PERSON_PLACE = """
CREATE FUNCTION note_person_place() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moved_at timestamptz := '-infinity';
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.branch_id, NEW.department_id, NEW.boss_id, NEW.role)
           IS NOT DISTINCT FROM (OLD.branch_id, OLD.department_id, OLD.boss_id, OLD.role) THEN
            RETURN NULL;
        END IF;
        IF NEW.branch_id = OLD.branch_id AND NEW.role = OLD.role
           AND (OLD.boss_id IS NULL OR NEW.boss_id IS NOT DISTINCT FROM OLD.boss_id)
           AND (OLD.department_id IS NULL
                OR NEW.department_id IS NOT DISTINCT FROM OLD.department_id) THEN
            UPDATE person_places SET boss_id = NEW.boss_id, department_id = NEW.department_id
             WHERE person_id = NEW.id AND from_at = '-infinity' AND until_at IS NULL;
            IF FOUND THEN
                RETURN NULL;
            END IF;
        END IF;
        SELECT greatest(NEW.changed_at, from_at) INTO moved_at
          FROM person_places WHERE person_id = NEW.id AND until_at IS NULL;
        UPDATE person_places SET until_at = moved_at
         WHERE person_id = NEW.id AND until_at IS NULL AND from_at < moved_at;
    END IF;
    INSERT INTO person_places (person_id, from_at, branch_id, department_id, boss_id, role)
    VALUES (NEW.id, coalesce(moved_at, '-infinity'), NEW.branch_id, NEW.department_id, NEW.boss_id,
            NEW.role)
    ON CONFLICT (person_id, from_at) DO UPDATE
       SET branch_id = excluded.branch_id, department_id = excluded.department_id,
           boss_id = excluded.boss_id, role = excluded.role;
    RETURN NULL;
END $$
"""

TRIGGERS = (
    (NOTE_DEAL_MOVE, "deals", "status, stage, owner_id, branch_id, closed_at"),
    (NOTE_PERSON_PLACE, "people", "branch_id, department_id, boss_id, role"),
)

# Histories tell the stages and the ends, the audit who had a deal before it was given on.
TOLD = """
CREATE TEMPORARY TABLE told_moves AS
SELECT at, deal_id, kind, stage, from_stage, place,
       CASE WHEN from_stage IS NOT NULL AND (kind = 'entered' OR lag(place) OVER w > 0)
            THEN lag(at) OVER w END AS from_since
  FROM (
    SELECT deals.created_at AS at, deals.id AS deal_id, 'entered' AS kind,
           coalesce((SELECT from_stage FROM timeline
                      WHERE timeline.deal_id = deals.id AND timeline.kind = 'stage'
                      ORDER BY timeline.at, timeline.id LIMIT 1), deals.stage) AS stage,
           NULL AS from_stage, 0::bigint AS place
      FROM deals
    UNION ALL
    SELECT timeline.at, timeline.deal_id,
           CASE timeline.kind WHEN 'stage' THEN 'entered' ELSE timeline.kind END,
           coalesce(timeline.to_stage, timeline.from_stage, deals.stage), timeline.from_stage,
           timeline.id
      FROM timeline JOIN deals ON deals.id = timeline.deal_id
     WHERE timeline.kind IN ('stage', 'reopened', 'won', 'lost')
       AND (timeline.kind, timeline.at) IS DISTINCT FROM (deals.status, deals.closed_at)
    UNION ALL
    SELECT closed_at, id, status, stage, stage, 9223372036854775807 FROM deals
     WHERE status <> 'open'
       ) AS told
WINDOW w AS (PARTITION BY deal_id ORDER BY at, place)
"""
GIVEN = """
CREATE TEMPORARY TABLE given_deals AS
SELECT id, at, subject_id AS deal_id, (before ->> 'owner_id')::bigint AS was,
       (after ->> 'owner_id')::bigint AS became
  FROM audit
 WHERE subject = 'deals' AND act = 'update' AND before ? 'owner_id'
"""
FILL_DEAL_MOVES = """
INSERT INTO deal_moves (at, deal_id, kind, stage, from_stage, from_since, owner_id, from_owner_id,
                        branch_id)
SELECT told.at, told.deal_id, told.kind, told.stage, told.from_stage, told.from_since,
       coalesce(told.owner_id,
                (SELECT given_deals.was FROM given_deals
                  WHERE given_deals.deal_id = told.deal_id AND given_deals.at > told.at
                  ORDER BY given_deals.at, given_deals.id LIMIT 1), deals.owner_id),
       told.from_owner_id, deals.branch_id
  FROM (
    SELECT created_at AS at, id AS deal_id, 'created' AS kind, stage, NULL AS from_stage,
           NULL::timestamptz AS from_since, NULL::bigint AS owner_id, NULL::bigint AS from_owner_id,
           -1 AS place
      FROM deals
    UNION ALL
    SELECT at, deal_id, kind, stage, from_stage, from_since, NULL, NULL, place FROM told_moves
    UNION ALL
    SELECT given_deals.at, given_deals.deal_id, 'given', deals.stage, NULL, NULL,
           given_deals.became, given_deals.was, given_deals.id
      FROM given_deals JOIN deals ON deals.id = given_deals.deal_id
       ) AS told
  JOIN deals ON deals.id = told.deal_id
 ORDER BY told.at, told.deal_id, told.place
ON CONFLICT DO NOTHING
"""
FILL_PERSON_PLACES = """
INSERT INTO person_places (person_id, from_at, branch_id, department_id, boss_id, role)
SELECT id, '-infinity', branch_id, department_id, boss_id, role FROM people
"""


def upgrade() -> None:
    op.create_table(
        "deal_moves",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deal_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False, comment="where the deal was after it"),
        sa.Column("from_stage", sa.Text(), nullable=True, comment="where it came from"),
        sa.Column(
            "from_since",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="since when it had been on the stage that it leaves; null: not known",
        ),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("from_owner_id", sa.BigInteger(), nullable=True, comment="who gave it away"),
        sa.Column("branch_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "kind in ('created', 'entered', 'won', 'lost', 'reopened', 'given')",
            name=op.f("ck_deal_moves_kind"),
        ),
        _key("deal_moves", "deal_id", "deals"),
        _key("deal_moves", "owner_id", "people"),
        _key("deal_moves", "from_owner_id", "people"),
        _key("deal_moves", "branch_id", "branches"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_moves")),
        comment="Append-only: what became of each deal when, and in whose hands it was",
    )
    op.create_table(
        "person_places",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "from_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="-infinity: as far back as is known",
        ),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("branch_id", sa.BigInteger(), nullable=False),
        sa.Column("department_id", sa.BigInteger(), nullable=True),
        sa.Column("boss_id", sa.BigInteger(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.CheckConstraint("from_at < until_at", name=op.f("ck_person_places_lasts")),
        _key("person_places", "person_id", "people"),
        _key("person_places", "branch_id", "branches"),
        _key("person_places", "department_id", "departments"),
        _key("person_places", "boss_id", "people"),
        sa.PrimaryKeyConstraint("person_id", "from_at", name=op.f("pk_person_places")),
        comment="Where each person stood in the company, from when until when",
    )
    # What is written meanwhile waits for the triggers.
    op.execute("LOCK TABLE deals, people IN SHARE ROW EXCLUSIVE MODE")
    for fill in (TOLD, GIVEN, FILL_DEAL_MOVES, FILL_PERSON_PLACES):
        op.execute(fill)
    op.execute("DROP TABLE told_moves")
    op.execute("DROP TABLE given_deals")
    _create_indexes()
    for function, table, columns in TRIGGERS:
        op.execute(function)
        name = f"note_{'deal_move' if table == 'deals' else 'person_place'}"
        op.execute(
            f"CREATE TRIGGER {name} AFTER INSERT OR UPDATE OF {columns} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()"
        )


def downgrade() -> None:
    op.drop_index("ix_deals_won_client_id_closed_at", table_name="deals")
    op.drop_index("ix_offers_sent_at", table_name="offers")
    op.drop_index("ix_interactions_at", table_name="interactions")
    op.execute("DROP TRIGGER note_person_place ON people")
    op.execute("DROP FUNCTION note_person_place()")
    op.execute("DROP TRIGGER note_deal_move ON deals")
    op.execute("DROP FUNCTION note_deal_move()")
    op.drop_table("person_places")
    op.drop_table("deal_moves")


def _create_indexes() -> None:
    op.create_index("ix_deal_moves_deal_id_at", "deal_moves", ["deal_id", "at", "id"])
    op.create_index("ix_deal_moves_owner_id_at", "deal_moves", ["owner_id", "at"])
    op.create_index(
        "uq_deal_moves_closed",
        "deal_moves",
        ["at", "deal_id", "kind"],
        unique=True,
        postgresql_include=["owner_id", "branch_id"],
        postgresql_where=sa.text("kind in ('won', 'lost')"),
    )
    op.create_index(
        "ix_deal_moves_created_at",
        "deal_moves",
        ["at"],
        postgresql_include=["deal_id", "owner_id", "branch_id"],
        postgresql_where=sa.text("kind = 'created'"),
    )
    op.create_index(
        "ix_deal_moves_at",
        "deal_moves",
        ["at"],
        postgresql_include=["deal_id", "kind"],
    )
    op.create_index(
        "ix_interactions_at",
        "interactions",
        ["at"],
        postgresql_include=["person_id", "kind", "result"],
        postgresql_where=sa.text("kind in ('call', 'meeting', 'visit')"),
    )
    op.create_index("ix_offers_sent_at", "offers", ["sent_at"], postgresql_include=["sent_by"])
    op.create_index(
        "uq_person_places_now",
        "person_places",
        ["person_id"],
        unique=True,
        postgresql_where=sa.text("until_at is null"),
    )
    op.create_index("ix_person_places_boss_id", "person_places", ["boss_id"])
    op.create_index(
        "ix_deals_won_client_id_closed_at",
        "deals",
        ["client_id", "closed_at"],
        postgresql_where=sa.text("status = 'won'"),
    )


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))
