"""What knows nothing of shops: database, tenancy, jobs, money, secrets, errors, clock, log, embedded server."""
