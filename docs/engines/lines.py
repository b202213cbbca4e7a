"""An engine to copy: a command that reads requests and prints answers, one JSON object a line.

Run it with ``triage evaluate --engine "command:python lines.py"`` from this folder; in another
language it looks the same. It is a toy that knows one red flag. Not medical advice.
"""

import json
import sys

for line in sys.stdin:
    patient = json.loads(line)
    if "fever" in patient["present"]:
        answer = {"disposition": "urgent", "red_flags": ["fever"]}
    elif "fever" in patient["absent"]:
        answer = {"disposition": "self_care", "red_flags": []}
    else:  # not asked: nobody is sent home who could have one
        answer = {"disposition": "routine", "red_flags": []}
    answer["id"] = patient["id"]  # so that answers may come in any order
    print(json.dumps(answer), flush=True)
    print("answered", patient["id"], file=sys.stderr)  # for people; standard output is for answers
