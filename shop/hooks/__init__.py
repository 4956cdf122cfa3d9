"""DOOR: machines call us. A webhook is verified, stored, enqueued and answered; no vendor is called in a request."""
