"""Values to words and columns, shared by both front ends."""
