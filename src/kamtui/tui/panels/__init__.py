"""Docked forms and strips."""
