"""Tests of what the doctor looks at on this machine; tests/e2e/doctor lets it look at a running shop."""
