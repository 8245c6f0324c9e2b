"""Whatever is sent from outside, made up at random: lines, files, buttons, links, values in texts.

``python -m tests.fuzz`` (``make fuzz``) tries each target for some minutes; ``tests/test_fuzz.py``
for a moment. What once broke something is kept in ``seeds/``, and tried by both ever after.
"""
