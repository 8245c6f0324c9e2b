"""Database addresses: from what a person writes in ``DATABASE_URL`` to what the drivers take.

Accepted: ``postgres://``, ``postgresql://`` and ``postgresql+asyncpg://``, with the host in its
place or in the query (``?host=/socket/folder``), ``port``, ``user``, ``password``, ``dbname`` and
``sslmode``. Other options are refused rather than silently dropped; certificates are taken from
the standard ``PGSSLROOTCERT``, ``PGSSLCERT`` and ``PGSSLKEY`` variables.
"""

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from storage.postgres.errors import AddressInvalid

SCHEMES = frozenset({"postgres", "postgresql", "postgresql+asyncpg"})
SSL_MODES = frozenset({"disable", "allow", "prefer", "require", "verify-ca", "verify-full"})
OPTIONS = frozenset({"host", "port", "user", "password", "dbname", "sslmode", "ssl"})
DEFAULT_PORT = 5432


def engine_url(database_url: str) -> URL:
    """The address for ``sqlalchemy.ext.asyncio.create_async_engine``.

    Raises:
        AddressInvalid: it is no Postgres address, or has an option that is not understood.
    """
    url = _parsed(database_url)
    options = {name: _single(url, name) for name in url.query}
    port = url.port or _port(options.get("port"))
    query = {}
    host = url.host or options.get("host")
    if host and host.startswith("/"):
        query["host"] = host  # a path is no host name: only the query can carry it
        if port:
            query["port"] = str(port)
    ssl_mode = options.get("sslmode") or options.get("ssl")
    if ssl_mode:
        if ssl_mode not in SSL_MODES:
            raise AddressInvalid(f"sslmode={ssl_mode}")
        query["ssl"] = ssl_mode
    return URL.create(
        "postgresql+asyncpg",
        username=url.username or options.get("user"),
        password=url.password or options.get("password"),
        host=None if "host" in query else host,
        port=None if "host" in query else port,
        database=url.database or options.get("dbname"),
        query=query,
    )


def dsn(database_url: str) -> str:
    """The same address for ``asyncpg.connect``. It carries the password: never log it."""
    url = engine_url(database_url).set(drivername="postgresql")
    query = {("sslmode" if name == "ssl" else name): value for name, value in url.query.items()}
    return _written(url.set(query=query))


def with_database(database_url: str, name: str) -> str:
    """The address of another database on the same server."""
    return _written(make_url(dsn(database_url)).set(database=name))


def server_name(database_url: str) -> str:
    """Host and port, or the socket's folder: what may be shown and logged."""
    url = engine_url(database_url)
    if "host" in url.query:
        return _single(url, "host")
    return f"{url.host or 'localhost'}:{url.port or DEFAULT_PORT}"


def _written(url: URL) -> str:
    # Spaces stay bare in SQLAlchemy's rendering, and one at the end would be lost in reading.
    return url.render_as_string(hide_password=False).replace(" ", "%20")


def _parsed(database_url: str) -> URL:
    written = database_url.strip()  # a file with a secret ends in a newline
    if written.partition("://")[0] not in SCHEMES:
        raise AddressInvalid("it must begin with postgresql://")
    try:
        url = make_url(written)
    except (ArgumentError, ValueError) as error:
        # The text of the error may repeat the address with its password.
        raise AddressInvalid("it cannot be split into its parts") from error
    unknown = sorted(set(url.query) - OPTIONS)
    if unknown:
        raise AddressInvalid(f"the option {unknown[0]}")
    return url


def _single(url: URL, name: str) -> str:
    value = url.query[name]
    if not isinstance(value, str):
        raise AddressInvalid(f"{name} is given twice")
    return value


def _port(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isascii() or not text.isdigit():
        raise AddressInvalid(f"port={text}")
    return int(text)
