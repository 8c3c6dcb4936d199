"""The pages of the window, one module a page; the order is the order of the office's thinking."""
