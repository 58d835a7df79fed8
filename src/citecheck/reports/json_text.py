"""Values → an indented JSON text, which can always be written as UTF-8."""

import json
import re

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def json_text(value: object) -> str:
    """The value as JSON with its letters as they are, ending in a line break.

    Halves of characters, which JSON can say and UTF-8 cannot, become U+FFFD.

    Raises:
        ValueError: A number in it is not finite.
    """
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    return _LONE_SURROGATE.sub("\ufffd", text) + "\n"
