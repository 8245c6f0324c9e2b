from collections.abc import Mapping, Sequence

from sqlalchemy import BigInteger, any_, func, literal, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.org.model import PersonId
from domain.pages import Page
from domain.tasks.model import ApprovalReason, TaskId
from domain.tasks.views import ApprovalLine
from domain.tasks.visibility import Viewer
from storage.money import to_money
from storage.tables import tasks
from storage.tasks.listed import select_lines, to_line
from storage.tasks.visibility import task_visible


class SqlTaskApprovals:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def waiting(
        self, viewer: Viewer, *, own: PersonId, offset: int, size: int
    ) -> tuple[Sequence[ApprovalLine], Page]:
        chosen = (
            text("tasks.state = 'waiting_approval'"),
            tasks.c.approver_id == any_(literal(sorted(viewer.ids), ARRAY(BigInteger))),
            tasks.c.assigner_id != own,
            tasks.c.executor_id != own,
        )
        total = await self._connection.scalar(
            select(func.count()).select_from(tasks).where(*chosen)
        )
        page = Page.nearest(offset, size, total or 0)
        rows = await self._connection.execute(
            select_lines()
            .add_columns(
                tasks.c.approval_reasons,
                tasks.c.cost,
                tasks.c.currency,
                tasks.c.approver_id,
                tasks.c.approval_expires_at,
            )
            .where(*chosen)
            .order_by(tasks.c.approval_expires_at, tasks.c.id)
            .offset(page.offset)
            .limit(size)
        )
        return [
            ApprovalLine(
                line=to_line(row),
                reasons=tuple(ApprovalReason(reason) for reason in row.approval_reasons),
                cost=to_money(row.cost, row.currency) if row.currency else None,
                approver_id=PersonId(row.approver_id),
                expires_at=row.approval_expires_at,
            )
            for row in rows
        ], page

    async def titles(self, task_ids: Sequence[TaskId], viewer: Viewer) -> Mapping[TaskId, str]:
        rows = await self._connection.execute(
            select(tasks.c.id, tasks.c.title).where(tasks.c.id.in_(task_ids), task_visible(viewer))
        )
        return {TaskId(row.id): row.title for row in rows}
