import pytest

from citecheck.documents.wrapping import unwrap

LONG = "A line as long as the margin allows, or nearly so,"


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        ([LONG, "goes on.", "A new one."], [f"{LONG} goes on.", "A new one."]),
        ([LONG, "", "After a gap."], [LONG, "After a gap."]),
        ([LONG, "• an item", "• another"], [LONG, "• an item", "• another"]),
        (["Sixty-two passengers were evac-", "uated."], ["Sixty-two passengers were evacuated."]),
        (["The line between Tolvery and Saint-", "Malo."], ["The line between Tolvery and Saint- Malo."]),
        (["x" * 200, "y" * 190], ["x" * 200, "y" * 190]),
        (["", "  ", ""], []),
    ],
)  # fmt: skip
def test_paragraphs(lines: list[str], paragraphs: list[str]) -> None:
    assert unwrap(lines) == paragraphs
