"""The tests of Bốn Tốt; the folders mirror the package."""
