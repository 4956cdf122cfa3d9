"""Products in and out as CSV and XLSX, and the address of the products feed. Works on `catalog`'s bulk upsert.

`files` takes a spreadsheet apart into rows of texts and writes one; `imports` is what an import does; `exports` and
`feed` are the ways out. An import is `reading` (`imports.parse_file` takes its file apart into rows), then `working`
(`imports.apply_rows` makes products of them, chunk by chunk), then `done`; `refused` if the file as a whole is of no
use, `failed` if we made a mistake. File and rows stand in the database until then, so that any worker on any machine
can go on. Called by the API.
"""
