"""Scoring: models as data, their evaluation, the explanation and the distance to the next class."""
