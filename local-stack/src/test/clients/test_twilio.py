"""twilio: its own signature on callbacks of a call."""

import unittest

import requests
from twilio.request_validator import RequestValidator

from where import AT

TWILIO = AT["twilio"]


class TwilioDoor(unittest.TestCase):
    def post(self, token, tampered=None, **fields):
        path = "/webhooks/twilio/transcription"
        form = {
            "AccountSid": TWILIO["account"],
            "CallSid": "CA" + "7" * 32,
            "TranscriptionSid": "GT" + "7" * 32,
            **fields,
        }
        signature = RequestValidator(token).compute_signature(TWILIO["public_url"] + path, form)
        return requests.post(
            AT["bridge"] + path,
            data={**form, **(tampered or {})},
            headers={"X-Twilio-Signature": signature},
            timeout=10,
        )

    content = {
        "TranscriptionEvent": "transcription-content",
        "SequenceId": "2",
        "Track": "inbound_track",
        "Timestamp": "2026-01-15T10:00:07.000Z",
        "LanguageCode": "en-US",
        "Final": "true",
        "TranscriptionData": '{"transcript":"I cannot log in, \u00e9 \\"error\\" 401","confidence":0.9}',
    }

    def test_takes_what_twilio_signs(self):
        self.assertEqual(self.post(TWILIO["token"], **self.content).status_code, 204)

    def test_refuses_another_token(self):
        self.assertEqual(self.post("0" * 32, **self.content).status_code, 401)

    def test_refuses_what_was_changed_on_the_way(self):
        changed = {"TranscriptionData": '{"transcript":"all is well"}'}
        self.assertEqual(self.post(TWILIO["token"], changed, **self.content).status_code, 401)
