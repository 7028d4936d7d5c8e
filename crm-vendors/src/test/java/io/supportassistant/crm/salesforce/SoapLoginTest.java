package io.supportassistant.crm.salesforce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.supportassistant.crm.Crm;
import io.supportassistant.crm.Crm.Finding;
import io.supportassistant.crm.CrmMetrics;
import io.supportassistant.crm.vendors.CrmProviders;
import io.supportassistant.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoapLoginTest {

    private static final String SESSION = "00Dxx!AQ.session";

    private final List<String> logins = new CopyOnWriteArrayList<>();
    private final List<String> bearers = new CopyOnWriteArrayList<>();
    private HttpServer salesforce;
    private volatile String fault;

    @BeforeEach
    void serve() throws IOException {
        salesforce =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        salesforce.createContext("/services/Soap/u/64.0", this::login);
        salesforce.createContext("/services/data/", this::data);
        salesforce.start();
    }

    @AfterEach
    void stop() {
        salesforce.stop(0);
    }

    @Test
    void shouldSignInWithAUsernameAPasswordAndATokenAlone() {
        List<Finding> findings = check();

        assertThat(findings.get(0).ok()).isTrue();
        assertThat(logins)
                .singleElement()
                .asString()
                .contains(
                        "<username>integration@example.com</username>",
                        "<password>p&lt;&amp;wordTOKEN</password>");
        assertThat(bearers).isNotEmpty().containsOnly("Bearer " + SESSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVALID_LOGIN", "INVALID_OPERATION", "LOGIN_MUST_USE_SECURITY_TOKEN"})
    void shouldAdviseWhatToSetAfterARefusal(String code) {
        fault = code;

        List<Finding> findings = check();

        assertThat(findings).singleElement().matches(finding -> !finding.ok());
        assertThat(findings.get(0).toString())
                .contains(code)
                .contains("SALESFORCE_URL", "SALESFORCE_CLIENT_ID", "SALESFORCE_CLIENT_SECRET")
                .contains("client credentials");
        // Another attempt with a wrong password would bring the user closer to a lock-out.
        assertThat(logins).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no XML",
                "<a/>",
                "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>"
            })
    void shouldFindNoFaultInOtherBodies(String body) {
        assertThat(SoapLogin.fault(body.getBytes(UTF_8))).isEmpty();
    }

    private List<Finding> check() {
        Settings settings =
                Settings.of(
                        Map.of(
                                "SALESFORCE_URL",
                                "http://127.0.0.1:" + salesforce.getAddress().getPort(),
                                "SALESFORCE_USERNAME",
                                "integration@example.com",
                                "SALESFORCE_PASSWORD",
                                "p<&word",
                                "SALESFORCE_SECURITY_TOKEN",
                                "TOKEN"));
        try (Crm crm = CrmProviders.source(settings).open(CrmMetrics.NONE)) {
            return crm.check().join();
        }
    }

    private void login(HttpExchange exchange) throws IOException {
        logins.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        String server = "http://127.0.0.1:" + salesforce.getAddress().getPort();
        if (fault == null) {
            answer(
                    exchange,
                    200,
                    "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
                        + " xmlns=\"urn:partner.soap.sforce.com\"><soapenv:Body><loginResponse><result>"
                        + "<passwordExpired>false</passwordExpired><serverUrl>"
                            + server
                            + "/services/Soap/u/64.0/00Dxx</serverUrl><sessionId>"
                            + SESSION
                            + "</sessionId></result></loginResponse></soapenv:Body>"
                            + "</soapenv:Envelope>");
        } else {
            answer(
                    exchange,
                    500,
                    "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
                        + " xmlns:sf=\"urn:fault.partner.soap.sforce.com\"><soapenv:Body><soapenv:Fault>"
                        + "<faultcode>sf:"
                            + fault
                            + "</faultcode><faultstring>"
                            + fault
                            + ": no</faultstring></soapenv:Fault></soapenv:Body>"
                            + "</soapenv:Envelope>");
        }
    }

    private void data(HttpExchange exchange) throws IOException {
        bearers.add(exchange.getRequestHeaders().getFirst("Authorization"));
        answer(exchange, 200, "[{\"version\":\"66.0\"}]");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
