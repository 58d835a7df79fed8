"""An article's file → its text, and the text back into the file unless somebody changed it meanwhile."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from citecheck.articles.loading import decode, load_bytes
from citecheck.errors import ArticleError


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """A file as it was read: its bytes and the text that they are."""

    path: Path
    content: bytes
    text: str

    @classmethod
    def read(cls, name: str) -> Self:
        """Read a file.

        Raises:
            ArticleError: It cannot be read, or is no text.
        """
        content = load_bytes(name)
        return cls(Path(name), content, decode(content, name))

    def write(self, text: str) -> None:
        """Put another text into the file: whole or not at all, in the same encoding, with the same permissions.

        Raises:
            ArticleError: The file is no longer what it was when it was read, or cannot be written.
        """
        target = Path(os.path.realpath(self.path))  # a link stays a link
        name, written = "", False
        try:
            with tempfile.NamedTemporaryFile("wb", dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
                name = file.name
                file.write(self._encoded(text))
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(target.stat().st_mode & 0o7777)
            if target.read_bytes() != self.content:
                message = f"{self.path}: changed while it was patched; nothing was written, run the command again"
                raise ArticleError(message)
            Path(name).replace(target)
            written = True
        except OSError as error:
            raise ArticleError(f"{self.path}: cannot be written: {error.strerror}") from error
        finally:
            if name and not written:
                Path(name).unlink(missing_ok=True)

    def _encoded(self, text: str) -> bytes:
        """The text in the encoding of the file, with its byte order mark."""
        for encoding in ("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
            mark = "\ufeff" if encoding.startswith(("utf-16", "utf-32")) else ""
            if (mark + self.text).encode(encoding) == self.content:
                return (mark + text).encode(encoding)
        raise ArticleError(f"{self.path}: its encoding cannot be written; save the article as UTF-8 text")
