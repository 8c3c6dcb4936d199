"""The page Chi bộ 4 tốt: the year's campaign as a journey from registration to the decision."""
