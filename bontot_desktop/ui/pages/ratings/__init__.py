"""The page Xếp loại: ratings of cells and members, the share of the best, the decision."""
