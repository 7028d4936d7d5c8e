package io.supportassistant.local.stack;

import io.supportassistant.doubles.crm.CrmDouble;
import io.supportassistant.doubles.crm.HubspotDouble;
import io.supportassistant.doubles.crm.SalesforceDouble;
import io.supportassistant.doubles.crm.SampleCustomers;
import io.supportassistant.doubles.crm.ZendeskDouble;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A CRM for the stack, with sample customers: our own file, or the double of a vendor's CRM. A
 * stack started with its {@link #settings} uses it like the real one.
 */
public final class LocalCrm implements AutoCloseable {

    /** The kinds of CRM. */
    public enum Kind {
        FILE("a file of customers", null),
        SALESFORCE("Salesforce", SalesforceDouble::start),
        ZENDESK("Zendesk", ZendeskDouble::start),
        HUBSPOT("HubSpot", HubspotDouble::start);

        private final String title;
        private final Function<SampleCustomers, CrmDouble> starts;

        Kind(String title, Function<SampleCustomers, CrmDouble> starts) {
            this.title = title;
            this.starts = starts;
        }

        public String title() {
            return title;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Kind kind;
    private final CrmDouble vendor;
    private final Map<String, String> settings;

    private LocalCrm(Kind kind, CrmDouble vendor, Map<String, String> settings) {
        this.kind = kind;
        this.vendor = vendor;
        this.settings = settings;
    }

    /**
     * @param customers file of the known customers
     * @param records folder for written records; used by the file CRM
     */
    public static LocalCrm start(Kind kind, Path customers, Path records) {
        if (kind == Kind.FILE) {
            return new LocalCrm(
                    kind,
                    null,
                    Map.of(
                            "CRM", kind.toString(),
                            "CRM_FILE_CUSTOMERS", customers.toString(),
                            "CRM_FILE_RECORDS", records.toString()));
        }
        CrmDouble vendor = kind.starts.apply(SampleCustomers.read(customers));
        return new LocalCrm(kind, vendor, vendor.settings());
    }

    public Kind kind() {
        return kind;
    }

    /** The double; empty for the file CRM. */
    public Optional<CrmDouble> vendor() {
        return Optional.ofNullable(vendor);
    }

    /** Settings for the parts of a stack, as environment variables. */
    public Map<String, String> settings() {
        return settings;
    }

    @Override
    public void close() {
        if (vendor != null) {
            vendor.close();
        }
    }
}
