"""Parley: messaging for people who find each other and work together."""
