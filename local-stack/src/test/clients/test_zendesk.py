"""zenpy: signing in, searching people, tickets made and changed."""

import unittest

import requests
from zenpy import Zenpy
from zenpy.lib.api_objects import Comment, Ticket
from zenpy.lib.exception import APIException

from where import AT, session_to

HERE = AT["zendesk"]


def sign_in():
    token = requests.post(
        HERE["url"] + "/oauth/tokens",
        json={
            "grant_type": "client_credentials",
            "client_id": HERE["client_id"],
            "client_secret": HERE["client_secret"],
            "scope": "read write",
        },
        timeout=10,
    ).json()["access_token"]
    return Zenpy(
        subdomain="acme",
        oauth_token=token,
        session=session_to(HERE["url"]),
        disable_cache=True,
    )


class Tickets(unittest.TestCase):
    def setUp(self):
        self.zendesk = sign_in()

    def make(self):
        return self.zendesk.tickets.create(
            Ticket(subject="Cannot log in", comment=Comment(body="Error 401", public=False))
        ).ticket

    def test_knows_who_signed_in(self):
        self.assertTrue(self.zendesk.users.me().name)

    def test_finds_people_by_name(self):
        found = [user.name for user in self.zendesk.search(type="user", name="Reyes")]
        self.assertEqual(found, ["Dana Reyes"])

    def test_makes_and_changes_a_ticket(self):
        ticket = self.make()
        ticket.status = "pending"
        ticket.comment = Comment(body="Waiting for the customer", public=False)
        self.zendesk.tickets.update(ticket)

        self.assertEqual(self.zendesk.tickets(id=ticket.id).status, "pending")
        self.assertEqual(
            [comment.body for comment in self.zendesk.tickets.comments(ticket.id)],
            ["Error 401", "Waiting for the customer"],
        )

    def test_refuses_a_status_that_is_none(self):
        ticket = self.make()
        ticket.status = "done"
        with self.assertRaises(APIException):
            self.zendesk.tickets.update(ticket)
        self.assertEqual(self.zendesk.tickets(id=ticket.id).status, "new")
