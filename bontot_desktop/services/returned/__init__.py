"""Forms that go out as Word files and come back filled: written, read, looked at, taken in by one act."""
