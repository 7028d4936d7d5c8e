"""Where the endpoints and the doubles listen, and a way there for clients that only know their vendor's address."""

import json
import os
import time

import requests
from requests.adapters import HTTPAdapter

AT = json.loads(os.environ["CLIENTS_TARGETS"])

PATIENCE_SECONDS = 30


class Redirected(HTTPAdapter):
    """Sends every request, whatever host it names, to one address; the path stays, and the answer seems to be the host's."""

    def __init__(self, base):
        super().__init__()
        self.base = base.rstrip("/")

    def send(self, request, **options):
        asked = request.url
        request.url = self.base + "/" + asked.split("/", 3)[3]
        response = super().send(request, **options)
        request.url = response.url = asked
        return response


def session_to(base):
    session = requests.Session()
    session.mount("https://", Redirected(base))
    return session


def standing(call_id):
    """What stands on the desk of a call, once its transcript has brought something."""
    bridge = AT["bridge"]
    started = requests.post(
        bridge + "/api/realtime/call/start", json={"call_id": call_id}, timeout=10
    ).json()
    ends = time.monotonic() + PATIENCE_SECONDS
    while True:
        shown = requests.get(
            bridge + "/api/realtime/suggestions/" + started["session_id"], timeout=10
        ).json()
        if shown.get("suggestions") or shown.get("clarifying_questions") or time.monotonic() > ends:
            return shown
        time.sleep(0.2)
