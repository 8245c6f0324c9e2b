"""What the statements count is what plain Python counts, over thousands of random histories."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from domain.kpi.definitions_sales import SALES
from domain.kpi.model import Asked, Measure, Part
from domain.org.visibility import EVERYTHING
from domain.org.whose import WhoseKind
from domain.periods import Period
from domain.rulebook.kpi import KpiRules, SegmentChurn
from domain.rulebook.model import Rulebook
from tests.builders import a_rulebook
from tests.crm import Crm
from tests.kpi_reference import Reference, differing
from tests.kpi_worlds import PERIODS, a_world, load

pytestmark = pytest.mark.usefixtures("as_owner")

MEDIANS = {Measure.CYCLE, Measure.STAGE_TIME, Measure.HAND_OFF}
COMPANIES, DEALS_EACH = 50, 7


def rules() -> Rulebook:
    """Two departments share the stages, and clients are soon gone."""
    whole = a_rulebook()
    stages = tuple(
        stage.model_copy(update={"department": ("one", "two", None)[place % 3]})
        for place, stage in enumerate(whole.stages)
    )
    vip = SegmentChurn(segment="vip", churn_days=9)
    kpi = KpiRules(churn_days=30, segments=(vip,), contract_stage="contract")
    pipeline = whole.pipeline.model_copy(update={"stages": stages})
    return whole.model_copy(update={"pipeline": pipeline, "kpi": kpi})


@settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32), period=st.sampled_from(PERIODS))
async def test_the_statements_count_what_plain_python_counts(
    crm: Crm, seed: int, period: Period
) -> None:
    world = a_world(Random(seed), COMPANIES, deals_each=DEALS_EACH)
    rulebook = rules()
    async with crm.connection() as connection:
        await load(connection, world)

    for kind in WhoseKind:
        reference = Reference(world, kind, period, rulebook)
        wanted = reference.all()
        async with crm.begin() as uow:
            found = await uow.kpi.figures(
                kind, period, rulebook, now=world.now, ids=reference.ids(), measures=SALES
            )
        assert differing(found, wanted) == {}, kind


async def test_all_at_once_and_some_by_name_are_the_same(crm: Crm) -> None:
    world = a_world(Random(7), 4, deals_each=DEALS_EACH)
    async with crm.connection() as connection:
        await load(connection, world)

    async with crm.begin() as uow:
        for kind in WhoseKind:
            every = await uow.kpi.figures(kind, PERIODS[0], rules(), now=world.now, measures=SALES)
            for whose in {figure.whose for figure in every}:
                mine = await uow.kpi.figures(
                    kind, PERIODS[0], rules(), now=world.now, ids=[whose.id], measures=SALES
                )
                assert mine == [figure for figure in every if figure.whose == whose]


@pytest.mark.parametrize("kind", [WhoseKind.COMPANY, WhoseKind.TEAM])
async def test_behind_a_figure_are_the_facts_that_it_counts(crm: Crm, kind: WhoseKind) -> None:
    world = a_world(Random(11), 4, deals_each=DEALS_EACH)
    period, rulebook, now = PERIODS[3], rules(), world.now
    async with crm.connection() as connection:
        await load(connection, world)

    async with crm.begin() as uow:
        found = await uow.kpi.figures(kind, period, rulebook, now=now, measures=SALES)
        most = max(found, key=lambda figure: figure.numerator).whose
        for figure in found:
            if figure.whose != most:
                continue
            asked = Asked(figure.measure, figure.whose, period, figure.of)
            counted = {
                part: await uow.kpi.facts(
                    asked, part, rulebook, EVERYTHING, now=now, offset=0, size=500
                )
                for part in Part
            }
            numbers = {
                part: sum((fact.number or Decimal(0) for fact in facts), Decimal(0))
                for part, (facts, _) in counted.items()
            }
            assert all(total == len(facts) for facts, total in counted.values())
            assert counted[Part.LEFT_OUT][1] == sum(figure.left_out.values()), figure
            if figure.measure is Measure.VELOCITY:
                continue  # a product of four: its lists are of two of them
            is_median = figure.measure in MEDIANS
            behind = counted[Part.NUMERATOR][1] if is_median else numbers[Part.NUMERATOR]
            assert round(Decimal(behind), 9) == round(figure.numerator, 9), figure
            if figure.denominator is not None:
                assert numbers[Part.DENOMINATOR] == figure.denominator, figure
            for facts, _ in counted.values():
                assert facts == sorted(facts, key=lambda fact: (fact.at, fact.id), reverse=True)
