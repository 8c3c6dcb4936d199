"""What the proof under Wine is made of; nothing of it is shipped."""
