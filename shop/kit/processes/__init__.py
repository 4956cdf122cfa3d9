"""What a process does about itself: hear that it is to stop, give others their turn, keep others that it may end."""
