"""One module a step, ``step_NNNN_word.py``; a published step is never edited."""
