"""Findings: the model, fingerprints, collapsing, suppression."""
