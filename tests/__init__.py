"""Before anything imports aiogram: tests meet Telegram's models as the program makes them."""

import bot  # noqa: F401 - readies what tests import
