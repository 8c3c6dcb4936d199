"""The forms of the window, one module each."""
