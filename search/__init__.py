"""The text index, questions and their answers."""
