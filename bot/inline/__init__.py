"""Clients found from any chat: ``@bot ромаш`` in the message field, and what is chosen there."""
