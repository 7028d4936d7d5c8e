package io.supportassistant.analytics;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * PostgreSQL's driver with an end to every statement: the server gives up a lock after 10 s and a
 * statement after 20 s, unless the address or the server's configuration says otherwise. Set by
 * SQL, because connection poolers refuse the address parameter {@code options}.
 */
public final class BoundedDriver extends org.postgresql.Driver {

    private static final String BOUNDS =
            "SELECT set_config(name, value, false) FROM (VALUES ('lock_timeout', '10s'),"
                    + " ('statement_timeout', '20s')) AS bound (name, value)"
                    + " WHERE current_setting(name) = '0'";

    /** The JDBC sink creates this driver by class name. DriverManager does not know it. */
    public BoundedDriver() {}

    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        Connection connection = super.connect(url, info);
        if (connection == null) {
            return null;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(BOUNDS);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
