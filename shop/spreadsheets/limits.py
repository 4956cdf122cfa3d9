"""How large a spreadsheet, and how many imports, are taken."""

# A file.
LARGEST_FILE = 50_000_000  # bytes
FILE_PART = 1_000_000  # bytes of a file in one row of the database
MOST_ROWS = 250_000
MOST_COLUMNS = 500
LARGEST_READING = (
    400_000_000  # bytes of all rows as they are read: cells may share a text and be far more than the file
)
LONGEST_CELL = 131_072  # characters; a spreadsheet program's own limit is 32,767
LONGEST_COLUMN_NAME = 200  # characters of a column's name that are kept and shown

# Of an XLSX file, which is a zip archive: what it may unpack to, and how much more than its own size that may be.
# Rows that repeat themselves shrink to a fiftieth.
LARGEST_UNPACKED = 400_000_000  # bytes
LARGEST_SHARED_TEXTS = 120_000_000  # bytes of the shared texts, which are held in memory
HIGHEST_RATIO = 200
MOST_ZIP_ENTRIES = 2_000
LARGEST_ZIP_DIRECTORY = 1_000_000  # bytes

# Imports.
MOST_UNFINISHED = 5  # of one merchant at the same time
MOST_PROBLEMS = 100_000  # of one import that are stored; all are counted
MOST_KEPT = 200  # imports of a merchant that are kept, with their problems
