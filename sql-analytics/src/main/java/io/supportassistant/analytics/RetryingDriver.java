package io.supportassistant.analytics;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wraps PostgreSQL's driver: waits while the database is unavailable. Flink's sink does not wait:
 * it fails at the first refused connection, and then again when it is closed, for which Flink ends
 * the whole task manager.
 *
 * <p>A database that accepts a statement and does not respond for {@value #SILENCE_SECONDS} seconds
 * counts as unavailable, unless {@code socketTimeout} in the address says otherwise.
 */
public final class RetryingDriver implements Driver {

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(RetryingDriver.class);
    private static final String SILENCE_SECONDS = "60";
    private static final Duration PATIENCE = Duration.ofMinutes(9);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** SQL state classes: 08, no connection; 57P, stopped by an operator or starting. */
    private static final String AWAY = "08";

    private static final String STOPPED = "57P";

    private final Driver driver;
    private final Duration patience;
    private final Duration pause;

    /** The JDBC sink creates this driver by class name. DriverManager does not know it. */
    public RetryingDriver() {
        this(new org.postgresql.Driver(), PATIENCE, PAUSE);
    }

    RetryingDriver(Driver driver, Duration patience, Duration pause) {
        this.driver = driver;
        this.patience = patience;
        this.pause = pause;
    }

    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        Properties bounded = new Properties();
        bounded.setProperty("socketTimeout", SILENCE_SECONDS);
        bounded.setProperty("tcpKeepAlive", "true");
        bounded.putAll(info);
        long until = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return driver.connect(url, bounded);
            } catch (SQLException e) {
                if (!isAway(e) || System.nanoTime() >= until) {
                    throw e;
                }
                LOG.warn("The database is away: {}", e.getSQLState());
                pause(e);
            }
        }
    }

    private void pause(SQLException why) throws SQLException {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw why;
        }
    }

    private static boolean isAway(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith(AWAY) || state.startsWith(STOPPED));
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return driver.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
        return driver.getPropertyInfo(url, info);
    }

    @Override
    public int getMajorVersion() {
        return driver.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return driver.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return driver.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("org.postgresql");
    }
}
