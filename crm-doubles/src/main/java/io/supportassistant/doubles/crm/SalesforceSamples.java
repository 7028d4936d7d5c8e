package io.supportassistant.doubles.crm;

import io.supportassistant.doubles.crm.SampleCustomers.Person;
import io.vertx.core.json.JsonObject;

/** The sample customers as contacts with accounts, cases and tasks. */
final class SalesforceSamples {

    private final SalesforceSchema schema;
    private final SalesforceOrg org;

    private SalesforceSamples(SalesforceSchema schema, SalesforceOrg org) {
        this.schema = schema;
        this.org = org;
    }

    static void keep(SampleCustomers customers, SalesforceSchema schema, SalesforceOrg org) {
        SalesforceSamples samples = new SalesforceSamples(schema, org);
        customers.people().forEach(samples::keep);
    }

    private void keep(Person person) {
        String account =
                person.company() == null
                        ? null
                        : create("Account", new JsonObject().put("Name", person.company()));
        int space = person.name().indexOf(' ');
        String contact =
                create(
                        "Contact",
                        new JsonObject()
                                .put(
                                        "FirstName",
                                        space < 0 ? null : person.name().substring(0, space))
                                .put("LastName", person.name().substring(space + 1))
                                .put("Name", person.name())
                                .put("Email", person.email())
                                .put("Phone", person.phone())
                                .put("AccountId", account)
                                .put(SalesforceSchema.NUMBER, person.id())
                                .put(SalesforceSchema.TIER, person.tier())
                                .put(
                                        SalesforceSchema.PRODUCTS,
                                        person.products().isEmpty()
                                                ? null
                                                : String.join(";", person.products())));
        for (SampleCustomers.Case one : person.cases()) {
            create(
                    "Case",
                    new JsonObject()
                            .put("CaseNumber", one.number())
                            .put("Subject", one.subject())
                            .put("Status", one.isOpen() ? "New" : "Closed")
                            .put("Priority", "Medium")
                            .put("Origin", "Web")
                            .put("ContactId", contact)
                            .put(SalesforceSchema.INCIDENT, one.incident())
                            .put("CreatedDate", SalesforceOrg.time(one.openedAt())));
        }
        for (SampleCustomers.Call call : person.calls()) {
            create(
                    "Task",
                    new JsonObject()
                            .put("Subject", call.subject())
                            .put("Status", "Completed")
                            .put("Priority", "Normal")
                            .put("WhoId", contact)
                            .put("TaskSubtype", "Call")
                            .put("CallType", "Inbound")
                            .put("CreatedDate", SalesforceOrg.time(call.at())));
        }
    }

    private String create(String kind, JsonObject fields) {
        return org.keep(schema.kind(kind), fields).getString("Id");
    }
}
