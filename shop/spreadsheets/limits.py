"""What we take."""

LARGEST_FILE = 50_000_000  # bytes
PIECE = 1_000_000  # bytes of a file in one row of the database
MOST_ROWS = 250_000
MOST_COLUMNS = 500
LONGEST_CELL = 131_072  # characters; a spreadsheet program's own limit is 32,767
LONGEST_NAME = 200  # characters of a column's name that are shown again

# Of an XLSX file, which is a zip archive: what it may unpack to, and how much more than its own size that may be.
# Rows that repeat themselves shrink to a fiftieth.
LARGEST_UNPACKED = 400_000_000
LARGEST_TEXTS = 120_000_000  # of the shared texts, which are held in memory
HIGHEST_RATIO = 200
MOST_ENTRIES = 2_000
LARGEST_DIRECTORY = 1_000_000

MOST_UNFINISHED = 5  # imports of one merchant at the same time
MOST_PROBLEMS = 100_000  # of one import that are kept; all are counted
MOST_KEPT = 200  # imports that are remembered, with what was wrong in them
