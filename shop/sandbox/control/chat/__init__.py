"""What only the chat in the browser asks for, each answer shaped for one of its parts."""
