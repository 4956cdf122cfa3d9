"""Tests of the kit's database: sessions, roles, isolation of merchants."""
