"""The data file: tables, opening, acts, copies and checks; no window knows of it."""
