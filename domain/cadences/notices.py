"""Kinds of notices about clients under a cadence."""

from typing import Final

CADENCE: Final = "cadence"
"""A client is to hear from somebody: its day has come, it is late, the planned moment is here, or a
head asks. The matter is ``Matter.CADENCE`` with the client's id; facts: ``rung`` (owner, lead,
manager, plan or head)."""

MOVE_ASKED: Final = "cadence_move_asked"
"""A head is to decide whether a client may be contacted later; ``Matter.CADENCE_MOVE``."""

MOVE_DECIDED: Final = "cadence_move_decided"
"""To who asked: a head agreed or declined, or nobody decided in time; ``Matter.CADENCE_MOVE``."""

CLIENTS_UNWATCHED: Final = "clients_without_cadence"
"""To administrators: clients whose segment has a cadence have no due day; ``Matter.ALARM``."""
