package io.watchbill.profiler;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/** A DuckDB of one's own in memory, which spills to the temporary folder and never fetches anything. */
final class Database implements AutoCloseable {
    private final Connection connection;

    /** What is done with each row of an answer. */
    interface RowReader {
        void row(ResultSet row) throws SQLException;
    }

    private Database(Connection connection) {
        this.connection = connection;
    }

    static Database open() throws SQLException {
        Properties settings = new Properties();
        settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("temp_directory", System.getProperty("java.io.tmpdir") + "/watchbill-duckdb");
        Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", settings);
        if (connection == null) {
            throw new SQLException("the DuckDB driver did not accept its own address");
        }
        Database database = new Database(connection);
        database.execute("SET TimeZone = 'UTC'");
        return database;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Reads an answer row by row as DuckDB makes it; memory does not depend on how many rows there are. */
    void query(String sql, RowReader reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reader.row(rows);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
