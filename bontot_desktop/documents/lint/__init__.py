"""Checking the form of any Word paper, ours or typed by hand, against the guides on how a Party paper looks."""
