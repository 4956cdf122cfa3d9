"""What a payment provider takes at all: nothing below, nothing above."""
