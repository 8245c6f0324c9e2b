"""By what a client is known beside its name: e-mails and tax numbers, typed and from files."""

import pytest

from domain.clients.duplicates import Sign
from domain.clients.errors import ClientHasTwins
from domain.clients.typed_line import client_of_contact, read_client_line
from domain.errors import NotFound
from domain.greetings.yearly import YearlyDay
from domain.imports.columns import Kind
from domain.imports.files import FileToImport
from domain.imports.model import Fault, Notice
from domain.org.model import Role
from storage.tabular.opening import open_table
from tests.crm import Crm, by
from tests.imports_world import ImportWorld

HEADER = "id,name,contact,email,tax number,birthday"


@pytest.fixture
def world(crm: Crm, tmp_path):
    return ImportWorld(crm.engine, tmp_path)


async def test_an_equal_e_mail_or_tax_number_is_told_before_a_client_is_created(crm: Crm):
    anna = await crm.given_person()
    actor = await crm.actor(anna)
    with by(anna):
        line = "Ромашка, ИНН 7707083893, ivan@romashka.ru"
        romashka = await crm.create_client(actor, read_client_line(line))

        by_email = await crm.check_new_client(actor, read_client_line("Лютик, IVAN@romashka.ru"))
        by_number = await crm.check_new_client(actor, read_client_line("Лютик ИНН 7707 083 893"))
        by_nothing = await crm.check_new_client(actor, read_client_line("Лютик"))
        with pytest.raises(ClientHasTwins):
            await crm.create_client(actor, read_client_line("Лютик ИНН 7707083893"))

    assert [(twin.client_id, twin.by_email) for twin in by_email] == [(romashka.id, True)]
    assert [(twin.client_id, twin.by_tax_number) for twin in by_number] == [(romashka.id, True)]
    assert by_nothing == []


async def test_of_a_hit_in_another_branch_only_owner_and_branch_are_told(crm: Crm):
    boris = await crm.given_person("Борис Чужой", branch=await crm.given_branch("Казань"))
    anna = await crm.given_person("Анна Серова")
    with by(boris):
        line = "Ромашка, ИНН 7707083893, ivan@romashka.ru"
        await crm.create_client(await crm.actor(boris), read_client_line(line))

    found = await crm.check_new_client(
        await crm.actor(anna), read_client_line("Лютик, ivan@romashka.ru")
    )

    (twin,) = found
    assert (twin.client_id, twin.name) == (None, None)
    assert (twin.owner_name, twin.branch_name) == ("Борис Чужой", "Казань")


async def test_a_tax_number_and_an_e_mail_are_typed_in_once_and_asked_about_if_taken(crm: Crm):
    anna = await crm.given_person()
    actor = await crm.actor(anna)
    romashka, lutik = await crm.given_client(anna), await crm.given_client(anna, "Лютик")
    with by(anna):
        await crm.change_tax_number(actor, romashka.id, "7707083893")
        await crm.change_tax_number(actor, romashka.id, "7707 083 893")
        await crm.change_email(actor, romashka.id, None, "ivan@romashka.ru")
        with pytest.raises(ClientHasTwins):
            await crm.change_tax_number(actor, lutik.id, "7707083893")
        with pytest.raises(ClientHasTwins):
            await crm.change_email(actor, lutik.id, None, "Ivan@Romashka.ru")
        others = await crm.find_others_with(actor, lutik.id, Sign.TAX_NUMBER, "7707083893")
        await crm.change_tax_number(actor, lutik.id, "7707083893", in_spite_of_twins=True)

        view = (await crm.view_client(actor, romashka.id)).view
        of_lutik = (await crm.view_client(actor, lutik.id)).view
        entries, _ = (await crm.view_client_timeline(actor, romashka.id, offset=0, size=9))[1:3]
        with pytest.raises(NotFound):
            await crm.change_email(actor, lutik.id, view.contacts[0].id, "other@lutik.ru")

    assert [twin.client_id for twin in others] == [romashka.id]
    assert (view.client.tax_number, of_lutik.client.tax_number) == ("7707083893", "7707083893")
    assert [(one.name, one.email) for one in view.contacts] == [("Ромашка", "ivan@romashka.ru")]
    assert [entry.kind for entry in entries] == ["email_changed", "tax_number_changed"]


async def test_files_bring_tax_numbers_and_birthdays_and_fill_what_is_missing(crm, world):
    await crm.given_person("Мария Лебедева", Role.ADMINISTRATOR)
    await world.given(world.file(Kind.CLIENTS, "id,name,contact", "7,Ромашка,Иванов Пётр"))
    file = world.file(
        Kind.CLIENTS,
        HEADER,
        "7,Ромашка,Пётр Иванов,,,",
        "7,Ромашка,Иванов Пётр,,,",
        name="first",
    )
    full = world.file(
        Kind.CLIENTS,
        HEADER,
        "7,Ромашка,Иванов Пётр,ivan@romashka.ru,7707083893,05.05.1980",
        "8,Лютик,Анна,ivan@romashka.ru,7707083893,29.02",
        "9,Мак,Олег,,7707083894,31.02.1980",
        name="full",
    )

    await world.given(file)
    done, kept = await world.refusing(full)
    again = await world.given(full)

    assert done.of(Kind.CLIENTS).filled == 1
    assert again.of(Kind.CLIENTS).unchanged == 2
    assert [done.notices[one] for one in Notice if "of_another" in one] == [0, 1, 1]
    assert kept.reasons == [
        (4, "tax_number", Fault.TAX_NUMBER_UNREADABLE),
        (4, "birthday", Fault.DATE_IMPOSSIBLE),
    ]
    found = await world.rows(
        "SELECT clients.name, contacts.name, email, tax_number, day, month, year FROM contacts"
        " JOIN clients ON clients.id = client_id"
        " LEFT JOIN personal_dates ON contact_id = contacts.id ORDER BY contacts.id"
    )
    assert found == [
        ("Ромашка", "Иванов Пётр", "ivan@romashka.ru", "7707083893", 5, 5, 1980),
        ("Ромашка", "Пётр Иванов", None, "7707083893", None, None, None),
        ("Лютик", "Анна", "ivan@romashka.ru", "7707083893", 29, 2, None),
    ]
    assert YearlyDay(2, 29).is_leap_day


CARD = "\r\n".join(
    (
        "BEGIN:VCARD",
        "FN:Пётр Иванов",
        *(f"TEL:+7 916 000-00-0{number}" for number in range(10)),
        "TEL:1234",
        "EMAIL:petr@romashka.ru",
        "EMAIL:second@romashka.ru",
        "BDAY:1980-05-05",
        "END:VCARD",
    )
)


async def test_a_shared_card_with_ten_numbers_loses_nothing(crm: Crm):
    anna = await crm.given_person()
    actor = await crm.actor(anna)
    shared = client_of_contact("Пётр", "Иванов", "79160000000", None, CARD)
    romashka = await crm.given_client(anna)
    with by(anna):
        await crm.add_client_contact(actor, romashka.id, shared)
        await crm.add_client_contact(actor, romashka.id, shared)

    page = await crm.view_client(actor, romashka.id)
    dates = await crm.view_client_dates(actor, romashka.id)
    assert [phone.number for phone in page.view.phones] == [
        f"+7916000000{number}" for number in range(10)
    ]
    assert [contact.email for contact in page.view.contacts] == ["petr@romashka.ru"]
    assert page.last_event is not None
    assert page.last_event.facts["text"] == "Пётр Иванов: 1234, second@romashka.ru"
    assert [date.day for date in dates.dates] == [YearlyDay(5, 5, 1980)]


async def test_a_file_of_cards_is_a_table_of_clients(crm, world, tmp_path):
    path = tmp_path / "contacts.vcf"
    other = CARD.replace("Пётр Иванов", "Ольга\r\nORG:Лютик").replace("91600", "91700")
    path.write_text(CARD + "\r\n" + other.replace("petr@", "olga@"), encoding="utf-8")
    table = open_table(path)

    done = await world.given(FileToImport(table))
    again = await world.given(FileToImport(table))

    assert (done.of(Kind.CLIENTS).new, again.of(Kind.CLIENTS).unchanged) == (2, 2)
    assert done.notices[Notice.PHONE_LEFT_OUT] == 2
    assert await world.rows(
        "SELECT clients.name, contacts.name, email, day, year,"
        " (SELECT count(*) FROM phones WHERE phones.client_id = clients.id)"
        " FROM clients JOIN contacts ON clients.id = client_id"
        " JOIN personal_dates ON contact_id = contacts.id ORDER BY clients.id"
    ) == [
        ("Пётр Иванов", "Пётр Иванов", "petr@romashka.ru", 5, 1980, 10),
        ("Лютик", "Ольга", "olga@romashka.ru", 5, 1980, 10),
    ]
    assert await world.value("SELECT count(*) FROM timeline WHERE facts->>'text' = '1234'") == 2
