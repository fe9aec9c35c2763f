"""Files to drafts: the only place that knows file formats on the way in."""
