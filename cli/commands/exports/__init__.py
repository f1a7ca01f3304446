"""The commands of `sohoa export`, a module each."""
