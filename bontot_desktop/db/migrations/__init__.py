"""The steps a data file goes through from version to version, and the runner that takes it there."""
