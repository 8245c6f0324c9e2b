from sqlalchemy import Column, ForeignKey, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from storage.tables.base import change_marks, metadata

task_briefs = Table(
    "task_briefs",
    metadata,
    Column("task_id", ForeignKey("tasks.id"), primary_key=True),
    Column("key", Text, nullable=False, comment="of the template"),
    Column("name", JSONB, nullable=False, comment="the template's, by language, as it was"),
    Column("fields", JSONB, nullable=False, comment="the template's questions, as they were"),
    Column("answers", JSONB, nullable=False, comment="by the question's key; null: skipped"),
    *change_marks(),
    comment="What was asked and answered before a task was given",
)
