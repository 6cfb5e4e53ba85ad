"""A text as the modules of a QR code."""

__all__ = ["modules_of"]


def modules_of(text: str, *, sturdy: bool = False) -> tuple[tuple[bool, ...], ...] | None:
    """Return the rows of a QR code without its quiet zone, True for dark.

    A text that no code holds gives None.

    Args:
        text: What it says, in UTF-8.
        sturdy: With a quarter more redundancy, for a short text that must be read at once.
    """
    import segno

    try:
        code = segno.make(
            text, error="m" if sturdy else "l", mode="byte", encoding="utf-8", micro=False
        )
    except segno.DataOverflowError:
        return None
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)
