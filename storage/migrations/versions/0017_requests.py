"""Requests of clients."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

AUDITED = ("requests", "request_files")


def upgrade() -> None:
    op.create_table(
        "requests",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=False),
        sa.Column("contact_id", sa.BigInteger(), nullable=True),
        sa.Column("deal_id", sa.BigInteger(), nullable=True, comment="what it is about"),
        sa.Column("channel", sa.Text(), nullable=False, comment="key of the rulebook"),
        sa.Column("kind", sa.Text(), nullable=False, comment="key of the rulebook"),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted_by", sa.BigInteger(), nullable=False),
        sa.Column("responsible_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "is_reassigned",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="given to a colleague; else it follows the client's owner",
        ),
        sa.Column(
            "manager_id",
            sa.BigInteger(),
            nullable=True,
            comment="on whose day it stands, too, till it is closed",
        ),
        sa.Column("status", sa.Text(), server_default="new", nullable=False),
        sa.Column("react_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("close_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("limit_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "ladder",
            postgresql.ARRAY(sa.DateTime(timezone=True)),
            nullable=False,
            comment="moments of the reminders, in working time, the first at limit_at",
        ),
        sa.Column(
            "ladder_to",
            postgresql.ARRAY(sa.Text()),
            nullable=False,
            comment="owner, lead or manager, per moment",
        ),
        sa.Column("steps_done", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("next_step_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reacted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reacted_by", sa.BigInteger(), nullable=True),
        sa.Column("reaction_seconds", sa.Integer(), nullable=True, comment="of working time"),
        sa.Column(
            "reaction_id",
            sa.BigInteger(),
            nullable=True,
            comment="the contact that was the first reaction; null where it was only marked",
        ),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.BigInteger(), nullable=True),
        sa.Column("closing_seconds", sa.Integer(), nullable=True, comment="of working time"),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("rating", sa.Text(), nullable=True, comment="the client's, where they told it"),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("task_id", sa.BigInteger(), nullable=True, comment="what was made of it"),
        sa.Column("made_deal_id", sa.BigInteger(), nullable=True, comment="what was made of it"),
        sa.Column(
            "once", sa.Text(), nullable=True, comment="the form or message that it came from"
        ),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        *_change_marks(),
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_requests_{name}"))
            for name, rule in {
                "status": "status in ('new', 'reacted', 'closed', 'reopened')",
                "has_come": "came_at <= noted_at",
                "words_are_short": "char_length(words) between 1 and 1000",
                "result_is_short": "char_length(result) <= 1000",
                "rating": "rating in ('up', 'down')",
                "reaction_is_whole": "(reacted_at is null) = (reacted_by is null)"
                " and (reacted_at is null) = (reaction_seconds is null)",
                "reacted": "status not in ('reacted', 'closed') or reacted_at is not null",
                "closed_with_a_result": "(status = 'closed') = (closed_at is not null"
                " and closed_by is not null and closing_seconds is not null"
                " and result is not null)",
                "closed_is_not_reminded_of": "status <> 'closed'"
                " or (limit_at is null and next_step_at is null)",
                "waiting_has_a_limit": "status not in ('new', 'reopened') or limit_at is not null",
                "never_silent_and_unwatched": "limit_at is null or next_step_at is not null"
                " or steps_done = cardinality(ladder)",
                "ladder_is_addressed": "cardinality(ladder) = cardinality(ladder_to)",
            }.items()
        ),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_requests_{column}"))
            for column, table in {
                "client_id": "clients",
                "contact_id": "contacts",
                "deal_id": "deals",
                "noted_by": "people",
                "responsible_id": "people",
                "manager_id": "people",
                "reacted_by": "people",
                "reaction_id": "interactions",
                "closed_by": "people",
                "task_id": "tasks",
                "made_deal_id": "deals",
            }.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
        sa.UniqueConstraint("once", name=op.f("uq_requests_once")),
        comment="What clients asked for, till it is closed",
    )
    op.create_index("ix_requests_client_id_came_at", "requests", ["client_id", "came_at", "id"])
    for column in ("contact_id", "deal_id", "task_id", "made_deal_id", "reaction_id"):
        op.create_index(
            f"ix_requests_{column}",
            "requests",
            [column],
            postgresql_where=sa.text(f"{column} is not null"),
        )
    for name, columns in {
        "responsible_id": ["responsible_id", "limit_at"],
        "client_id": ["client_id"],
        "next_step_at": ["next_step_at"],
    }.items():
        op.create_index(
            f"ix_requests_open_{name}",
            "requests",
            columns,
            postgresql_where=sa.text("status <> 'closed'"),
        )
    op.create_index(
        "ix_requests_open_manager_id",
        "requests",
        ["manager_id"],
        postgresql_where=sa.text("status <> 'closed' and manager_id is not null"),
    )
    op.create_index("ix_requests_came_at", "requests", ["came_at"])
    op.create_table(
        "request_files",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("request_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column(
            "file_id", sa.Text(), nullable=True, comment="Telegram's; none of forwarded words"
        ),
        sa.Column(
            "name", sa.Text(), nullable=True, comment="of the file, or of whose words they were"
        ),
        *_change_marks(),
        sa.CheckConstraint(
            "kind in ('photo', 'voice', 'document', 'video', 'audio', 'video_note', 'forwarded')",
            name=op.f("ck_request_files_kind"),
        ),
        sa.CheckConstraint(
            "file_id is not null or kind = 'forwarded'",
            name=op.f("ck_request_files_file_has_its_id"),
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name=op.f("fk_request_files_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_files")),
        comment="What was filed with a request",
    )
    op.create_index(op.f("ix_request_files_request_id"), "request_files", ["request_id"])
    op.add_column("timeline", sa.Column("request_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_timeline_request_id"), "timeline", "requests", ["request_id"], ["id"]
    )
    op.create_index(
        "ix_timeline_request_id_at",
        "timeline",
        ["request_id", "at", "id"],
        postgresql_where=sa.text("request_id is not null"),
    )
    for table in AUDITED:
        op.execute(
            f"CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION audit_row('id')"
        )
    op.execute(
        "CREATE TRIGGER lead_to_survivor BEFORE INSERT OR UPDATE OF client_id ON requests "
        "FOR EACH ROW WHEN (NEW.client_id IS NOT NULL) EXECUTE FUNCTION lead_to_survivor()"
    )


def downgrade() -> None:
    op.drop_column("timeline", "request_id")
    op.drop_table("request_files")
    op.drop_table("requests")


def _change_marks() -> tuple[sa.Column, ...]:
    return (
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_via", sa.Text(), server_default="clock", nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
    )
