"""Tests of the doors over sockets."""
