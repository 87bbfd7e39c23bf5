"""Starts the demo GitHub: `python -m contriblog.demo --port 8001`."""

import argparse
import sys
from pathlib import Path

from contriblog.demo.server import listen
from contriblog.demo.site import Options, open_site


def main() -> None:
    """Listen, say where, and serve until interrupted."""
    args = _arguments().parse_args()
    options = Options(
        client_id=args.client_id,
        client_secret=args.client_secret,
        state_file=args.state,
        latency_ms=args.latency_ms,
        control=args.control,
    )
    server = listen(open_site(options), args.host, args.port)
    sys.stdout.write(f"demo GitHub ready at http://{args.host}:{server.port}\n")
    sys.stdout.flush()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m contriblog.demo", description=__doc__)
    add, usual = parser.add_argument, Options()
    add("--host", default="127.0.0.1", help="the address to listen on (default: 127.0.0.1)")
    add("--port", type=int, default=8001, help="the port; 0 for any free one (default: 8001)")
    add("--state", type=Path, metavar="FILE", help="where tokens outlive a restart")
    add("--latency-ms", type=int, default=0, metavar="N", help="wait before each GraphQL answer")
    add("--control", action="store_true", help="serve the control plane for tests under /_ctl/")
    add("--client-id", default=usual.client_id, help="the registered OAuth app")
    add("--client-secret", default=usual.client_secret, help="its secret")
    return parser


if __name__ == "__main__":
    main()
