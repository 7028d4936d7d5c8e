package io.supportassistant.analytics;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * PostgreSQL's driver with limits: the server stops waiting for a lock after 10 s and ends a
 * statement after 20 s, and a server that is silent for 25 s counts as lost. With them the attempts
 * of a task to write, also while it closes, usually end within the three minutes after which Flink
 * ends a task manager whose task does not stop. Parameters in the address and settings of the
 * server take precedence.
 *
 * <p>The first two limits are set by SQL, because connection poolers refuse the parameter {@code
 * options}. Behind a pooler in transaction mode they may apply to another connection.
 *
 * <p>The JDBC sink creates this driver by class name; DriverManager does not know it.
 */
public final class BoundedDriver extends org.postgresql.Driver {

    private static final String LIMITS =
            "SELECT set_config(name, value, false) FROM (VALUES ('lock_timeout', '10s'),"
                    + " ('statement_timeout', '20s')) AS bound (name, value)"
                    + " WHERE current_setting(name) = '0'";

    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        Properties bounded = new Properties();
        bounded.setProperty("socketTimeout", "25");
        bounded.setProperty("tcpKeepAlive", "true");
        // The errors of the driver show no row.
        bounded.setProperty("logServerErrorDetail", "false");
        bounded.putAll(info);
        Connection connection = super.connect(url, bounded);
        if (connection == null) {
            return null;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(LIMITS);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
