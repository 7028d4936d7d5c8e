"""hubspot-api-client: searching people, tickets made and read."""

import unittest

from hubspot import HubSpot
from hubspot.crm.contacts import ApiException, PublicObjectSearchRequest
from hubspot.crm.tickets import SimplePublicObjectInputForCreate

from where import AT

HERE = AT["hubspot"]


class People(unittest.TestCase):
    def setUp(self):
        self.hubspot = HubSpot(access_token=HERE["token"], host=HERE["url"])

    def search(self, **request):
        found = self.hubspot.crm.contacts.search_api.do_search(
            public_object_search_request=PublicObjectSearchRequest(
                properties=["firstname", "lastname"], **request
            )
        )
        return [one.properties["lastname"] for one in found.results]

    def test_searches_by_words(self):
        self.assertEqual(self.search(query="reyes"), ["Reyes"])
        self.assertEqual(self.search(query="nobody-of-this-name"), [])

    def test_searches_by_filters(self):
        by_name = {"propertyName": "lastname", "operator": "EQ", "value": "Reyes"}
        self.assertEqual(self.search(filter_groups=[{"filters": [by_name]}]), ["Reyes"])

    def test_refuses_another_token(self):
        with self.assertRaises(ApiException) as refused:
            HubSpot(access_token="other", host=HERE["url"]).crm.contacts.basic_api.get_page()
        self.assertEqual(refused.exception.status, 401)

    def test_makes_and_reads_a_ticket(self):
        made = self.hubspot.crm.tickets.basic_api.create(
            simple_public_object_input_for_create=SimplePublicObjectInputForCreate(
                properties={
                    "subject": "Cannot log in",
                    "hs_pipeline": "0",
                    "hs_pipeline_stage": "1",
                },
                associations=[],
            )
        )
        read = self.hubspot.crm.tickets.basic_api.get_by_id(made.id, properties=["subject"])
        self.assertEqual(read.properties["subject"], "Cannot log in")
