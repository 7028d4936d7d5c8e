package io.supportassistant.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserRulesTest {

    private final BrowserRules rules =
            FlinkGuard.rules(
                    Configuration.fromMap(
                            Map.of(
                                    "jobmanager.rpc.address", "assist-jobmanager",
                                    "assist.page.hosts", "Flink.example.com",
                                    "kubernetes.cluster-id", "assist-job",
                                    "kubernetes.namespace", "support")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:8081",
                "LOCALHOST",
                "127.0.0.1:8081",
                "[::1]:8081",
                "10.0.0.7",
                "assist-jobmanager:8081",
                "flink.example.com",
                "assist-job-rest:8081",
                "assist-job-rest.support:8081",
                "assist-job-rest.support.svc.cluster.local"
            })
    void shouldAllowProgramsThatUseTheServersName(String host) {
        assertThat(rules.refusal("/jobs", List.of(host), List.of())).isEmpty();
    }

    /** A foreign host name that an attacker points at this machine (DNS rebinding). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "rebind.example:8081",
                "localhost.evil.example",
                "127.0.0.1.evil.example:8081",
                "assist-job-rest.evil.example",
                "assist-job-rest.supportive",
                "assist-jobmanager.example",
                "[evil].example",
                "[evil.example]",
                "[::1].evil.example:8081",
                "[::1",
                ""
            })
    void shouldRefuseAnyOtherName(String host) {
        assertThat(rules.refusal("/jobs", List.of(host), List.of())).isPresent();
    }

    @Test
    void shouldRequireExactlyOneHost() {
        assertThat(rules.refusal("/jobs", List.of(), List.of())).isPresent();
        assertThat(rules.refusal("/jobs", List.of("localhost", "evil.example"), List.of()))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8081, true",
        "https://localhost:8081, true",
        "http://localhost:8080, false",
        "http://localhost, false",
        "https://evil.example, false",
        "null, false",
        "http://localhost:8081.evil.example, false"
    })
    void shouldAllowOnlyItsOwnPage(String origin, boolean taken) {
        assertThat(rules.refusal("/jobs", List.of("localhost:8081"), List.of(origin)).isEmpty())
                .isEqualTo(taken);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/jobs/0123/yarn-cancel",
                "/v1/jobs/0123/yarn-stop",
                "/jobs/0123/yarn-cancel?x=1",
                "/jobs/0123/yarn%252Dcancel",
                "/jobs/0123/yarn-cancel%3Fx",
                "/jobs/0123/yarn-cancel?|",
                "/jobs/0123/yarn-cancel#{",
                "/jobs/0123/yarn-cancel/",
                "/jobs/0123/yarn-cancel%2F",
                "//jobs//0123//yarn-stop",
                "/jobs/0123/yarn-cancel?%",
                "/jobs/%zz",
                "/jobs/0123/yarn%2Dcancel",
                "http://localhost:8081/jobs/0123/yarn-cancel"
            })
    void shouldRefuseToEndAJobByGet(String uri) {
        assertThat(rules.refusal(uri, List.of("localhost:8081"), List.of())).isPresent();
    }
}
