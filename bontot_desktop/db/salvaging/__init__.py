"""The steps by which what stands on the whole pages of a damaged file comes into a new one; see ``db/salvage.py``."""
