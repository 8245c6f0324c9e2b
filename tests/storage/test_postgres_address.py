"""What may be written in DATABASE_URL, and what the drivers get of it."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.postgres.address import dsn, engine_url, server_name, with_database
from storage.postgres.errors import AddressInvalid


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_every_usual_scheme_leads_to_the_same_engine(scheme):
    url = engine_url(f"{scheme}://rep:secret@db.example:6432/sales?sslmode=require")

    assert url.render_as_string(hide_password=False) == (
        "postgresql+asyncpg://rep:secret@db.example:6432/sales?ssl=require"
    )


def test_a_socket_folder_in_the_query_reaches_both_drivers():
    written = "postgresql://naparnik@/sales?host=/run/a%20b"

    assert engine_url(written).query == {"host": "/run/a b"}
    assert dsn(written) == "postgresql://naparnik@/sales?host=%2Frun%2Fa+b"
    assert server_name(written) == "/run/a b"


def test_everything_may_be_given_in_the_query():
    written = "postgresql://?host=db.example&port=6432&user=rep&password=p%40ss&dbname=sales"

    assert dsn(written) == "postgresql://rep:p%40ss@db.example:6432/sales"
    assert server_name(written) == "db.example:6432"


def test_another_database_on_the_same_server_keeps_the_rest():
    written = "postgres://rep:secret@db.example/sales?sslmode=verify-full"

    assert with_database(written, "copy") == (
        "postgresql://rep:secret@db.example/copy?sslmode=verify-full"
    )


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("mysql://rep@db/sales", "it must begin with postgresql://"),
        ("", "it must begin with postgresql://"),
        ("sales", "it must begin with postgresql://"),
        ("postgresql://rep@db:port/sales", "it cannot be split into its parts"),
        ("postgresql://rep@/sales?host=db&port=five", "port=five"),
        ("postgresql://rep@db/sales?sslmode=maybe", "sslmode=maybe"),
        ("postgresql://rep@db/sales?sslrootcert=/ca.pem", "the option sslrootcert"),
        ("postgresql://rep@db/sales?host=a&host=b", "host is given twice"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_part_that_is_wrong(written, problem):
    with pytest.raises(AddressInvalid) as refused:
        engine_url(written)

    assert refused.value.problem == problem


def test_a_refusal_does_not_show_the_password():
    with pytest.raises(AddressInvalid) as refused:
        engine_url("postgresql://rep:sesame@db:port/sales")

    assert "sesame" not in str(refused.value)


names = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1)


@given(user=names, password=names, database=names)
def test_users_passwords_and_databases_of_any_letters_survive(user, password, database):
    written = f"postgresql://{quoted(user)}:{quoted(password)}@db/{quoted(database)}\n"

    url = engine_url(dsn(written))

    assert (url.username, url.password) == (user, password)
    assert url.database == database


def quoted(text: str) -> str:
    return quote(text, safe="")


@given(names)
def test_a_database_of_any_name_is_reached_from_another_one(database):
    url = engine_url(with_database("postgresql://rep@/sales?host=/run/naparnik", database))

    assert url.database == database
    assert url.query == {"host": "/run/naparnik"}
