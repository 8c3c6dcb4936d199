"""The torture bench: every bad day a data file can have, made on purpose, and what was left of the work counted."""
