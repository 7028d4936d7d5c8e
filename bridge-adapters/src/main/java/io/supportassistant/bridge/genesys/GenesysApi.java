package io.supportassistant.bridge.genesys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.supportassistant.bridge.connector.OAuthToken;
import io.supportassistant.bridge.connector.RemoteException;
import io.supportassistant.bridge.connector.RestClient;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.remote.AbortableHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The calls of Genesys Cloud's platform API that the connector needs. */
final class GenesysApi {

    private static final String CHANNELS = "/api/v2/notifications/channels";

    /** A notification channel and the address of its WebSocket. */
    record Channel(String id, URI connectUri) {}

    private final GenesysConnectorSettings settings;
    private final RestClient rest;

    GenesysApi(AbortableHttp http, GenesysConnectorSettings settings) {
        this.settings = settings;
        String credentials = settings.clientId() + ":" + settings.clientSecret();
        HttpRequest token =
                HttpRequest.newBuilder(URI.create(settings.loginUrl() + "/oauth/token"))
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(credentials.getBytes(UTF_8)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                        .build();
        this.rest = new RestClient(http, settings.apiUrl(), new OAuthToken(http, token), Map.of());
    }

    Channel createChannel() throws IOException, InterruptedException {
        JsonNode channel = rest.call("POST", CHANNELS, JsonNodeFactory.instance.objectNode());
        String id = Json.text(channel, "/id");
        String uri = Json.text(channel, "/connectUri");
        if (id == null || uri == null) {
            throw new IOException("the response has no channel id or connectUri");
        }
        try {
            return new Channel(id, settings.socketHosts().check(uri));
        } catch (IllegalArgumentException e) {
            throw new IOException("the host of the connectUri is not allowed", e);
        }
    }

    boolean exists(Channel channel) throws IOException, InterruptedException {
        try {
            rest.call("HEAD", CHANNELS + "/" + channel.id(), null);
            return true;
        } catch (RemoteException e) {
            if (e.status() == 404) {
                return false;
            }
            throw e;
        }
    }

    void subscribe(Channel channel, List<String> topics) throws IOException, InterruptedException {
        rest.call("POST", CHANNELS + "/" + channel.id() + "/subscriptions", ids(topics));
    }

    /** Replaces all subscriptions of the channel, which extends its lifetime by a day. */
    void replaceSubscriptions(Channel channel, List<String> topics)
            throws IOException, InterruptedException {
        rest.call("PUT", CHANNELS + "/" + channel.id() + "/subscriptions", ids(topics));
    }

    JsonNode conversation(String id) throws IOException, InterruptedException {
        return rest.call("GET", "/api/v2/conversations/" + id, null);
    }

    private static ArrayNode ids(List<String> topics) {
        ArrayNode ids = JsonNodeFactory.instance.arrayNode();
        topics.forEach(topic -> ids.addObject().put("id", topic));
        return ids;
    }
}
