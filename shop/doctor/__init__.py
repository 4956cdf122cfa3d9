"""Diagnosis of an installation: what is looked at, what is found, and what repairs it. Changes nothing."""
