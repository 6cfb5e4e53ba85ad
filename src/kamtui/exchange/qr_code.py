"""A text as the modules of a QR code."""

__all__ = ["modules_of"]


def modules_of(
    text: str, *, sturdy: bool = False, capitals: bool = False
) -> tuple[tuple[bool, ...], ...] | None:
    """Return the rows of a QR code without its quiet zone, True for dark.

    A text that no code holds gives None.

    Args:
        text: What it says, in UTF-8.
        sturdy: With a quarter more redundancy, for a short text that must be read at once.
        capitals: Only of capital letters, digits and a few signs, which takes fewer modules.
    """
    import segno

    try:
        error = "m" if sturdy else "l"
        if capitals:
            code = segno.make(text, error=error, mode="alphanumeric", micro=False)
        else:
            code = segno.make(text, error=error, mode="byte", encoding="utf-8", micro=False)
    except (segno.DataOverflowError, ValueError):
        return None
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)
