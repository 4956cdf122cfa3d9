"""The harness: what tests of several folders share."""
