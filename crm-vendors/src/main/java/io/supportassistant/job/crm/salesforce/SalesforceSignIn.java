package io.supportassistant.job.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.job.crm.CrmException;
import io.supportassistant.job.crm.CrmFailure;
import io.supportassistant.job.crm.rest.Access;
import io.supportassistant.job.crm.rest.Answer;
import io.supportassistant.job.crm.rest.Credentials;
import io.supportassistant.job.crm.rest.CrmApi;
import io.supportassistant.job.crm.rest.Request;
import io.supportassistant.job.crm.rest.TokenCredentials.Token;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for tokens. Salesforce does not tell how long one lives: it lives on while it is used, so it
 * is kept until it is refused.
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
                    "salesforce: sign-in by SOAP login ends with the release Summer '27; set {}",
                    SalesforceSettings.WHAT_LASTS);
        } else if (settings.signIn().isByPassword()) {
            LOG.warn("salesforce: sign-in by password is being withdrawn by the vendor");
        }
    }

    CompletableFuture<Token> token() {
        SalesforceSettings.SignIn signIn = settings.signIn();
        if (signIn.isBySoap()) {
            return api.read("sign_in", Credentials.fixed(new Access(null, settings.url())))
                    .call(
                            SoapLogin.request(signIn.username(), signIn.password()),
                            answer -> token(SoapLogin.answer(answer.body())));
        }
        return api.read("sign_in", Credentials.fixed(new Access(null, settings.url())))
                .call(Request.form(PATH, form()), answer -> token(answer.json()));
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
                new Access("Bearer " + session.id(), instance(session.instanceUrl())), null);
    }

    private Token token(JsonNode answer) {
        URI instance = instance(Answer.text(answer, "instance_url"));
        return new Token(
                new Access("Bearer " + Answer.text(answer, "access_token"), instance), null);
    }

    private URI instance(String url) {
        URI instance;
        try {
            instance = URI.create(url.replaceAll("/+$", ""));
        } catch (IllegalArgumentException e) {
            throw Answer.malformed("no instance_url");
        }
        if (!isTrusted(instance)) {
            throw new CrmException(
                    CrmFailure.CREDENTIALS,
                    "sent on to a host that is not of " + SalesforceSettings.INSTANCE_HOSTS.name());
        }
        return instance;
    }

    /** Whom the secret was sent to is trusted already. */
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
