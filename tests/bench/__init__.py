"""`make bench`: what this stack does, each figure beside a floor measured alternately in the same run."""
