"""No regular expression of the program takes longer than its text deserves."""
