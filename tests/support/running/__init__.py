"""The running shop: in this process, as processes, as docker-compose.yml starts it."""
