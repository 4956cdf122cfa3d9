"""A whole shop on one machine: its merchant, its goods, the processes in one, and a story that checks itself."""
