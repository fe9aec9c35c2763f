"""hegao 核稿: an offline writing assistant for Chinese official drafts."""

__version__ = "0.1.0"
