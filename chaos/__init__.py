"""Many people act at once while everything that can break does; then somebody counts.

    python -m chaos [--seed N] [--minutes M] [--form one|two] [--short]

What it does, what it proves and how to read it: ``docs/chaos.md``.
"""
