"""The minutes book of a cell for a year: to be written by hand, or bound from the approved minutes (meetings.md §6)."""
