"""Small parts used by more than one page; every one of them keeps the rules of typing Vietnamese (EXAMPLES §14)."""
