"""standardwebhooks and cloudevents: events of a call on the generic endpoint."""

import json
import unittest
import uuid
from datetime import datetime, timezone

import requests
from cloudevents.core.bindings.http import to_binary_event, to_structured_event
from cloudevents.core.v1.event import CloudEvent
from standardwebhooks.webhooks import Webhook

from where import AT, standing

URL = AT["bridge"] + "/webhooks/generic"
SECRET = AT["generic"]["secret"]


def signed(body, secret=SECRET, event_id=None, at=None):
    at = at or datetime.now(timezone.utc)
    event_id = event_id or "msg_" + uuid.uuid4().hex
    return {
        "webhook-id": event_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(event_id, at, body),
    }


def post(body, headers):
    return requests.post(URL, data=body.encode(), headers=headers, timeout=10)


class StandardWebhooks(unittest.TestCase):
    @staticmethod
    def said(call_id, text):
        data = {"call_id": call_id, "speaker": "customer", "text": text}
        return json.dumps({"type": "transcript.segment", "data": data}, ensure_ascii=False)

    def test_brings_a_card_for_what_is_signed(self):
        call = "standard-" + uuid.uuid4().hex
        body = self.said(call, "I was charged twice this month for my subscription \u2013 why?")

        answer = post(body, {"Content-Type": "application/json", **signed(body)})

        self.assertEqual(answer.status_code, 202, answer.text)
        self.assertTrue(standing(call)["suggestions"])

    def test_refuses_another_secret(self):
        body = self.said("c", "hello")
        headers = signed(body, "whsec_" + "QUFB" * 8)
        self.assertEqual(
            post(body, {"Content-Type": "application/json", **headers}).status_code, 401
        )

    def test_refuses_what_is_old(self):
        body = self.said("c", "hello")
        headers = signed(body, at=datetime(2026, 1, 1, tzinfo=timezone.utc))
        self.assertEqual(
            post(body, {"Content-Type": "application/json", **headers}).status_code, 401
        )


class CloudEvents(unittest.TestCase):
    @staticmethod
    def event(call_id, **attributes):
        return CloudEvent(
            attributes={
                "id": uuid.uuid4().hex,
                "source": "/acd one",
                "type": "transcript.segment",
                "specversion": "1.0",
                "datacontenttype": "application/json",
                "time": datetime.now(timezone.utc),
                **attributes,
            },
            data={
                "call_id": call_id,
                "speaker": "customer",
                "text": "I was charged twice this month for my subscription",
            },
        )

    @staticmethod
    def sent(message, event, **changed):
        body = message.body.decode()
        headers = {**message.headers, **signed(body, event_id=event.get_id()), **changed}
        return post(body, headers)

    def test_takes_binary_events(self):
        call = "binary-" + uuid.uuid4().hex
        event = self.event(call)

        answer = self.sent(to_binary_event(event), event)

        self.assertEqual(answer.status_code, 202, answer.text)
        self.assertTrue(standing(call)["suggestions"])

    def test_takes_structured_events(self):
        call = "structured-" + uuid.uuid4().hex
        event = self.event(call)

        answer = self.sent(to_structured_event(event), event)

        self.assertEqual(answer.status_code, 202, answer.text)
        self.assertTrue(standing(call)["suggestions"])

    def test_refuses_xml(self):
        event = self.event("c")
        answer = self.sent(
            to_structured_event(event), event, **{"content-type": "application/cloudevents+xml"}
        )
        self.assertEqual(answer.status_code, 415, answer.text)

    def test_refuses_a_time_that_is_none(self):
        event = self.event("c")
        answer = self.sent(to_binary_event(event), event, **{"ce-time": "yesterday"})
        self.assertEqual(answer.status_code, 400, answer.text)
        self.assertIn("ce-time", answer.json()["detail"])
