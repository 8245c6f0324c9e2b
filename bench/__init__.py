"""Ratios of what the program takes to what the same result costs at best; ``python -m bench``."""
