"""Past reports: ingest, cleaning, store, fingerprints, search."""
