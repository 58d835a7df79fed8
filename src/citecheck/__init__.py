"""citecheck: do an article's sources say what the article says they say?"""

__version__ = "0.1.0"
