"""Commands of the `sohoa` program, imported only when they are called."""
