"""Records of one person, or of several when that one stands in for others.

Of a list Postgres does not know how long it is, and thinks of ten: it plans the statement anew for
each list that is shorter, or reads far too much. One person is asked for by a value, for which one
plan is kept.
"""

from collections.abc import Collection
from enum import Enum
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, any_, bindparam
from sqlalchemy.types import TypeEngine

from storage.org.visibility import IDS


class Who(Enum):
    ONE = "one"
    SEVERAL = "several"

    @classmethod
    def of(cls, people: Collection[int]) -> "Who":
        return cls.ONE if len(people) == 1 else cls.SEVERAL

    @property
    def type(self) -> TypeEngine[Any]:
        """Of the parameter that ``ids`` is given as."""
        return BigInteger() if self is Who.ONE else IDS

    def ids(self, people: Collection[int]) -> int | list[int]:
        if self is Who.ONE:
            (alone,) = people
            return alone
        return sorted(people)

    def has(self, person_id: ColumnElement[Any], name: str) -> ColumnElement[bool]:
        """Whether the column is one of those given as ``name``."""
        given: ColumnElement[Any] = bindparam(name, type_=self.type)
        return person_id == (given if self is Who.ONE else any_(given))

    def among(self, sql: str, name: str) -> str:
        """``sql`` that asks for ``= ANY(:name)``."""
        return sql.replace(f"ANY(:{name})", f":{name}") if self is Who.ONE else sql
