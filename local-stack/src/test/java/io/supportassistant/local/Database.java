package io.supportassistant.local;

import io.supportassistant.analytics.DatabaseSettings;
import io.supportassistant.local.stack.LocalStack;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Queries a stack's tables. */
final class Database {

    private Database() {}

    static long count(LocalStack stack, String query) throws SQLException {
        return Long.parseLong(rows(stack, query).get(0).get(0));
    }

    static void execute(LocalStack stack, String... statements) throws SQLException {
        execute(DatabaseSettings.from(stack.settings()), statements);
    }

    /** Each statement by itself, outside a transaction. */
    static void execute(DatabaseSettings database, String... statements) throws SQLException {
        try (Connection connection = connection(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Each row as a list of texts. */
    static List<List<String>> rows(LocalStack stack, String query) throws SQLException {
        return rows(DatabaseSettings.from(stack.settings()), query);
    }

    static List<List<String>> rows(DatabaseSettings database, String query) throws SQLException {
        try (Connection connection = connection(database);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    private static Connection connection(DatabaseSettings database) throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl(), database.user(), database.password());
    }
}
