"""Answers to the short polls after contacts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "poll_answers",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=False),
        sa.Column("interaction_id", sa.BigInteger(), nullable=False),
        sa.Column("poll", sa.Text(), nullable=False, comment="key of the rulebook's poll"),
        sa.Column("poll_name", postgresql.JSONB(), nullable=False, comment="by language"),
        sa.Column("question", sa.Text(), nullable=False, comment="key"),
        sa.Column("question_text", postgresql.JSONB(), nullable=False, comment="by language"),
        sa.Column("position", sa.SmallInteger(), nullable=False, comment="of the question"),
        sa.Column("answer", sa.Text(), nullable=True, comment="key of a ready answer"),
        sa.Column("answer_name", postgresql.JSONB(), nullable=True, comment="by language"),
        sa.Column("words", sa.Text(), nullable=True, comment="an answer in free words"),
        sa.Column("segment", sa.Text(), nullable=False, comment="the client's, when it was asked"),
        sa.Column("answered_by", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_via", sa.Text(), server_default="clock", nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(answer is null) = (answer_name is null)", name=op.f("ck_poll_answers_named")
        ),
        sa.CheckConstraint(
            "answer is null or words is null", name=op.f("ck_poll_answers_ready_or_free")
        ),
        sa.CheckConstraint(
            "char_length(words) <= 500", name=op.f("ck_poll_answers_words_are_short")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["people.id"], name=op.f("fk_poll_answers_answered_by")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name=op.f("fk_poll_answers_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["interaction_id"], ["interactions.id"], name=op.f("fk_poll_answers_interaction_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_answers")),
        comment="What clients answered to polls; neither answer nor words: skipped",
    )
    op.create_index(
        "uq_poll_answers_interaction_id_poll_question",
        "poll_answers",
        ["interaction_id", "poll", "question"],
        unique=True,
    )
    op.create_index(
        "ix_poll_answers_client_id_poll_answered_at",
        "poll_answers",
        ["client_id", "poll", "answered_at"],
    )
    op.create_index("ix_poll_answers_poll_answered_at", "poll_answers", ["poll", "answered_at"])
    op.execute(
        "CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON poll_answers "
        "FOR EACH ROW EXECUTE FUNCTION audit_row('id')"
    )
    op.execute(
        "CREATE TRIGGER lead_to_survivor BEFORE INSERT OR UPDATE OF client_id ON poll_answers "
        "FOR EACH ROW WHEN (NEW.client_id IS NOT NULL) EXECUTE FUNCTION lead_to_survivor()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER lead_to_survivor ON poll_answers")
    op.execute("DROP TRIGGER audit ON poll_answers")
    op.drop_table("poll_answers")
