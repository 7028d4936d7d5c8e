package io.supportassistant.analytics;

import io.supportassistant.settings.Setting;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.net.URI;
import java.util.List;

/** Settings of the database with the tables of record. */
public record DatabaseSettings(String jdbcUrl, String user, String password) {

    public static final Setting<String> DATABASE_URL =
            Setting.text(
                    "DATABASE_URL",
                    "postgresql://localhost:5432/postgres?user=postgres",
                    "The PostgreSQL database: postgresql://user:password@host:port/database.");

    public static final Setting<String> DATABASE_USER =
            Setting.text("DATABASE_USER", null, "Database user; replaces the one in DATABASE_URL.");
    public static final Setting<String> DATABASE_PASSWORD =
            Setting.text(
                    "DATABASE_PASSWORD",
                    null,
                    "Database password as plain text, without leading and trailing spaces; a"
                            + " password in DATABASE_URL must be percent-encoded.");

    public static final List<Setting<?>> ALL =
            List.of(DATABASE_URL, DATABASE_USER, DATABASE_PASSWORD);

    /**
     * Reads the address in the usual form of {@code DATABASE_URL}.
     *
     * @throws SettingException if it does not have that form
     */
    public static DatabaseSettings from(Settings settings) {
        URI uri;
        try {
            uri = URI.create(settings.get(DATABASE_URL).replaceFirst("^jdbc:", ""));
        } catch (IllegalArgumentException e) {
            throw new SettingException(
                    "DATABASE_URL must be postgresql://user:password@host:port/database");
        }
        if (uri.getScheme() == null
                || !uri.getScheme().startsWith("postgres")
                || uri.getHost() == null) {
            throw new SettingException(
                    "DATABASE_URL must be postgresql://user:password@host:port/database");
        }
        String[] credentials =
                uri.getUserInfo() == null ? new String[0] : uri.getUserInfo().split(":", 2);
        String query = uri.getRawQuery() == null ? "" : "&" + uri.getRawQuery();
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return new DatabaseSettings(
                // Strings go into uuid and timestamptz columns; the database casts them.
                "jdbc:postgresql://"
                        + uri.getHost()
                        + port
                        + uri.getRawPath()
                        + "?stringtype=unspecified"
                        + query,
                settings.find(DATABASE_USER).orElse(credentials.length > 0 ? credentials[0] : null),
                settings.find(DATABASE_PASSWORD)
                        .orElse(credentials.length > 1 ? credentials[1] : null));
    }
}
