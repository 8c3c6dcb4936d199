"""Official papers: frozen facts become blocks, blocks become Word, PDF or plain text."""
