import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;

/** Runs one SQL file in an in-memory DuckDB: {@code java -cp duckdb_jdbc.jar RunSql.java FILE.sql}. */
class RunSql {
    public static void main(String[] arguments) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("SET threads = 1"); // the same bytes on every machine
            statement.execute(Files.readString(Path.of(arguments[0])));
        }
    }
}
