"""A plan in one line, for «Мой день», digests and cards of figures.

``ViewPlanOf`` (``domain/plans/queries.py``) gives what is worded here, for the actor's own plan or
for whatever they may see; None where nothing is planned, so that nothing is said.
"""

from bot.plans.callback_data import OpenPlan, month_number
from bot.plans.wording import amount_words, share_words
from bot.screens import Button
from bot.texts import Markup, Texts
from domain.plans.views import OwnPlan


def plan_line(own: OwnPlan | None, texts: Texts) -> Markup | None:
    """«📈 План: 620 000 ₽ из 900 000 ₽ (69 %), прошло 72 % рабочих дней».

    A group's says whose it is: a head has one of their own besides.
    """
    if own is None:
        return None
    progress = own.progress
    said = {
        "of": str(own.whose.kind),
        "fact": amount_words(progress.fact, own.planned, own.currency, texts),
        "plan": amount_words(progress.plan, own.planned, own.currency, texts),
        "share": share_words(progress.share, texts),
    }
    if progress.days.share is None:
        return texts("day-plan-no-days", **said)
    return texts("day-plan", **said, days=share_words(progress.days.share, texts))


def plan_button(own: OwnPlan, texts: Texts) -> Button:
    """To the plan itself."""
    return Button(
        texts.plain("plan-button"),
        OpenPlan(
            kind=own.whose.kind,
            id=own.whose.id,
            month=month_number(own.month.starts_on),
            planned=own.planned,
        ),
    )
