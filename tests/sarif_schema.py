"""SARIF 2.1.0 as a JSON Schema, as far as reports use it."""

from typing import Any


def strict(properties: dict[str, Any], *optional: str) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


TEXT = {"type": "string"}
POSITIVE = {"type": "integer", "minimum": 1}
MESSAGE = strict({"text": TEXT})
LEVELS = {"enum": ["none", "note", "warning", "error"]}
UTC = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
SUPPRESSION = strict(
    {
        "kind": {"enum": ["inSource", "external"]},
        "status": {"enum": ["accepted", "underReview", "rejected"]},
        "justification": TEXT,
    }
)
SARIF = strict(
    {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": strict(
                {
                    "tool": strict(
                        {
                            "driver": strict(
                                {
                                    "name": TEXT,
                                    "version": TEXT,
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": strict(
                                            {
                                                "id": TEXT,
                                                "shortDescription": MESSAGE,
                                                "help": MESSAGE,
                                                "defaultConfiguration": strict({"level": LEVELS}),
                                                "properties": strict({"tags": {"type": "array", "uniqueItems": True}}),
                                            }
                                        ),
                                    },
                                }
                            )
                        }
                    ),
                    "invocations": {
                        "type": "array",
                        "items": strict(
                            {
                                "startTimeUtc": UTC,
                                "endTimeUtc": UTC,
                                "exitCode": {"type": "integer"},
                                "executionSuccessful": {"type": "boolean"},
                            }
                        ),
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {
                        "type": "array",
                        "items": strict(
                            {
                                "ruleId": TEXT,
                                "ruleIndex": {"type": "integer", "minimum": -1},
                                "level": LEVELS,
                                "message": MESSAGE,
                                "locations": {
                                    "type": "array",
                                    "minItems": 1,
                                    "items": strict(
                                        {
                                            "physicalLocation": strict(
                                                {
                                                    "artifactLocation": strict(
                                                        {"uri": TEXT, "uriBaseId": TEXT}, "uriBaseId"
                                                    ),
                                                    "region": strict(
                                                        dict.fromkeys(
                                                            ("startLine", "startColumn", "endLine", "endColumn"),
                                                            POSITIVE,
                                                        ),
                                                        "endLine",
                                                        "endColumn",
                                                    ),
                                                }
                                            )
                                        }
                                    ),
                                },
                                "partialFingerprints": {"type": "object", "additionalProperties": TEXT},
                                "baselineState": {"enum": ["new", "unchanged", "updated", "absent"]},
                                "suppressions": {"type": "array", "uniqueItems": True, "items": SUPPRESSION},
                            },
                            "partialFingerprints",
                            "baselineState",
                            "suppressions",
                        ),
                    },
                }
            ),
        },
    }
)
"""Of the standard's schema, the parts that the report uses, with nothing beside them."""
