"""The logic rules are made of: the protocol in ``base``, one file per kind in ``kinds``."""
