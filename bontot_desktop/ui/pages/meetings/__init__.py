"""The pages about meetings: the list of a month, and one meeting of any kind."""
