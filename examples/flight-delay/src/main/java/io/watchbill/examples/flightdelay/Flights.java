package io.watchbill.examples.flightdelay;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The flights of a Parquet file in order of departure, read by DuckDB a range of time at a time. Not thread-safe. */
public final class Flights implements AutoCloseable {

    /** The month that the model is learnt from and profiled on. */
    public static final Instant JANUARY = Instant.parse("2001-01-01T00:00:00Z");

    /** Where production begins. */
    public static final Instant FEBRUARY = Instant.parse("2001-02-01T00:00:00Z");

    private final Connection connection;
    private final PreparedStatement range;

    private Flights(Connection connection, PreparedStatement range) {
        this.connection = connection;
        this.range = range;
    }

    /**
     * Opens {@code flights.parquet}.
     *
     * @throws NoSuchFileException where there is no such file
     * @throws SQLException        where it is no Parquet file with the columns date, delay, distance and origin
     */
    public static Flights open(Path file) throws SQLException, NoSuchFileException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        try {
            return new Flights(connection, connection.prepareStatement("""
                    SELECT file_row_number, "date", delay, distance, origin
                    FROM read_parquet('%s', file_row_number = true)
                    WHERE "date" >= ? AND "date" < ?
                    ORDER BY file_row_number
                    """.formatted(
                            file.toString().replace("'", "''"))));
        } catch (SQLException broken) {
            connection.close();
            throw broken;
        }
    }

    /** The flights that depart at {@code from} or later and before {@code until}, in order of departure. */
    public List<Flight> between(Instant from, Instant until) throws SQLException {
        range.setObject(1, LocalDateTime.ofInstant(from, ZoneOffset.UTC));
        range.setObject(2, LocalDateTime.ofInstant(until, ZoneOffset.UTC));
        List<Flight> flights = new ArrayList<>();
        try (ResultSet rows = range.executeQuery()) {
            while (rows.next()) {
                flights.add(new Flight(
                        rows.getLong(1),
                        rows.getObject(2, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                        rows.getInt(3),
                        rows.getInt(4),
                        rows.getString(5)));
            }
        }
        return flights;
    }

    @Override
    public void close() throws SQLException {
        range.close();
        connection.close();
    }
}
