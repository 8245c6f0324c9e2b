"""What the statement counts of tasks is what plain Python counts, over random histories."""

from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from domain.kpi.definitions_work import WORK
from domain.org.whose import WhoseKind
from domain.periods import Period
from tests.builders import a_rulebook
from tests.crm import Crm
from tests.kpi_reference import differing
from tests.kpi_work_reference import WorkReference
from tests.kpi_work_worlds import load_work, some_work
from tests.kpi_worlds import PERIODS, a_world, load

pytestmark = pytest.mark.usefixtures("as_owner")

COMPANIES, TASKS_EACH = 12, 24


@settings(
    max_examples=3,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32), periods=st.permutations(PERIODS))
async def test_the_statement_counts_what_plain_python_counts(
    crm: Crm, seed: int, periods: list[Period]
) -> None:
    chance = Random(seed)
    world = a_world(chance, COMPANIES, deals_each=1)
    work = some_work(chance, world, tasks_each=TASKS_EACH)
    rulebook = a_rulebook()
    async with crm.connection() as connection:
        await load(connection, world)
        await load_work(connection, work)

    for kind, period in [(kind, period) for kind in WhoseKind for period in periods[:2]]:
        reference = WorkReference(world, work, kind, period, rulebook)
        wanted = reference.all()
        async with crm.begin() as uow:
            some = await uow.kpi.figures(
                kind, period, rulebook, now=world.now, ids=reference.ids(), measures=WORK
            )
            every = await uow.kpi.figures(kind, period, rulebook, now=world.now, measures=WORK)
        assert differing(some, wanted) == {}, (kind, period)
        assert [figure for figure in some if figure in every] == every
