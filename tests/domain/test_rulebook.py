from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from domain.errors import NotFound
from domain.rulebook.calendars import working_calendar
from domain.rulebook.changes import Change, ChangeKind, changes, refuse_unsafe
from domain.rulebook.errors import LostReasonInUse, StageInUse
from domain.rulebook.model import Rulebook
from domain.rulebook.offers import Recipient
from domain.working_time import DateSpan
from storage.rulebook_file import read_default_rulebook

DEFAULT = read_default_rulebook()
MOSCOW = ZoneInfo("Europe/Moscow")
MONDAY = date(2026, 3, 2)


def edited(**sections: dict[str, Any]) -> Rulebook:
    """The default rulebook with some keys of some sections replaced."""
    body = DEFAULT.model_dump(mode="json")
    for name, values in sections.items():
        body[name] = {**body[name], **values}
    return Rulebook.model_validate(body)


def stages_as_data() -> list[dict[str, Any]]:
    stages: list[dict[str, Any]] = DEFAULT.model_dump(mode="json")["pipeline"]["stages"]
    return stages


def test_the_default_has_the_six_main_stages_in_order():
    names = [(stage.key, stage.name.ru, stage.name.en) for stage in DEFAULT.stages]

    assert names == [
        ("prospecting", "Первый контакт", "Prospecting"),
        ("engaging", "Выявление потребности", "Engaging"),
        ("offer", "Предложение (КП)", "Offer"),
        ("negotiation", "Переговоры", "Negotiation"),
        ("contract", "Договор", "Contract"),
        ("payment", "Оплата", "Payment"),
    ]


def test_the_default_says_on_every_stage_what_to_do_and_what_each_choice_leads_to():
    for stage in DEFAULT.stages:
        assert stage.hint.ru.startswith("Сейчас:")
        assert "Дальше:" in stage.hint.ru
        assert any(item.required for item in stage.checklist)
        assert stage.consequences.won.ru
        assert stage.consequences.lost.en


def test_by_default_silence_climbs_from_the_owner_to_the_manager():
    steps = [
        (step.after_working_hours, step.after_working_days, step.to)
        for step in DEFAULT.offers.escalation
    ]

    assert steps == [
        (0, None, Recipient.OWNER),
        (4, None, Recipient.OWNER),
        (None, 1, Recipient.LEAD),
        (None, 2, Recipient.MANAGER),
    ]


def test_the_default_keeps_the_figures_of_the_requirements():
    delivery = DEFAULT.delivery

    assert str(delivery.quiet_hours) == "20:00-08:00"
    assert delivery.daily_cap == 12
    assert delivery.digests.for_role("rep") == time(8, 30)
    assert delivery.digests.for_role("lead") == time(9)
    assert delivery.digests.for_role("manager") == time(18, 30)
    assert delivery.digests.for_role("client") is None
    assert DEFAULT.useful_hours_per_day == Decimal("6.1")
    assert DEFAULT.invitation_hours == 72


def test_stages_follow_each_other_in_the_order_of_the_list():
    after, before = DEFAULT.next_stage("offer"), DEFAULT.previous_stage("offer")

    assert after is not None
    assert before is not None
    assert (after.key, before.key) == ("negotiation", "engaging")
    assert DEFAULT.next_stage("payment") is None
    assert DEFAULT.previous_stage("prospecting") is None
    assert DEFAULT.first_stage.key == "prospecting"
    assert DEFAULT.is_later("contract", than="offer")
    assert not DEFAULT.is_later("offer", than="offer")


@pytest.mark.parametrize("key", ["won", "lost", "", "unheard_of"])
def test_a_key_that_is_no_stage_is_not_found(key: str):
    assert DEFAULT.find_stage(key) is None
    with pytest.raises(NotFound):
        DEFAULT.stage(key)


def test_a_reason_and_a_segment_are_found_by_key():
    assert DEFAULT.lost_reason("other").needs_text
    assert DEFAULT.segment("vip").name.ru == "VIP"
    with pytest.raises(NotFound):
        DEFAULT.lost_reason("unheard_of")
    with pytest.raises(NotFound):
        DEFAULT.segment("unheard_of")


def test_an_offer_is_refused_for_reasons_for_which_a_deal_is_lost():
    keys = [reason.key for reason in DEFAULT.refusal_reasons]

    assert keys == ["price", "competitor", "no_budget", "timing", "no_need", "other"]


def test_a_text_is_given_in_the_language_asked_for_and_else_in_russian():
    name = DEFAULT.stage("contract").name

    assert [name.for_language(code) for code in ("ru", "en", "de")] == [
        "Договор",
        "Contract",
        "Договор",
    ]


def test_nothing_in_a_rulebook_can_be_changed():
    with pytest.raises(ValidationError, match="frozen"):
        DEFAULT.delivery.daily_cap = 100


def test_the_same_rulebook_changes_nothing():
    assert changes(DEFAULT, edited()) == []


def test_a_changed_limit_is_told_with_the_stage_it_belongs_to():
    stages = stages_as_data()
    stages[2]["limit_working_hours"] = 16

    told = changes(DEFAULT, edited(pipeline={"stages": stages}))

    path = "pipeline.stages[offer].limit_working_hours"
    label = DEFAULT.stage("offer").name
    assert [(c.kind, c.path, c.old, c.new) for c in told] == [(ChangeKind.CHANGED, path, 24, 16)]
    assert told[0].label is not None
    assert told[0].label.ru == label.ru


def test_a_stage_put_in_between_is_one_addition_and_the_others_stay():
    stages = stages_as_data()
    demo = {**stages[1], "key": "demo", "name": {"ru": "Показ", "en": "Demo"}}
    stages.insert(2, demo)

    told = changes(DEFAULT, edited(pipeline={"stages": stages}))

    assert [(c.kind, c.path, c.old) for c in told] == [
        (ChangeKind.ADDED, "pipeline.stages[demo]", None)
    ]
    assert told[0].label is not None
    assert told[0].label.en == "Demo"


def test_stages_that_only_changed_places_are_told_as_an_order():
    stages = stages_as_data()
    stages[2], stages[3] = stages[3], stages[2]

    told = changes(DEFAULT, edited(pipeline={"stages": stages}))

    old = ["prospecting", "engaging", "offer", "negotiation", "contract", "payment"]
    new = ["prospecting", "engaging", "negotiation", "offer", "contract", "payment"]
    assert told == [Change(ChangeKind.CHANGED, "pipeline.stages", None, old, new)]


def test_a_digest_taken_away_is_a_removal():
    told = changes(DEFAULT, edited(delivery={"digests": {"rep": "08:30", "lead": "09:00"}}))

    assert [(c.kind, c.path, c.old, c.new) for c in told] == [
        (ChangeKind.REMOVED, "delivery.digests.manager", "18:30", None),
        (ChangeKind.REMOVED, "delivery.digests.director", "18:30", None),
    ]


def test_a_changed_list_of_values_is_told_whole():
    told = changes(DEFAULT, edited(offers={"choices_working_days": [1, 5]}))

    assert [(c.path, c.old, c.new) for c in told] == [
        ("offers.choices_working_days", [1, 3, 5, 10], [1, 5])
    ]


def test_a_stage_with_open_deals_cannot_be_taken_away():
    new = edited(pipeline={"stages": [s for s in stages_as_data() if s["key"] != "negotiation"]})

    with pytest.raises(StageInUse) as refused:
        refuse_unsafe(DEFAULT, new, stages_in_use={"negotiation", "offer"})

    assert refused.value.keys == ("negotiation",)


def test_a_stage_without_open_deals_can_be_taken_away():
    new = edited(pipeline={"stages": [s for s in stages_as_data() if s["key"] != "negotiation"]})

    refuse_unsafe(DEFAULT, new, stages_in_use={"offer"})


def test_a_reason_in_use_cannot_be_taken_away():
    reasons = DEFAULT.model_dump(mode="json")["pipeline"]["lost_reasons"]
    new = edited(pipeline={"lost_reasons": [r for r in reasons if r["key"] != "no_answer"]})

    with pytest.raises(LostReasonInUse) as refused:
        refuse_unsafe(DEFAULT, new, stages_in_use=set(), lost_reasons_in_use={"no_answer"})

    assert refused.value.keys == ("no_answer",)


def test_a_branch_works_by_its_country_without_the_holidays():
    women_s_day = date(2026, 3, 9)

    calendar = working_calendar(
        DEFAULT, country="RU", zone=MOSCOW, personal_hours=None, holidays=frozenset({women_s_day})
    )

    assert str(calendar.hours_on(MONDAY)) == "09:00-13:00, 14:00-18:00"
    assert not calendar.is_working_day(women_s_day)
    assert not calendar.is_working_day(date(2026, 3, 7))


def test_a_country_that_the_rulebook_does_not_name_works_as_the_default_one():
    calendar = working_calendar(
        DEFAULT, country="KZ", zone=MOSCOW, personal_hours=None, holidays=frozenset()
    )

    assert str(calendar.hours_on(MONDAY)) == "09:00-13:00, 14:00-18:00"


def test_an_override_decides_over_the_week_and_the_holidays():
    countries = DEFAULT.model_dump(mode="json")["calendars"]["countries"]
    countries[0]["overrides"] = [
        {"on": "2026-03-02", "hours": "closed"},
        {"on": "2026-03-07", "hours": ["10:00-24:00"]},
    ]
    rulebook = edited(calendars={"countries": countries})

    calendar = working_calendar(
        rulebook,
        country="RU",
        zone=MOSCOW,
        personal_hours=None,
        holidays=frozenset({date(2026, 3, 7)}),
    )

    assert calendar.hours_on(MONDAY).is_off
    assert str(calendar.hours_on(date(2026, 3, 7))) == "10:00-24:00"


def test_holidays_do_not_count_where_the_calendar_says_so():
    countries = DEFAULT.model_dump(mode="json")["calendars"]["countries"]
    countries[0]["use_public_holidays"] = False

    calendar = working_calendar(
        edited(calendars={"countries": countries}),
        country="RU",
        zone=MOSCOW,
        personal_hours=None,
        holidays=frozenset({MONDAY}),
        transferred=frozenset({date(2026, 3, 7)}),
    )

    assert calendar.is_working_day(MONDAY)
    assert not calendar.is_working_day(date(2026, 3, 7))


def test_a_person_works_their_own_hours_and_not_while_away():
    calendar = working_calendar(
        DEFAULT,
        country="RU",
        zone=MOSCOW,
        personal_hours={"mon": ["10:00-14:00"], "tue": ["10:00-14:00"]},
        holidays=frozenset(),
        absences=[DateSpan(date(2026, 3, 3), date(2026, 3, 3))],
    )

    night = datetime(2026, 3, 2, 20, tzinfo=UTC)
    assert str(calendar.hours_on(MONDAY)) == "10:00-14:00"
    assert calendar.next_working_moment(night) == datetime(2026, 3, 9, 7, tzinfo=UTC)


def test_personal_hours_that_are_no_week_are_an_error():
    with pytest.raises(ValueError, match="not_a_time_span"):
        working_calendar(
            DEFAULT,
            country="RU",
            zone=MOSCOW,
            personal_hours={"mon": ["всегда"]},
            holidays=frozenset(),
        )
