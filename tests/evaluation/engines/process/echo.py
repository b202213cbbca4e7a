"""An engine that answers as fast as it can: it cuts the id out of the line."""

import sys


def main() -> None:
    """Answer every line."""
    for line in sys.stdin:
        start = line.index('"id": ') + 6
        name = line[start : line.index(",", start)]
        sys.stdout.write(f'{{"id": {name}, "disposition": "routine", "red_flags": []}}\n')


if __name__ == "__main__":
    main()
