"""The guide in its own window: F1 opens the page that fits, wherever the person is."""
