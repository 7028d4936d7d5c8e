package io.supportassistant.analytics;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
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
    private static final String SOCKET_TIMEOUT_SECONDS = "60";
    private static final Duration MAX_WAIT = Duration.ofMinutes(9);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /**
     * SQL state classes: 08, no connection; 53, for example too many connections; 57P, stopped by
     * an operator or starting.
     */
    private static final List<String> UNAVAILABLE = List.of("08", "53", "57P");

    private final Driver driver;
    private final Duration maxWait;
    private final Duration pause;

    /** The JDBC sink creates this driver by class name. DriverManager does not know it. */
    public RetryingDriver() {
        this(new org.postgresql.Driver(), MAX_WAIT, PAUSE);
    }

    RetryingDriver(Driver driver, Duration maxWait, Duration pause) {
        this.driver = driver;
        this.maxWait = maxWait;
        this.pause = pause;
    }

    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        Properties bounded = new Properties();
        bounded.setProperty("socketTimeout", SOCKET_TIMEOUT_SECONDS);
        bounded.setProperty("tcpKeepAlive", "true");
        bounded.putAll(info);
        long deadline = System.nanoTime() + maxWait.toNanos();
        while (true) {
            try {
                return driver.connect(url, bounded);
            } catch (SQLException e) {
                if (!isUnreachable(e) || System.nanoTime() >= deadline) {
                    throw e;
                }
                LOG.warn(
                        "Connecting to the database failed (SQLSTATE {}); retrying",
                        e.getSQLState());
                pause(e);
            }
        }
    }

    /**
     * JDBC blocks its caller, and a server that is back notifies no client; an interrupt ends the
     * wait.
     */
    private void pause(SQLException cause) throws SQLException {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cause;
        }
    }

    private static boolean isUnreachable(SQLException e) {
        String state = e.getSQLState();
        return state != null && UNAVAILABLE.stream().anyMatch(state::startsWith);
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
