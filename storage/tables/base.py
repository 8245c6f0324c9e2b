from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, Identity, MetaData, Text, func

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def identity() -> Column[int]:
    """A bigint identity: short in callback data, and known to Postgres 15."""
    return Column("id", BigInteger, Identity(always=False), primary_key=True)


def moment(name: str, *, nullable: bool = False) -> Column[Any]:
    """An aware moment."""
    return Column(name, DateTime(timezone=True), nullable=nullable)


def change_marks() -> tuple[Column[Any], ...]:
    """Who wrote the row last, through what, and when; the audit trigger reads them."""
    return (
        Column("changed_by", BigInteger, nullable=True),
        Column("changed_via", Text, nullable=False, server_default="clock"),
        Column("changed_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    )
