"""Use cases: one public function per verb; the only door to the store."""
