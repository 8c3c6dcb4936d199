"""The movement around the title: briefings, commitments, papers of the cells, models, and the year in figures."""
