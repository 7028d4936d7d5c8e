package io.supportassistant.local.stack;

import io.supportassistant.doubles.AvayaDouble;
import io.supportassistant.doubles.GenericDouble;
import io.supportassistant.doubles.GenesysDouble;
import io.supportassistant.doubles.PhoneSystem;
import io.supportassistant.doubles.TwilioDouble;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * The double of a telephone system. A stack started with its {@link #settings} accepts its calls
 * like the real one's; both share secrets that are generated at each start.
 */
public final class LocalPhoneSystem implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);

    /** The account of Avaya's double. */
    private static final String AVAYA_ACCOUNT = "ABCDEF";

    /** The systems that have a double. */
    public enum Kind {
        TWILIO("Twilio Flex"),
        GENESYS("Genesys Cloud"),
        AVAYA("Avaya's Experience Platform"),
        GENERIC("a system that signs its events");

        private final String title;

        Kind(String title) {
            this.title = title;
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
    private final PhoneSystem system;
    private final Map<String, String> settings;

    private LocalPhoneSystem(Kind kind, PhoneSystem system, Map<String, String> settings) {
        this.kind = kind;
        this.system = system;
        this.settings = settings;
    }

    /**
     * @param bridgePort where the bridge listens, now or later
     */
    public static LocalPhoneSystem start(Kind kind, int bridgePort) {
        String bridge = "http://127.0.0.1:" + bridgePort;
        return switch (kind) {
            case TWILIO -> twilio(bridge);
            case GENESYS -> genesys();
            case AVAYA -> avaya(bridge);
            case GENERIC -> generic(bridge);
        };
    }

    private static LocalPhoneSystem twilio(String bridge) {
        String token = secret(16);
        String account = "AC" + secret(16);
        return new LocalPhoneSystem(
                Kind.TWILIO,
                new TwilioDouble(bridge, bridge, token, account, true),
                Map.of(
                        "TWILIO_AUTH_TOKEN", token,
                        "TWILIO_PUBLIC_URL", bridge,
                        "TWILIO_ACCOUNT_SID", account));
    }

    private static LocalPhoneSystem genesys() {
        String client = secret(8);
        String secret = secret(32);
        String queue = "queue-" + secret(8);
        GenesysDouble genesys = new GenesysDouble(client, secret, queue, TOKEN_LIFE);
        return new LocalPhoneSystem(
                Kind.GENESYS,
                genesys,
                Map.of(
                        "GENESYS_LOGIN_URL",
                        genesys.url(),
                        "GENESYS_API_URL",
                        genesys.url(),
                        "GENESYS_SOCKET_HOSTS",
                        "127.0.0.1",
                        "GENESYS_CLIENT_ID",
                        client,
                        "GENESYS_CLIENT_SECRET",
                        secret,
                        "GENESYS_QUEUES",
                        queue));
    }

    private static LocalPhoneSystem avaya(String bridge) {
        String client = secret(8);
        String secret = secret(32);
        String appKey = secret(16);
        AvayaDouble avaya =
                new AvayaDouble(
                        AvayaDouble.Product.EXPERIENCE_PLATFORM,
                        client,
                        secret,
                        appKey,
                        TOKEN_LIFE);
        return new LocalPhoneSystem(
                Kind.AVAYA,
                avaya,
                Map.of(
                        "AVAYA_PUBLIC_URL", bridge,
                        "AVAYA_HEADER_TOKENS", secret(32),
                        "AVAYA_AXP_URL", avaya.url(),
                        "AVAYA_AXP_ACCOUNT_ID", AVAYA_ACCOUNT,
                        "AVAYA_AXP_CLIENT_ID", client,
                        "AVAYA_AXP_CLIENT_SECRET", secret,
                        "AVAYA_AXP_APP_KEY", appKey));
    }

    private static LocalPhoneSystem generic(String bridge) {
        String secret = "whsec_" + Base64.getEncoder().encodeToString(random(32));
        return new LocalPhoneSystem(
                Kind.GENERIC,
                new GenericDouble(bridge, secret),
                Map.of("GENERIC_SIGNING_SECRETS", secret));
    }

    private static String secret(int bytes) {
        return HexFormat.of().formatHex(random(bytes));
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    public Kind kind() {
        return kind;
    }

    public PhoneSystem system() {
        return system;
    }

    /** Settings for the parts of a stack, as environment variables. */
    public Map<String, String> settings() {
        return settings;
    }

    @Override
    public void close() {
        system.close();
    }
}
