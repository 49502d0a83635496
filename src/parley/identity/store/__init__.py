"""Every statement on identity's tables."""
