"""Answers as plain values, for whoever keeps them: a form while it is filled in, a row for ever."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from domain.briefs.model import Answer, BriefAnswers
from domain.rulebook.briefs import BriefField, FieldKind
from domain.tasks.model import FileKind, TaskFile


def write_answers(answers: BriefAnswers) -> dict[str, Any]:
    return {key: _written(answer) for key, answer in answers.given.items()}


def read_answers(fields: Iterable[BriefField], kept: Mapping[str, Any]) -> BriefAnswers:
    """Answers to other questions than ``fields`` are left out."""
    return BriefAnswers(
        {
            field.key: None if kept[field.key] is None else _read(field.kind, kept[field.key])
            for field in fields
            if field.key in kept
        }
    )


def _written(answer: Answer | None) -> Any:
    match answer:
        case tuple():
            return [
                {"file_id": file.file_id, "kind": str(file.kind), "name": file.name}
                for file in answer
            ]
        case date():
            return answer.isoformat()
        case Decimal():
            return str(answer)
        case _:
            return answer


def _read(kind: FieldKind, kept: Any) -> Answer:
    match kind:
        case FieldKind.NUMBER:
            return Decimal(kept)
        case FieldKind.DATE:
            return date.fromisoformat(kept)
        case FieldKind.FILE:
            return tuple(
                TaskFile(file["file_id"], FileKind(file["kind"]), file["name"]) for file in kept
            )
        case FieldKind.TEXT | FieldKind.CHOICE:
            return str(kept)
