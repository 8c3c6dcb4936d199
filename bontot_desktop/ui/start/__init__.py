"""Before the window: the first start, the password, and the window that is open already."""
