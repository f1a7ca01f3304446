"""The commands of `sohoa export`."""
