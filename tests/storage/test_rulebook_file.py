from contextlib import suppress
from copy import deepcopy

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.rulebook.errors import RulebookFault, RulebookFileWrong
from domain.rulebook.faults import Expected
from domain.rulebook.model import Rulebook
from storage.rulebook_file import (
    LIMIT_BYTES,
    MOST_FAULTS,
    read_default_rulebook,
    read_rulebook,
    write_rulebook,
)
from tests.domain.rulebooks import rulebooks
from tests.storage.wrong_rulebooks import DEFAULT, NO_PLAIN_YAML, WRONG, Wrong, changed

BODY = yaml.load(DEFAULT, Loader=yaml.CBaseLoader)


def faults_in(content: str | bytes) -> tuple[RulebookFault, ...]:
    with pytest.raises(RulebookFileWrong) as refused:
        read_rulebook(content)
    return refused.value.errors


def line_of(text: str, part: str) -> int:
    assert text.count(part) == 1, f"{part!r} must be there exactly once"
    return text[: text.index(part)].count("\n") + 1


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_file_is_refused_with_the_line_and_what_was_expected(wrong: Wrong):
    text = changed(wrong.old, wrong.new)

    faults = faults_in(text)

    fault = next(fault for fault in faults if fault.path == wrong.path)
    assert fault.line == line_of(text, wrong.at)
    assert (fault.expected_code, fault.found) == (wrong.expected, wrong.found)
    if wrong.params is not None:
        assert fault.expected_params == wrong.params


def test_every_fault_of_a_file_is_told_at_once_in_the_order_of_its_lines():
    text = (
        DEFAULT.replace("daily_cap: 12", "daily_cap: много")
        .replace("currency: RUB", "currency: рубль")
        .replace("probability: 0.4", "probability: 40")
    )

    faults = faults_in(text)

    assert [fault.path for fault in faults] == [
        "company.currency",
        "pipeline.stages[3].probability",
        "delivery.daily_cap",
    ]


def test_no_more_than_twenty_faults_are_told():
    text = DEFAULT + "".join(f"extra_{number}: 1\n" for number in range(50))

    assert len(faults_in(text)) == MOST_FAULTS


@pytest.mark.parametrize(("content", "line", "expected"), NO_PLAIN_YAML)
def test_what_is_no_plain_yaml_is_refused_at_the_line_where_it_stops_being_so(
    content: str | bytes, line: int, expected: Expected
):
    fault = faults_in(content)[0]

    assert (fault.line, fault.expected_code) == (line, expected)


def test_every_expectation_has_an_example_above():
    examples = {wrong.expected for wrong in WRONG.values()} | {row[2] for row in NO_PLAIN_YAML}

    assert examples == set(Expected)


def test_a_billion_laughs_are_refused_at_the_first():
    laughs = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    laughs += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]

    faults = faults_in("\n".join(laughs))

    assert [(fault.line, fault.expected_code) for fault in faults] == [(1, Expected.PLAIN_YAML)]


def test_a_file_of_just_a_megabyte_is_read():
    filler = "# заметка\n"
    room = LIMIT_BYTES - len(DEFAULT.encode())
    text = DEFAULT + filler * (room // len(filler.encode()))

    assert read_rulebook(text.encode()) == read_default_rulebook()


def test_a_megabyte_of_nonsense_is_refused_without_harm():
    faults = faults_in("segments: [" + "{key: 1}," * 100_000 + "]")

    assert len(faults) == MOST_FAULTS


def test_a_file_saved_with_a_byte_order_mark_and_windows_line_ends_is_read():
    text = DEFAULT.replace("\n", "\r\n")

    assert read_rulebook(b"\xef\xbb\xbf" + text.encode()) == read_default_rulebook()


def test_words_that_other_programs_take_for_truth_or_time_stay_what_they_are():
    text = changed("name: Моя компания", "name: on").replace(
        "default_country: RU", "default_country: NO"
    )
    text = text.replace("    - country: RU\n", "    - country: NO\n")

    rulebook = read_rulebook(text)

    assert rulebook.company.name == "on"
    assert rulebook.calendars.default_country == "NO"
    assert f"{rulebook.delivery.digests.rep:%H:%M}" == "08:30"


def test_an_emptied_list_counts_as_none():
    rulebook = read_rulebook(changed("      overrides: []", "      overrides:"))

    assert rulebook.calendars.countries[0].overrides == ()


def test_the_file_that_was_sent_is_given_back_with_its_comments():
    assert write_rulebook(read_default_rulebook(), DEFAULT) == DEFAULT


def test_a_file_that_no_longer_says_the_same_is_not_given_back():
    other = read_rulebook(changed("daily_cap: 12", "daily_cap: 20"))

    written = write_rulebook(other, DEFAULT)

    assert read_rulebook(written) == other


def test_a_file_that_can_no_longer_be_read_is_written_anew():
    rulebook = read_default_rulebook()

    assert read_rulebook(write_rulebook(rulebook, "version: 0\n")) == rulebook


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rulebooks())
def test_a_rulebook_written_and_read_again_is_the_same(rulebook: Rulebook):
    assert read_rulebook(write_rulebook(rulebook)) == rulebook


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rulebooks())
def test_a_rulebook_kept_as_json_and_read_again_is_the_same(rulebook: Rulebook):
    assert Rulebook.model_validate(rulebook.model_dump(mode="json")) == rulebook


STRANGE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.text(max_size=20),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=2),
)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), strange=STRANGE)
def test_whatever_is_put_in_the_place_of_a_value_is_read_or_refused_with_a_line(
    data: st.DataObject, strange: object
):
    body = deepcopy(BODY)
    place: dict[str, object] | list[object] = body
    while True:
        step = data.draw(
            st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place)))
        )
        inner = place[step]
        if not inner or not isinstance(inner, dict | list) or data.draw(st.booleans()):
            break
        place = inner
    place[step] = strange
    text = yaml.dump(body, Dumper=yaml.CSafeDumper, allow_unicode=True)

    try:
        read_rulebook(text)
    except RulebookFileWrong as refused:
        lines = [fault.line for fault in refused.errors]

        assert lines == sorted(lines)
        assert lines[0] >= 1
        assert lines[-1] <= text.count("\n") + 1


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_file_with_a_damaged_spot_is_read_or_refused(data: st.DataObject):
    raw = DEFAULT.encode()
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, min(start + 40, len(raw))))
    damaged = raw[:start] + data.draw(st.binary(max_size=10)) + raw[end:]

    with suppress(RulebookFileWrong):
        read_rulebook(damaged)
