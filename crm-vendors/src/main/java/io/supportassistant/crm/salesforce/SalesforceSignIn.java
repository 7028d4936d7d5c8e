package io.supportassistant.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.CrmFailure;
import io.supportassistant.crm.rest.ApiAccess;
import io.supportassistant.crm.rest.ApiAccessSource;
import io.supportassistant.crm.rest.CrmApi;
import io.supportassistant.crm.rest.CrmRequest;
import io.supportassistant.crm.rest.CrmResponse;
import io.supportassistant.crm.rest.TokenAccessSource.Token;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests tokens. Salesforce does not report a token's lifetime, and use extends it, so a token is
 * kept until it is rejected.
 */
final class SalesforceSignIn {

    private static final Logger LOG = LoggerFactory.getLogger(SalesforceSignIn.class);
    private static final String PATH = "/services/oauth2/token";

    private final SalesforceSettings settings;
    private final CrmApi api;

    SalesforceSignIn(SalesforceSettings settings, CrmApi api) {
        this.settings = settings;
        this.api = api;
        if (settings.signIn().isBySoap()) {
            LOG.warn(
                    "salesforce: SOAP login ends with the release Summer '27; set {}",
                    SalesforceSettings.WHAT_LASTS);
        } else if (settings.signIn().isByPassword()) {
            LOG.warn(
                    "salesforce: the vendor is withdrawing sign-in by password; use"
                            + " client-credentials");
        }
    }

    CompletableFuture<Token> token() {
        SalesforceSettings.SignIn signIn = settings.signIn();
        if (signIn.isBySoap()) {
            return api.read("sign_in", ApiAccessSource.fixed(new ApiAccess(null, settings.url())))
                    .call(
                            SoapLogin.request(signIn.username(), signIn.password()),
                            answer -> token(SoapLogin.answer(answer.body())));
        }
        return api.read("sign_in", ApiAccessSource.fixed(new ApiAccess(null, settings.url())))
                .call(CrmRequest.form(PATH, form()), answer -> token(answer.json()));
    }

    private Map<String, String> form() {
        SalesforceSettings.SignIn signIn = settings.signIn();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", signIn.isByPassword() ? "password" : "client_credentials");
        form.put("client_id", signIn.clientId());
        form.put("client_secret", signIn.clientSecret());
        if (signIn.isByPassword()) {
            form.put("username", signIn.username());
            form.put("password", signIn.password());
        }
        return form;
    }

    private Token token(SoapLogin.Session session) {
        return new Token(
                new ApiAccess("Bearer " + session.id(), instance(session.instanceUrl())), null);
    }

    private Token token(JsonNode answer) {
        URI instance = instance(CrmResponse.text(answer, "instance_url"));
        return new Token(
                new ApiAccess("Bearer " + CrmResponse.text(answer, "access_token"), instance),
                null);
    }

    private URI instance(String url) {
        URI instance;
        try {
            instance = URI.create(url.replaceAll("/+$", ""));
        } catch (IllegalArgumentException e) {
            throw CrmResponse.malformed("no valid instance_url");
        }
        if (!isTrusted(instance)) {
            throw new CrmException(
                    CrmFailure.CREDENTIALS,
                    "the sign-in named a host that is not of "
                            + SalesforceSettings.INSTANCE_HOSTS.name());
        }
        return instance;
    }

    /** The token endpoint already has the secret, so its response is trusted. */
    private boolean isTrusted(URI instance) {
        if (instance.equals(settings.url())) {
            return true;
        }
        return "https".equals(instance.getScheme())
                && instance.getHost() != null
                && instance.getUserInfo() == null
                && instance.getPort() == -1
                && instance.getRawPath().isEmpty()
                && instance.getQuery() == null
                && instance.getFragment() == null
                && settings.instanceHosts().stream()
                        .anyMatch(instance.getHost().toLowerCase(Locale.ROOT)::endsWith);
    }
}
