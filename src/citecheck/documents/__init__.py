"""What was fetched → readable documents, and the health of the links that led to them."""

from citecheck.documents.health import diagnose
from citecheck.documents.plain import plain_document
from citecheck.documents.read import content_of, read_bytes, read_document
from citecheck.documents.sibling import is_suspicious, sibling_of

__all__ = ["content_of", "diagnose", "is_suspicious", "plain_document", "read_bytes", "read_document", "sibling_of"]
