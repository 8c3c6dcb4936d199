"""The windows in which cells are merged, split, moved and dissolved; loaded when one of them is opened."""
