"""What analysts get from a library in Python: rows, graphs and answers that show themselves in a notebook."""
