"""Privacy: what is kept of people, in which column, for how long, and the job that ends it.

`register/` says it for every table and column, as data; `forgetting` carries out what the register says. This room lies
over all slices, because a person's rights go through all of them: it is the only one that may empty and delete rows of
other slices' tables (decision 34). It knows tables by their names and imports no slice.
"""
