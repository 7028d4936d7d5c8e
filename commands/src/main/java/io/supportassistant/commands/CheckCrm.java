package io.supportassistant.commands;

import io.supportassistant.crm.Crm;
import io.supportassistant.crm.Crm.Finding;
import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.CrmMetrics;
import io.supportassistant.crm.CrmSource;
import io.supportassistant.crm.vendors.CrmProviders;
import io.supportassistant.crm.vendors.CrmSettings;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CompletionException;

/** Signs in to the configured CRM, reads from it, and prints what is missing. */
public final class CheckCrm {

    private CheckCrm() {}

    public static void main(String[] args) {
        System.exit(check(Settings.of(System.getenv(), args), System.out) ? 0 : 1);
    }

    /**
     * @return whether all checks passed
     * @throws SettingException if no CRM is configured, or one of its settings is missing or wrong
     */
    public static boolean check(Settings settings, PrintStream out) {
        CrmSource source = CrmProviders.source(settings);
        CrmSettings.from(settings).check(source);
        try (Crm crm = source.open(CrmMetrics.NONE)) {
            List<Finding> findings = findings(crm);
            findings.forEach(finding -> out.println(line(finding)));
            boolean complete = findings.stream().allMatch(Finding::ok);
            out.println(
                    complete
                            ? "Nothing is missing in " + CrmProviders.name(settings) + "."
                            : "Something is missing; see above.");
            return complete;
        }
    }

    private static List<Finding> findings(Crm crm) {
        try {
            return crm.check().join();
        } catch (CompletionException e) {
            CrmException failure = CrmException.of(e);
            return List.of(
                    Finding.missing(
                            "connection",
                            failure.failure().wireName().replace('_', ' ')
                                    + ": "
                                    + failure.getMessage()));
        }
    }

    private static String line(Finding finding) {
        return finding.ok()
                ? "  ok       " + finding.what()
                : "  missing  " + finding.what() + ": " + finding.advice();
    }
}
