"""Frozen values that reads return, one module per screen, so that each imports only its own."""
