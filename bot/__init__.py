"""What people see: Telegram's side of the program."""

from bot.late_models import install

install()
