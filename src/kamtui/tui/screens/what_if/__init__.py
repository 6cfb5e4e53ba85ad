"""What-if: the numbers of a scoring model moved, and who moves with them."""
