"""Who sees a client, as one SQL predicate; and which client an id leads to."""

from sqlalchemy import ColumnElement, and_, func, select

from domain.clients.model import ClientId
from domain.org.visibility import Scope
from storage.org.visibility import Ways, visible, visible_to
from storage.tables import clients


def client_visible(scope: Scope) -> ColumnElement[bool]:
    """A client that was merged into another one is seen by nobody; ``living_id`` leads on."""
    inside = visible(scope, owner=clients.c.owner_id, branch=clients.c.branch_id)
    return and_(clients.c.merged_into_id.is_(None), inside)


def client_visible_to(ways: Ways) -> ColumnElement[bool]:
    """The same of a scope that is given at execution; see ``storage/org/visibility.py``."""
    inside = visible_to(ways, owner=clients.c.owner_id, branch=clients.c.branch_id)
    return and_(clients.c.merged_into_id.is_(None), inside)


def living_id(client_id: ClientId) -> ColumnElement[int]:
    """The client's id, or that of the one that it is part of."""
    named = clients.alias("named")
    return (
        select(func.coalesce(named.c.merged_into_id, named.c.id))
        .where(named.c.id == client_id)
        .scalar_subquery()
    )
