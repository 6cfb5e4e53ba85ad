"""Tokens and themes."""
