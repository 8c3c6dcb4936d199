"""Bốn Tốt: the records and papers of a commune's Party office."""

__version__ = "0.1.0"
