"""``rules/`` on disk to Rule objects: schema, loader, examples, catalogue, profiles."""
