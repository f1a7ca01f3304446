"""Wipes seals and signatures off the print beneath them, where their ink is as black as it."""
