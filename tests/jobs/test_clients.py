"""What the clock does about clients: once for two processes, and not soon again."""

import asyncio
from datetime import timedelta

from domain.clients.duplicates_use_cases import SearchDuplicates
from jobs.clients import search_duplicates
from tests.crm import Crm


async def test_two_processes_look_the_base_through_once(crm: Crm):
    rep = await crm.given_person("Анна")
    await crm.given_client(rep, "ООО «Ромашка»")
    await crm.given_client(rep, "Ромашка ООО")
    search = crm.container.get(SearchDuplicates)

    done = await asyncio.gather(search_duplicates(search), search_duplicates(search))

    assert sorted(done) == [False, True]


async def test_the_next_tick_looks_it_through_anew(crm: Crm):
    search = crm.container.get(SearchDuplicates)
    await search_duplicates(search)

    at_once = await search_duplicates(search)
    crm.now += timedelta(hours=6)
    later = await search_duplicates(search)

    assert (at_once, later) == (False, True)
