"""Deals, offers and the board in the chat."""
