"""What the program is measured by; every figure is a ratio of two things timed in the same run."""
