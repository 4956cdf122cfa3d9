"""Tests of containers, back-ups and the commands of docker-compose.yml."""
