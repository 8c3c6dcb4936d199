"""Tables over frozen rows: what a column shows and sorts by is told in one list, the rest is the same everywhere."""
