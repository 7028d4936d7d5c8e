package io.supportassistant.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryingDriverTest {

    private static final String URL = "jdbc:postgresql://db/assist";
    private static final Connection CONNECTION =
            (Connection)
                    Proxy.newProxyInstance(
                            RetryingDriverTest.class.getClassLoader(),
                            new Class<?>[] {Connection.class},
                            (proxy, method, arguments) -> null);

    private int tries;
    private Properties properties;

    @Test
    void shouldWaitForAnUnreachableDatabase() throws Exception {
        RetryingDriver driver = driver(Duration.ofMinutes(1), "08001", "57P03", "53300", "08006");

        assertThat(driver.connect(URL, new Properties())).isSameAs(CONNECTION);
        assertThat(tries).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"28P01", "3D000", "22023"})
    void shouldNotWaitAfterAPermanentError(String state) {
        RetryingDriver driver = driver(Duration.ofMinutes(1), state);

        assertThatThrownBy(() -> driver.connect(URL, new Properties()))
                .isInstanceOf(SQLException.class);
        assertThat(tries).isEqualTo(1);
    }

    @Test
    void shouldNotWaitForever() {
        RetryingDriver driver = driver(Duration.ZERO, "08001", "08001");

        assertThatThrownBy(() -> driver.connect(URL, new Properties()))
                .isInstanceOf(SQLException.class);
        assertThat(tries).isEqualTo(1);
    }

    @Test
    void shouldStopWaitingWhenTheTaskIsCancelled() {
        RetryingDriver driver = driver(Duration.ofMinutes(1), "08001", "08001");
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> driver.connect(URL, new Properties()))
                .isInstanceOf(SQLException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void shouldGiveUpASilentDatabase() throws Exception {
        RetryingDriver driver = driver(Duration.ZERO);

        driver.connect(URL, new Properties());
        assertThat(properties).containsEntry("socketTimeout", "60");

        Properties own = new Properties();
        own.setProperty("socketTimeout", "5");
        driver.connect(URL, own);
        assertThat(properties).containsEntry("socketTimeout", "5");
    }

    @Test
    void shouldTreatASilentDatabaseAsUnreachable() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url =
                    "jdbc:postgresql://127.0.0.1:%d/assist?socketTimeout=1"
                            .formatted(silent.getLocalPort());
            RetryingDriver driver =
                    new RetryingDriver(
                            new org.postgresql.Driver(), Duration.ZERO, Duration.ofMillis(1));

            assertThatThrownBy(() -> driver.connect(url, new Properties()))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).startsWith("08"));
        }
    }

    private RetryingDriver driver(Duration patience, String... failures) {
        Iterator<String> states = List.of(failures).iterator();
        Driver away =
                (Driver)
                        Proxy.newProxyInstance(
                                RetryingDriverTest.class.getClassLoader(),
                                new Class<?>[] {Driver.class},
                                (proxy, method, arguments) -> {
                                    tries++;
                                    properties = (Properties) arguments[1];
                                    if (states.hasNext()) {
                                        throw new SQLException("away", states.next());
                                    }
                                    return CONNECTION;
                                });
        return new RetryingDriver(away, patience, Duration.ofMillis(1));
    }
}
