"""The tagger's net: what it sees of a paper's words, and how it is trained."""
