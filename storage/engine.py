from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.postgres.address import engine_url
from storage.watched_pool import WatchedPool


def make_engine(database_url: str, *, pool_size: int = 10) -> AsyncEngine:
    """An engine whose connections live as long as the process needs them.

    The pool never grows past ``pool_size``: more would only wait inside Postgres instead.
    """
    return create_async_engine(
        engine_url(database_url),
        poolclass=WatchedPool,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=30,
        pool_use_lifo=True,  # what was used last has the statements prepared and the plans at hand
        connect_args={
            "server_settings": {
                "application_name": "naparnik",
                "timezone": "UTC",
                "jit": "off",  # our statements are short: planning them with JIT costs more
                # Starting workers takes milliseconds: only what reads a million rows gets them.
                "parallel_setup_cost": "20000",
            }
        },
    )
