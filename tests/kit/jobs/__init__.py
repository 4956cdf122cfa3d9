"""Tests of the kit's jobs: leaving, running, waking workers."""
