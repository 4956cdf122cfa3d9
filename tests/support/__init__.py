"""What tests of several folders share: a merchant without a worker, its jobs, the cast; below it the rest by kind."""
