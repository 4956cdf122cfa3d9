"""Tests of files: CSV, workbooks, archives."""
