"""The operator's command line, `shop`: a file for each noun that can be typed."""
