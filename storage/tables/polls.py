from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import JSONB

from storage.tables.base import change_marks, identity, metadata, moment

poll_answers = Table(
    "poll_answers",
    metadata,
    identity(),
    Column("client_id", ForeignKey("clients.id"), nullable=False),
    Column("interaction_id", ForeignKey("interactions.id"), nullable=False),
    Column("poll", Text, nullable=False, comment="key of the rulebook's poll"),
    Column("poll_name", JSONB, nullable=False, comment="by language"),
    Column("question", Text, nullable=False, comment="key"),
    Column("question_text", JSONB, nullable=False, comment="by language"),
    Column("position", SmallInteger, nullable=False, comment="of the question"),
    Column("answer", Text, nullable=True, comment="key of a ready answer"),
    Column("answer_name", JSONB(none_as_null=True), nullable=True, comment="by language"),
    Column("words", Text, nullable=True, comment="an answer in free words"),
    Column("segment", Text, nullable=False, comment="the client's, when it was asked"),
    Column("answered_by", ForeignKey("people.id"), nullable=False),
    moment("answered_at"),
    Column("version", Integer, nullable=False, server_default="1"),
    *change_marks(),
    CheckConstraint("(answer is null) = (answer_name is null)", name="named"),
    CheckConstraint("answer is null or words is null", name="ready_or_free"),
    CheckConstraint("char_length(words) <= 500", name="words_are_short"),
    Index(
        "uq_poll_answers_interaction_id_poll_question",
        "interaction_id",
        "poll",
        "question",
        unique=True,
    ),
    Index("ix_poll_answers_client_id_poll_answered_at", "client_id", "poll", "answered_at"),
    Index("ix_poll_answers_poll_answered_at", "poll", "answered_at"),
    comment="What clients answered to polls; neither answer nor words: skipped",
)
