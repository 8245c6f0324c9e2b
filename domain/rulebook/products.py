"""When it is known enough of similar clients to say what a client lacks."""

from typing import Annotated

from pydantic import Field, StrictInt

from domain.rulebook.faults import Section


class CrossSell(Section):
    """The next product to offer is what similar clients use."""

    least_similar_clients: Annotated[StrictInt, Field(ge=1, le=10_000)] = 5
