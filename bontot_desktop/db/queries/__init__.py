"""Questions to the data file that answer with plain rows, one module a subject."""
