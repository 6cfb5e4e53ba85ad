"""Scenes of the pictures: each module registers its own with `tests.tools.pictures.register`."""
