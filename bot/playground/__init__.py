"""A local stand-in for Telegram: the Bot API on one side, people with a chat page on the other.

Never imported in production mode. ``Playground`` is in ``bot.playground.server``.
"""
