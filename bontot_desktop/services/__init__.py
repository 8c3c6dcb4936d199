"""The verbs of the office: what a person can do. The only door between windows, the command line and the data."""
