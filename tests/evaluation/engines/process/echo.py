"""An engine that answers as fast as it can: it cuts the id out of the line."""

import sys

for line in sys.stdin:
    start = line.index('"id": ') + 6
    end = line.index(",", start)
    sys.stdout.write(f'{{"id": {line[start:end]}, "disposition": "routine", "red_flags": []}}\n')
