"""How much of a file is taken: enough for a company's base, little enough for one process."""

FILE_BYTES = 50 * 1024 * 1024
ROWS = 200_000
COLUMNS = 200
CELL_CHARACTERS = 10_000
LINE_CHARACTERS = 1_000_000
UNPACKED_BYTES = 400 * 1024 * 1024
SHARED_TEXT_BYTES = 100 * 1024 * 1024  # openpyxl holds a workbook's distinct texts in memory
TIGHTEST_PACKING = 250  # honest sheets pack ten to fifty times; zip can do a thousand
SMALL_MEMBER_BYTES = 4 * 1024 * 1024  # below this, tight packing harms nobody
