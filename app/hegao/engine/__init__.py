"""Which rules run on a draft, and running them."""
