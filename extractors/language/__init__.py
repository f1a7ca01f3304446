"""A syllable trigram model of official Vietnamese: its file, its training, its syllables."""
