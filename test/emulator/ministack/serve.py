"""Runs ministack on a free port of 127.0.0.1 until its input ends, however the process at the other end ended.

Says {"port": …} on standard output once it listens. What it writes lies in the folder that it is given, which goes with it, as do the
processes of the Lambdas: whoever starts this makes it the leader of a process group.
"""
import json
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading

folder = sys.argv[1]
tempfile.tempdir = folder

listening = socket.create_server(("127.0.0.1", 0), backlog=512)
# Handed down to what is accepted; without it each answer waits 40 ms for the acknowledgement of its first half.
listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
port = listening.getsockname()[1]

os.environ.update({
    "TMPDIR": folder, "STATE_DIR": os.path.join(folder, "state"), "S3_DATA_DIR": os.path.join(folder, "s3"),
    "GATEWAY_PORT": str(port), "MINISTACK_HOST": "127.0.0.1", "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
    "LAMBDA_EXECUTOR": "local", "DOCKER_HOST": f"unix://{folder}/none",
    # These two would listen on every interface.
    "SFTP_ENABLED": "0", "IOT_MTLS_ENABLED": "0",
})


def end(*_):
    shutil.rmtree(folder, ignore_errors=True)
    os.killpg(0, signal.SIGKILL)


def end_with_input():
    sys.stdin.buffer.read()
    end()


threading.Thread(target=end_with_input, daemon=True).start()
signal.signal(signal.SIGTERM, end)
signal.signal(signal.SIGINT, end)

import asyncio  # noqa: E402

from hypercorn.asyncio import serve  # noqa: E402
from hypercorn.config import Config  # noqa: E402
from ministack.app import app  # noqa: E402

import machine  # noqa: E402
import mended  # noqa: E402

mended.all()
config = Config()
config.bind = [f"fd://{listening.fileno()}"]
config.keep_alive_timeout = 75
config.loglevel = "WARNING"
print(json.dumps({"port": port}), flush=True)
# Given, so that it leaves the signals to us.
asyncio.run(serve(machine.with_machine(app), config, shutdown_trigger=lambda: asyncio.get_running_loop().create_future()))
