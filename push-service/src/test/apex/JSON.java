import io.vertx.core.json.JsonObject;

/** Apex. */
final class JSON {

    private JSON() {}

    static String serialize(Map<String, Object> values) {
        return new JsonObject(values).encode();
    }
}
