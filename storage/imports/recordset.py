"""Many rows in one parameter: a statement with thousands of parameters is slow to make and send."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Column, cast, column, func, literal, types
from sqlalchemy.sql.selectable import TableValuedAlias


def recordset(
    rows: Iterable[Mapping[str, Any]], columns: Sequence[Column[Any]], *, name: str = "given"
) -> TableValuedAlias:
    """``rows`` as a table with ``columns``; what a row does not name is null there."""
    body = json.dumps(list(rows), default=_as_text, ensure_ascii=False)
    typed = [column(item.name, item.type) for item in columns]
    rows_of_json = func.json_to_recordset(cast(literal(body, types.Text), JSON))
    return rows_of_json.table_valued(*typed, name=name).render_derived(with_types=True)


def _as_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"no JSON for {type(value).__name__}")
