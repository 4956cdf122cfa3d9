"""What a process does about itself: hear that it is to stop, and keep others that it may end."""
