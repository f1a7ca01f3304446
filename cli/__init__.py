"""The `sohoa` program: one thin module per command."""
