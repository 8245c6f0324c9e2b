"""Changes of many plans at once: by how much, what would change, and why a sheet was not taken."""

from decimal import Decimal
from typing import Final

from bot.callback_data import OpenDay
from bot.plans.callback_data import (
    AskFactor,
    ConfirmPlans,
    CopyPlans,
    OpenPlan,
    month_number,
)
from bot.plans.wording import LONGEST_NAME, amount_words, planned_words, whose_words
from bot.screens import Button, Screen, in_rows
from bot.shortening import shorten
from bot.texts import Markup, Texts
from domain.plans.copying import Factor
from domain.plans.model import Planned
from domain.plans.sheets import Fault
from domain.plans.views import PlanPage, ProposalLine, ProposalView

MOST_LINES: Final = 10
"""Of a proposal, each with before and after."""
MOST_FAULTS: Final = 12


def factor_screen(page: PlanPage, texts: Texts) -> Screen:
    """By how much the copied month differs."""
    data = {
        "kind": page.whose.kind,
        "id": page.whose.id,
        "month": month_number(page.month.starts_on),
        "planned": page.planned,
    }
    title = texts(
        "plan-factor-title",
        **{"from": texts.month(page.month.previous().starts_on)},
        month=texts.month(page.month.starts_on),
        whose=whose_words(page.whose, page.name, texts),
    )
    chips = tuple(
        Button(
            texts.plain(f"plan-factor-{factor.value.replace('.', '_')}-button"),
            CopyPlans(**data, factor=factor),
        )
        for factor in Factor
    )
    other = Button(texts.plain("plan-factor-other-button"), AskFactor(**data))
    back = Button(texts.plain("plan-back-button"), OpenPlan(**data))
    return Screen(
        texts.lines([title, texts("plan-factor-how")]), (*in_rows((*chips, other), 2), (back,))
    )


def proposal_screen(view: ProposalView, back: OpenPlan, texts: Texts) -> Screen:
    """What would change, to be confirmed; ``back`` is the plan that is shown afterwards."""
    proposal = view.proposal
    months = {line.month for line in view.lines}

    def worded(amount: Decimal | None, planned: Planned) -> str:
        return amount_words(amount, planned, proposal.currency, texts)

    def line_words(line: ProposalLine) -> Markup:
        said = {
            "name": shorten(whose_words(line.whose, line.name, texts), LONGEST_NAME),
            "planned": planned_words(line.planned, texts),
            "before": worded(line.before, line.planned),
            "after": worded(line.after, line.planned)
            if line.after
            else texts.plain("plan-taken-away"),
        }
        if len(months) == 1:
            return texts("plan-proposal-line", **said)
        return texts("plan-proposal-line-month", **said, month=texts.month(line.month))

    more = len(view.lines) - MOST_LINES
    total_key = "plan-proposal-total-people" if view.is_of_people else "plan-proposal-total"
    text = texts.paragraphs(
        [
            texts.lines(
                [
                    texts(f"plan-proposal-{proposal.kind}"),
                    ", ".join(texts.month(month) for month in sorted(months)),
                    texts("plan-proposal-count", count=len(view.lines)),
                ]
            ),
            texts.lines(
                [
                    *(line_words(line) for line in view.lines[:MOST_LINES]),
                    texts("plan-proposal-more", count=more) if more > 0 else None,
                ]
            ),
            texts.lines(
                [
                    *(
                        texts(
                            total_key,
                            planned=planned_words(planned, texts),
                            before=worded(before, planned),
                            after=worded(after, planned),
                        )
                        for planned, before, after in view.totals
                    ),
                    texts("plan-proposal-overwritten", count=view.overwritten)
                    if view.overwritten
                    else None,
                ]
            ),
        ]
    )

    def confirms(*, only_new: bool) -> ConfirmPlans:
        return ConfirmPlans(
            proposal_id=proposal.id,
            only_new=only_new,
            kind=back.kind,
            id=back.id,
            month=back.month,
            planned=back.planned,
        )

    acts = [Button(texts.plain("plan-confirm-button"), confirms(only_new=False))]
    if 0 < view.overwritten < len(view.lines):
        acts = [
            Button(texts.plain("plan-replace-button"), confirms(only_new=False)),
            Button(texts.plain("plan-only-new-button"), confirms(only_new=True)),
        ]
    return Screen(text, (tuple(acts), (Button(texts.plain("plan-back-button"), back),)))


def faults_screen(faults: tuple[Fault, ...], texts: Texts) -> Screen:
    """The answer to a sheet that was not taken."""
    more = len(faults) - MOST_FAULTS
    text = texts.paragraphs(
        [
            texts("plan-faults-title"),
            texts.lines(
                [
                    *(
                        texts(
                            "plan-fault-line",
                            line=fault.line,
                            words=texts.plain(f"plan-fault-{fault.kind}", what=fault.what),
                        )
                        for fault in faults[:MOST_FAULTS]
                    ),
                    texts("plan-faults-more", count=more) if more > 0 else None,
                ]
            ),
            texts("plan-faults-how"),
        ]
    )
    return Screen(text, ((Button(texts.plain("day-button"), OpenDay()),),))
