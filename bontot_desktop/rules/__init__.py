"""What is true in the office, with no window, no database and no file."""
