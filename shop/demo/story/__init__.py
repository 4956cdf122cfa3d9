"""The demo's story: chapters that pretend shoppers play over HTTP, their steps, and how they are printed."""
