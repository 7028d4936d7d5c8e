package io.supportassistant.local;

import io.supportassistant.analytics.DatabaseSettings;
import io.supportassistant.local.stack.LocalStack;
import io.supportassistant.local.stack.StackFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "sql", description = "Query the local database; without a query, open a prompt.")
final class SqlCommand implements Callable<Integer> {

    private static final int MAX_WIDTH = 60;

    @Parameters(
            arity = "0..1",
            paramLabel = "QUERY",
            description = "For example \"SELECT * FROM suggestions\".")
    private String query;

    @Override
    public Integer call() throws Exception {
        DatabaseSettings database =
                DatabaseSettings.from(
                        LocalStack.settings(
                                Map.of(),
                                StackFolder.runningIn(CheckoutFolders.state()),
                                CheckoutFolders.state()));
        try (Connection connection =
                DriverManager.getConnection(
                        database.jdbcUrl(), database.user(), database.password())) {
            if (query == null) {
                prompt(connection);
                return 0;
            }
            return run(connection, query) ? 0 : 1;
        }
    }

    private static void prompt(Connection connection) throws IOException {
        System.out.println("End a query with a semicolon; \\q quits.");
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        StringBuilder query = new StringBuilder();
        System.out.print("assist=> ");
        System.out.flush();
        for (String line = in.readLine();
                line != null && !line.strip().equals("\\q");
                line = in.readLine()) {
            query.append(line).append('\n');
            if (line.strip().endsWith(";")) {
                run(connection, query.toString());
                query.setLength(0);
            }
            System.out.print(query.isEmpty() ? "assist=> " : "      -> ");
            System.out.flush();
        }
    }

    private static boolean run(Connection connection, String query) {
        try (Statement statement = connection.createStatement()) {
            if (statement.execute(query)) {
                print(statement.getResultSet());
            } else {
                System.out.println(statement.getUpdateCount() + " rows changed");
            }
            return true;
        } catch (SQLException e) {
            System.err.println(e.getMessage());
            return false;
        }
    }

    private static void print(ResultSet result) throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        List<List<String>> rows = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            names.add(columns.getColumnLabel(i));
        }
        rows.add(names);
        while (result.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                row.add(shortened(result.getString(i)));
            }
            rows.add(row);
        }
        int[] widths = new int[names.size()];
        rows.forEach(row -> grow(widths, row));
        for (int i = 0; i < rows.size(); i++) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < widths.length; c++) {
                line.append(String.format("%-" + (widths[c] + 2) + "s", rows.get(i).get(c)));
            }
            System.out.println(line.toString().stripTrailing());
            if (i == 0) {
                System.out.println("-".repeat(line.length()));
            }
        }
        System.out.println("(" + (rows.size() - 1) + " rows)");
    }

    private static void grow(int[] widths, List<String> row) {
        for (int c = 0; c < widths.length; c++) {
            widths[c] = Math.max(Math.max(1, widths[c]), row.get(c).length());
        }
    }

    private static String shortened(String value) {
        if (value == null) {
            return "";
        }
        String line = value.replace('\n', ' ');
        return line.length() <= MAX_WIDTH ? line : line.substring(0, MAX_WIDTH - 1) + "\u2026";
    }
}
