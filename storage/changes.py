from datetime import datetime
from typing import Any

from domain.origin import current_origin


def change_marks(now: datetime) -> dict[str, Any]:
    """Values of the columns that the audit trigger reads, from the act in hand."""
    origin = current_origin()
    return {
        "changed_by": origin.actor_id,
        "changed_via": str(origin.channel),
        "changed_at": now,
    }
