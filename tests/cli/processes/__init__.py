"""Tests of the processes that an operator starts."""
