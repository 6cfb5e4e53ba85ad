"""The end of a review: what lacks words, what waits for a customer, what was done today."""
