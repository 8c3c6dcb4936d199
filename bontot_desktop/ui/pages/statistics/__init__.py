"""Thống kê: the figures of a period, what stands behind each, and the reports R1–R8."""
