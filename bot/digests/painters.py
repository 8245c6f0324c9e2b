"""What a digest says, made when it is sent or asked for; None where there is nothing to say."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.day.cards import day_screen
from bot.delivery.makers import Maker
from bot.digests.callback_data import OpenDigest
from bot.digests.evening_cards import evening_screen
from bot.digests.review_cards import MEASURES, review_screen
from bot.screens import Button, Screen
from bot.tasks.load.callback_data import OpenLoad
from bot.texts import Markup, Texts, texts_for
from domain.clock import Clock
from domain.day.model import Day
from domain.day.queries import ViewDay
from domain.delivery.model import DIGEST, Notice
from domain.digests.choosing import ViewDigestPlan
from domain.digests.evening import ViewEvening
from domain.digests.making import COMES_ON, DIGEST_OF_MONTH, DIGEST_OF_WEEK
from domain.digests.model import LOOK_BACK, DigestKind, DigestPart
from domain.digests.parts import within
from domain.kpi.queries import ViewKpi
from domain.org.model import Actor
from domain.org.whose import widest_of
from domain.periods import Period, period_of
from domain.plans.queries import ViewPlanOf
from domain.tasks.load_queries import ViewTeamLoad
from domain.tasks.views import PersonDays

DAYS_OF_LOAD: Final = 7
MOST_NAMES: Final = 3


@dataclass(frozen=True, slots=True)
class PaintDigest:
    """The daily digest of each role: what is to be done, or what came of the day."""

    view_digest_plan: ViewDigestPlan
    view_day: ViewDay
    view_evening: ViewEvening
    view_plan_of: ViewPlanOf
    view_team_load: ViewTeamLoad
    view_kpi: ViewKpi
    clock: Clock

    async def __call__(self, actor: Actor, _notice: Notice | None = None) -> Screen | None:
        """None where there is nothing to say: an empty digest is not sent."""
        plan = await self.view_digest_plan(actor)
        parts = plan.choices.parts_for(actor.role)
        if actor.role in LOOK_BACK:
            evening = await self.view_evening(actor, parts)
            return None if evening.is_empty else evening_screen(evening, _texts(actor), actor=actor)
        return await self._to_do(actor, parts)

    async def weekly(self, actor: Actor, notice: Notice | None = None) -> Screen | None:
        """The results of the week before the one in which it comes; now, where nobody sent it."""
        return await self._review(actor, DigestKind.WEEKLY, notice)

    async def monthly(self, actor: Actor, notice: Notice | None = None) -> Screen | None:
        """The same of a month."""
        return await self._review(actor, DigestKind.MONTHLY, notice)

    async def _review(self, actor: Actor, kind: DigestKind, notice: Notice | None) -> Screen | None:
        came = notice.facts.get(COMES_ON) if notice else None
        comes_on = date.fromisoformat(str(came)) if came else None

        def period_at(today: date) -> Period:
            return period_of(kind.period, comes_on or today).previous()

        page = await self.view_kpi(actor, widest_of(actor), period_at, MEASURES)
        return None if page.is_empty else review_screen(page, kind, _texts(actor))

    def makers(self) -> dict[str, Maker]:
        return {DIGEST: self, DIGEST_OF_WEEK: self.weekly, DIGEST_OF_MONTH: self.monthly}

    async def _to_do(self, actor: Actor, parts: frozenset[DigestPart]) -> Screen | None:
        texts = _texts(actor)
        day = within(await self.view_day(actor), parts)
        overloaded = await self._overloaded(actor, parts)
        if day.is_free and not overloaded:
            return None
        if DigestPart.PLAN in parts:
            day = await self._with_plan(day, actor)
        screen = day_screen(day, texts, actor=actor, now=self.clock(), is_digest=True)
        further = [Button(texts.plain("digest-settings-button"), OpenDigest())]
        if overloaded:
            further.insert(0, Button(texts.plain("digest-load-button"), OpenLoad()))
        return replace(
            screen,
            text=texts.paragraphs([screen.text, overloaded_line(overloaded, texts)]),
            buttons=(*screen.buttons, tuple(further)),
        )

    async def _with_plan(self, day: Day, actor: Actor) -> Day:
        """A head reads the plan of what they answer for, their own where that has none."""
        answers_for = widest_of(actor)
        plan = await self.view_plan_of(actor, answers_for) if answers_for.is_group else None
        return day if plan is None else replace(day, plan=plan)

    async def _overloaded(self, actor: Actor, parts: frozenset[DigestPart]) -> Sequence[PersonDays]:
        """Who of the team has more to do this week than there are hours."""
        if not (actor.role.leads_people and DigestPart.LOAD in parts):
            return ()
        team = await self.view_team_load(actor, days=DAYS_OF_LOAD)
        return [one for one in team if one.weeks and one.weeks[0].is_overloaded]


def overloaded_line(overloaded: Sequence[PersonDays], texts: Texts) -> Markup | None:
    if not overloaded:
        return None
    names = ", ".join(one.name for one in overloaded[:MOST_NAMES])
    if len(overloaded) > MOST_NAMES:
        count = len(overloaded) - MOST_NAMES
        names = texts.plain("digest-names-more", names=names, count=count)
    return texts("digest-overloaded", names=names)


def _texts(actor: Actor) -> Texts:
    return texts_for(actor.language)
