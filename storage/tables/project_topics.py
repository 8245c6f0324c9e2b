from sqlalchemy import BigInteger, Column, DateTime, ForeignKey, Index, Integer, Table, Text

from storage.tables.base import change_marks, metadata, moment

project_topics = Table(
    "project_topics",
    metadata,
    Column("project_id", ForeignKey("projects.id"), primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", Integer, nullable=False),
    Column("group_title", Text, nullable=False),
    Column("linked_by", ForeignKey("people.id"), nullable=False),
    moment("linked_at"),
    moment("closed_at", nullable=True),
    *change_marks(),
    Index("uq_project_topics_chat_id_thread_id", "chat_id", "thread_id", unique=True),
    comment="Where in a group the tasks of a project stand as cards",
)

topic_cards = Table(
    "topic_cards",
    metadata,
    Column("task_id", ForeignKey("tasks.id"), primary_key=True),
    Column("message_id", Integer, nullable=True),
    Column("shown_version", Integer, nullable=True, comment="of the task"),
    Column("claimed_until", DateTime(timezone=True), nullable=True),
    Index("ix_topic_cards_message_id", "message_id"),
    comment="What the cards in topics show; outdated where the task is at another version",
)
