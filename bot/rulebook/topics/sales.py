"""Rules of deals, offers, requests, calls and visits, as whoever works by them reads them."""

from bot.rulebook.topics.saying import bullet, ladder, listed, percent, said
from bot.rulebook.wording import segment_name, stage_name, working_days, working_time
from bot.texts import Markup, Texts
from domain.rulebook.pipeline import Stage
from domain.rulebook.rules_for import RulesPage


def deals(page: RulesPage, texts: Texts) -> list[Markup]:
    """How long a deal may stand where, and what must be done there."""
    pipeline = page.rulebook.pipeline
    stages = [texts("rules-deals-stages"), *(_stage(stage, texts) for stage in pipeline.stages)]
    reasons = [reason.name.for_language(texts.language) for reason in pipeline.lost_reasons]
    parts = [
        texts.lines(stages),
        texts.lines(
            [texts("rules-deals-late"), said("deals-lost", texts, reasons=listed(reasons))]
        ),
    ]
    if page.is_head:
        chances = [
            f"{stage.name.for_language(texts.language)} {percent(stage.probability, texts)}"
            for stage in pipeline.stages
        ]
        parts.append(said("deals-chances", texts, chances=listed(chances)))
    return parts


def _stage(stage: Stage, texts: Texts) -> Markup:
    name, limit = (
        stage.name.for_language(texts.language),
        working_time(stage.limit_working_hours, texts),
    )
    required = [item.text.for_language(texts.language) for item in stage.checklist if item.required]
    if not required:
        return said("deals-stage", texts, name=name, limit=limit)
    return said("deals-stage-with", texts, name=name, limit=limit, items="; ".join(required))


def offers(page: RulesPage, texts: Texts) -> list[Markup]:
    """When the bot asks for the client's answer, and whom silence reaches."""
    offers = page.rulebook.offers
    asked = [
        said("offers-first", texts, wait=working_days(offers.follow_up_working_days, texts)),
        said("offers-thinking", texts, wait=working_days(offers.thinking_working_days, texts)),
        said(
            "offers-no-answer",
            texts,
            wait=working_time(offers.no_answer_retry_working_hours, texts),
        ),
        said("offers-snoozes", texts, count=offers.max_snoozes)
        if offers.max_snoozes
        else said("offers-no-snoozes", texts),
    ]
    leads_to = said(
        "offers-lead-to",
        texts,
        accepted=stage_name(page.rulebook, offers.on_accept, texts),
        refused=stage_name(page.rulebook, offers.on_refuse, texts),
    )
    return [
        texts.lines(asked),
        said("silence", texts, steps=ladder(offers.escalation, texts)),
        leads_to,
    ]


def requests(page: RulesPage, texts: Texts) -> list[Markup]:
    """How soon somebody reacts to what a client asked for."""
    terms = page.rulebook.requests
    general = [
        said("requests-reaction", texts, limit=working_time(terms.reaction_working_hours, texts))
    ]
    if terms.closing_working_hours is not None:
        closing = working_time(terms.closing_working_hours, texts)
        general.append(said("requests-closing", texts, limit=closing))
    for known in terms.segments:
        name = segment_name(page.rulebook, known.segment, texts)
        limit = working_time(known.reaction_working_hours, texts)
        line = said("requests-of-segment", texts, name=name, limit=limit)
        if known.closing_working_hours is not None:
            closing = working_time(known.closing_working_hours, texts)
            line = said(
                "requests-of-segment-closed", texts, name=name, limit=limit, closing=closing
            )
        general.append(line)
    parts = [texts.lines(general), said("late", texts, steps=ladder(terms.escalation, texts))]
    watched = [
        segment_name(page.rulebook, known.segment, texts)
        for known in terms.segments
        if known.on_managers_day
    ]
    if page.is_manager and watched:
        parts.append(said("requests-on-your-day", texts, names=listed(watched)))
    parts.append(said("requests-reopen", texts, count=terms.reopen_within_days))
    return parts


def calls(page: RulesPage, texts: Texts) -> list[Markup]:
    """The round of calls of pairs of sellers."""
    cycle = page.rulebook.cycle
    lines = [
        said("calls-cycle", texts, count=cycle.length_days),
        said("calls-a-day", texts, count=cycle.calls_a_day),
        said(
            "calls-again",
            texts,
            wait=working_time(cycle.retry_working_hours, texts),
            tries=str(cycle.tries),
        ),
    ]
    weights = [
        bullet(f"{segment_name(page.rulebook, known.segment, texts)}: {known.weight}", texts)
        for known in cycle.segments
    ]
    parts = [texts.lines(lines)]
    if weights:
        parts.append(texts.lines([texts("rules-calls-weights"), *weights]))
    if page.is_manager:
        day = texts.plain(f"rulebook-value-{cycle.check.weekday}")
        parts.append(said("calls-check", texts, day=day, at=f"{cycle.check.at:%H:%M}"))
    return parts


def visits(page: RulesPage, texts: Texts) -> list[Markup]:
    """How visits are booked, and what is asked after them."""
    terms = page.rulebook.visits
    booked = [
        said("visits-length", texts, count=terms.visit_minutes),
        said("visits-buffer", texts, count=terms.buffer_minutes),
        said("visits-ahead", texts, count=terms.days_ahead),
    ]
    told = said(
        "visits-reminder", texts, at=f"{terms.morning:%H:%M}", count=terms.remind_minutes_before
    )
    after = said(
        "visits-report",
        texts,
        again=working_time(terms.report_again_working_hours, texts),
        head=working_time(terms.report_to_head_working_hours, texts),
    )
    return [texts.lines(booked), told, after]
