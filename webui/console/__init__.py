"""Records, batches, the queue, figures: what is there, and how it goes."""
