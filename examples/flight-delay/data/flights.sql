-- Every third of the source's three million flights, in the source's own order (by departure time), without destination.
-- Two flights of 1 July are left out: the file holds whole months, January to June 2001.
COPY (
    SELECT "date"::TIMESTAMP_MS AS "date", delay::SMALLINT AS delay, distance::SMALLINT AS distance, origin
    FROM read_parquet('flights-3m.parquet', file_row_number = true)
    WHERE file_row_number % 3 = 0 AND "date" < TIMESTAMP '2001-07-01'
    ORDER BY "date", file_row_number
) TO 'flights.parquet' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 19, ROW_GROUP_SIZE 200000);
