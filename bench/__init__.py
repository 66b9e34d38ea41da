"""Measurements of speed, size and accuracy, each beside a reference from the same run. They are no tests."""
