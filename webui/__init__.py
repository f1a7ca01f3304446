"""The web pages: upload desk, review, console. Reads and writes the store, never a scan itself."""
