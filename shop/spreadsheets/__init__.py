"""Products in and out as CSV and XLSX, and the address of the products feed. Works on `catalog`'s bulk upsert.

An import is `reading` (its file is taken apart into rows), then `working` (the rows become products, chunk by chunk),
then `done`; `refused` if the file as a whole is of no use, `failed` if we made a mistake. File and rows stand in the
database until then, so that any worker on any machine can go on. Called by the API.
"""
