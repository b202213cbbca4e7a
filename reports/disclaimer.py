"""What every report says of itself."""

from typing import Final

DISCLAIMER: Final = "A reference for testing software, made by nobody clinical. Not medical advice."
