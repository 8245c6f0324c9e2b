"""Nothing that hangs on a person is forgotten when they leave."""

from domain.handovers.model import Held
from storage.handovers.ways import LISTS, STAYS, WAYS
from storage.tables import metadata


def keys_to_people() -> set[str]:
    return {
        f"{table.name}.{key.parent.name}"
        for table in metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "people"
    }


def test_every_key_to_a_person_is_handed_over_or_stays_for_a_reason():
    ruled = {*STAYS, *(str(held) for held in Held if held not in LISTS)}

    assert keys_to_people() - ruled == set(), "say in storage/handovers/ways.py what becomes of it"
    assert ruled - keys_to_people() == set(), "rules about columns that are not there"


def test_nothing_is_both_handed_over_and_left():
    assert set(STAYS) & {str(held) for held in Held} == set()


def test_every_way_of_holding_a_record_is_of_a_column():
    assert set(WAYS) == set(Held)
    for held in Held:
        table, column = held.split(".")
        assert column in metadata.tables[table].c
