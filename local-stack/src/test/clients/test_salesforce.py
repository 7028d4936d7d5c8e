"""simple-salesforce: signing in by client credentials, reading and writing."""

import unittest

from simple_salesforce import Salesforce
from simple_salesforce.exceptions import SalesforceAuthenticationFailed, SalesforceMalformedRequest

from where import AT, session_to

HERE = AT["salesforce"]


def sign_in(secret=HERE["client_secret"]):
    return Salesforce(
        consumer_key=HERE["client_id"],
        consumer_secret=secret,
        domain="acme.my",
        session=session_to(HERE["url"]),
        version="66.0",
    )


class Customers(unittest.TestCase):
    def test_reads_contacts(self):
        rows = sign_in().query("SELECT Id, Name FROM Contact WHERE LastName = 'Reyes'")
        self.assertEqual([row["Name"] for row in rows["records"]], ["Dana Reyes"])

    def test_lets_in_nobody_with_another_secret(self):
        with self.assertRaises(SalesforceAuthenticationFailed):
            sign_in("other")

    def test_writes_a_contact_with_a_last_name_only(self):
        salesforce = sign_in()
        with self.assertRaises(SalesforceMalformedRequest) as refused:
            salesforce.Contact.create({"FirstName": "Ada"})
        self.assertEqual(refused.exception.content[0]["errorCode"], "REQUIRED_FIELD_MISSING")
        self.assertEqual(refused.exception.content[0]["fields"], ["LastName"])

        made = salesforce.Contact.create({"FirstName": "Ada", "LastName": "Byron"})
        self.assertTrue(made["success"])

    def test_describes_what_it_keeps(self):
        fields = [field["name"] for field in sign_in().Case.describe()["fields"]]
        self.assertIn("Subject", fields)
