"""DOOR: health and metrics, for load balancers and Prometheus."""
