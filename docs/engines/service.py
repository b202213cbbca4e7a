"""An engine to copy: a service that is asked with POST, one patient or several at a time.

Start it with ``python service.py 8080`` and run it with ``triage evaluate --engine service.yaml``,
both from this folder. It is a toy that knows three red flags. Not medical advice.
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

URGENT = {"fever", "skin_redness", "severe_leg_weakness"}


def triage(patient: dict) -> dict:
    """The answer for one patient; what is neither present nor absent was not asked."""
    raised = URGENT & set(patient["present"])
    still_open = URGENT - set(patient["present"]) - set(patient["absent"])
    calm = "routine" if still_open else "self_care"
    return {
        "id": patient["id"],  # so that answers may come in any order
        "disposition": "urgent" if raised else calm,
        "red_flags": sorted(raised),
    }


class Handler(BaseHTTPRequestHandler):
    """One object in, one object out; an array in, an array out."""

    protocol_version = "HTTP/1.1"  # keeps the connection for the next call
    wbufsize = -1  # sends head and body together, or every call waits for 40 ms

    def do_POST(self) -> None:
        """Answer what is asked."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        said = [triage(one) for one in asked] if isinstance(asked, list) else triage(asked)
        body = json.dumps(said).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
    print(f"http://127.0.0.1:{server.server_port}/triage", flush=True)
    server.serve_forever()
