package io.supportassistant.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.analytics.BoundedDriver;
import io.supportassistant.analytics.DatabaseSettings;
import io.supportassistant.local.stack.LocalStack;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(RunningStack.class)
@Execution(ExecutionMode.SAME_THREAD)
class BoundedDriverITCase {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                             | 10s | 20s | 25000",
                "&options=-c%20lock_timeout=3s | 3s  | 20s | 25000",
                "&socketTimeout=5              | 10s | 20s | 5000"
            })
    void shouldLimitStatementsUnlessTheAddressSaysOtherwise(
            String parameters, String lock, String statement, int silence, LocalStack stack)
            throws SQLException {
        DatabaseSettings database = DatabaseSettings.from(stack.settings());
        Properties user = new Properties();
        user.setProperty("user", database.user());
        user.setProperty("password", database.password());
        String url = database.jdbcUrl() + (parameters == null ? "" : parameters);

        try (Connection connection = new BoundedDriver().connect(url, user);
                Statement query = connection.createStatement();
                ResultSet limits =
                        query.executeQuery(
                                "SELECT current_setting('lock_timeout'),"
                                        + " current_setting('statement_timeout')")) {
            limits.next();
            assertThat(limits.getString(1)).isEqualTo(lock);
            assertThat(limits.getString(2)).isEqualTo(statement);
            assertThat(connection.getNetworkTimeout()).isEqualTo(silence);
        }
    }
}
